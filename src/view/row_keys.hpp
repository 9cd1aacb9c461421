// SPDX-License-Identifier: EUPL-1.2
// The bytes of keys and digests inside this module: how slot, table, key and position make one key
// of the store, and how row versions are hashed (docs/formats/views.md). Nobody else includes this.
#pragma once

#include <optional>

#include "base/bytes.hpp"
#include "crypto/digest.hpp"
#include "view/recorded.hpp"
#include "view/rows.hpp"

namespace telaio::view {

// What stands after a row's key: its position, inverted.
inline constexpr std::size_t version_size = 8;
// What stands before it on disk: slot and table.
inline constexpr std::size_t slot_size = 2;

// Table id, then the key (or the start of one).
Bytes row_key(Table table, BytesView key);

// First byte of a stored value: a row, or its absence from this position on.
inline constexpr std::byte tombstone_mark{0};
inline constexpr std::byte row_mark{1};
Bytes stored_value(const std::optional<Bytes>& value);

// SHA-256 over row versions, in the order of their keys, newest version first.
class RowsDigest {
 public:
  // `row` is a row_key(); `stored` a stored_value().
  void add(BytesView row, Position position, BytesView stored);
  crypto::Sha256 finish() { return hasher_.finish(); }

 private:
  crypto::Sha256Hasher hasher_;
  Bytes frame_;
};

}  // namespace telaio::view
