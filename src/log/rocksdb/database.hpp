// SPDX-License-Identifier: EUPL-1.2
// The RocksDB database of the log: which column families it has, with which settings it may be
// opened, and who owns what. The settings that keep the promise of durability are read back after
// opening and the log refuses to run with others (log-and-evidence.md 2).
#pragma once

#include <rocksdb/db.h>

#include <filesystem>
#include <memory>

#include "base/result.hpp"
#include "log/rocksdb/engine.hpp"

namespace telaio::log::rocksdb {

namespace rdb = ::rocksdb;

// A column family's handle dies before its database, which it needs to be closed.
struct ClosedBy {
  rdb::DB* db = nullptr;
  void operator()(rdb::ColumnFamilyHandle* handle) const;
};
using Family = std::unique_ptr<rdb::ColumnFamilyHandle, ClosedBy>;

struct Database {
  std::unique_ptr<rdb::DB> db;  // First: destroyed last.
  Family meta;
  Family records;
  Family parts;
  Family streams;
  Family commands;
  Family tree;
};

enum class Access : std::uint8_t { create, write, read };

Result<Database, Fault> open_database(const std::filesystem::path& path, Access access,
                                      const Options& options);

// The settings alone, for tests.
rdb::DBOptions database_options(const Options& options);
// Nothing when every setting that durability rests on is as it must be; else what is wrong.
std::optional<std::string> wrong_setting(const rdb::DBOptions& options);

// "what: what RocksDB said", with the code its kind of failure has.
Fault fault_of(const rdb::Status& status, std::string_view what);

}  // namespace telaio::log::rocksdb
