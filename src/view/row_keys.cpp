// SPDX-License-Identifier: EUPL-1.2
#include "view/row_keys.hpp"

#include "base/assert.hpp"

namespace telaio::view {

Bytes row_key(Table table, BytesView key) {
  Bytes row;
  row.reserve(1 + key.size());
  row.push_back(static_cast<std::byte>(table.id));
  append(row, key);
  return row;
}

Bytes stored_value(const std::optional<Bytes>& value) {
  Bytes stored;
  if (!value) return {tombstone_mark};
  stored.reserve(1 + value->size());
  stored.push_back(row_mark);
  append(stored, *value);
  return stored;
}

void RowsDigest::add(BytesView row, Position position, BytesView stored) {
  TELAIO_ASSERT(!stored.empty());
  // Lengths first, so that no two different sets of rows hash the same bytes.
  frame_.clear();
  append_u16(frame_, static_cast<std::uint16_t>(row.size()));
  append_u32(frame_, static_cast<std::uint32_t>(stored.size()));
  append(frame_, row);
  append_u64(frame_, position);
  hasher_.add(frame_).add(stored);
}

}  // namespace telaio::view
