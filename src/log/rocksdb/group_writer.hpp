// SPDX-License-Identifier: EUPL-1.2
// Turns a group into one RocksDB batch and writes it with one sync: events, parts, indexes, tree
// and head become durable together or not at all. Owned by the committer's thread.
#pragma once

#include <rocksdb/write_batch.h>

#include <array>

#include "log/rocksdb/tables.hpp"

namespace telaio::log::rocksdb {

class GroupWriter {
 public:
  // `database` outlives the writer. Reads the right edge of the stored tree of `size` leaves.
  static Result<GroupWriter, Fault> open(const Database& database, std::uint64_t size);

  // `head` is that of the log with the group. After a fault nothing is known about what is on disk.
  Result<Done, Fault> write(const Group& group, const Head& head);

 private:
  explicit GroupWriter(const Database& database) : database_(&database) {}

  void put_records(const Group& group);
  void put_parts(const Group& group);
  void put_commands(const Group& group);
  void put_tree(const Group& group);
  void add_hash(unsigned level, const tree::Hash& hash);
  void put_edge(unsigned level);

  struct Edge {
    TileEdge tile;
    std::size_t saved = 0;  // How many of the tile's hashes are stored, or in the batch.
  };

  const Database* database_;  // Never null; a pointer so that the writer can be moved.
  std::array<Edge, tree::tile_levels_max> edges_;
  rdb::WriteBatch batch_;
};

}  // namespace telaio::log::rocksdb
