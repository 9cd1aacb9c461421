// SPDX-License-Identifier: EUPL-1.2
// The vault's database: rows by family and key, written all or nothing. It hides RocksDB and knows
// nothing of keys or accounts. What rows mean is in docs/formats/vault-store.md.
//
// Thread-safe. Faults: vault.storage; vault.disk_reserve when the disk is nearly full (RocksDB 7.8
// would abort the process on a full one).
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string_view>

#include "base/bytes.hpp"
#include "base/result.hpp"

namespace telaio::vault {

enum class Family : std::uint8_t { meta, keys, protected_keys, destroyed, accounts, sessions };
inline constexpr std::size_t family_count = 6;

// One row put, or deleted when `value` is nothing.
struct Write {
  Family family = Family::meta;
  Bytes key;
  std::optional<Bytes> value;
};

struct Row {
  Bytes key;
  Bytes value;
};

// `synced`: on disk before the answer. `later`: survives the process, not a power cut.
enum class Durability : std::uint8_t { synced, later };

class Store {
 public:
  // Makes the folder; vault.exists when something is in it already.
  static Result<std::unique_ptr<Store>, Fault> create(const std::filesystem::path& folder);
  // vault.absent when there is no database.
  static Result<std::unique_ptr<Store>, Fault> open(const std::filesystem::path& folder);
  Store(const Store&) = delete;
  Store& operator=(const Store&) = delete;
  ~Store();

  Result<std::optional<Bytes>, Fault> get(Family family, BytesView key) const;
  // The last row, in key order, whose key begins with `prefix` (16 bytes at least: asserted).
  Result<std::optional<Row>, Fault> last(Family family, BytesView prefix) const;
  // Every row whose key begins with `prefix`, in key order, until `visit` says false. The views are
  // good during the call only.
  using Visit = std::function<bool(BytesView key, BytesView value)>;
  Result<Done, Fault> scan(Family family, BytesView prefix, const Visit& visit) const;

  // All or nothing. After a fault it is unknown whether the rows are there.
  Result<Done, Fault> write(std::span<const Write> writes, Durability durability);
  // Rewrites every file, so that no deleted or overwritten value is left in any.
  Result<Done, Fault> compact();

 private:
  struct Database;
  explicit Store(std::unique_ptr<Database> database);

  std::unique_ptr<Database> database_;
};

}  // namespace telaio::vault
