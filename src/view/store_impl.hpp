// SPDX-License-Identifier: EUPL-1.2
// RocksDB behind view/store.hpp: the only place, with build_rows, that names it. Nobody outside
// this folder includes it.
#pragma once

#include <rocksdb/db.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "view/store.hpp"

namespace telaio::view {

// Gives a column family back before the database closes.
struct DropsHandle {
  rocksdb::DB* db = nullptr;
  void operator()(rocksdb::ColumnFamilyHandle* handle) const;
};
using ColumnFamily = std::unique_ptr<rocksdb::ColumnFamilyHandle, DropsHandle>;

// The database first: the column families are destroyed before it.
struct Store::Impl {
  std::unique_ptr<rocksdb::DB> db;
  ColumnFamily marks;  // Name of a projection -> Mark.
  ColumnFamily rows;   // slot | table | key | inverted position -> stored value.
  std::filesystem::path directory;
  std::size_t run_bytes = 0;  // As in StoreOptions.
};

rocksdb::Slice slice_of(BytesView bytes);
BytesView bytes_of(const rocksdb::Slice& slice);
Fault store_fault(std::string_view code, std::string_view attempted, const rocksdb::Status& status);

// Options of the rows' column family; a file to be ingested is written with the same ones.
rocksdb::ColumnFamilyOptions rows_options(std::size_t cache_bytes);

Bytes encode_mark(const Mark& mark);

// First two bytes of every key of the slot.
Bytes slot_prefix(Slot slot);
// The first key above all that start with `prefix`; `prefix` holds a byte other than 0xff
// (asserted).
Bytes prefix_end(Bytes prefix);

// Rows of a slot at a position, out of a snapshot of their own.
std::unique_ptr<ReadRows> stored_rows(const Store::Impl& store, Slot slot, Position as_of,
                                      std::shared_ptr<const rocksdb::Snapshot> snapshot);

}  // namespace telaio::view
