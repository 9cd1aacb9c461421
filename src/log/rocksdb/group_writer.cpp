// SPDX-License-Identifier: EUPL-1.2
#include "log/rocksdb/group_writer.hpp"

#include "base/assert.hpp"
#include "base/broken.hpp"
#include "base/limits.hpp"
#include "log/rocksdb/keys.hpp"

namespace telaio::log::rocksdb {
namespace {

// Building a batch in memory fails only when it passes a size limit that we do not set.
void put(rdb::WriteBatch& batch, const Family& family, const rdb::Slice& key, BytesView value) {
  TELAIO_ASSERT(batch.Put(family.get(), key, slice_of(value)).ok());
}

}  // namespace

Result<GroupWriter, Fault> GroupWriter::open(const Database& database, std::uint64_t size) {
  GroupWriter writer(database);
  const Tables tables(database);
  for (unsigned level = 0; level < tree::tile_levels_max; ++level) {
    auto tile = tables.tile_edge(level, size);
    if (!tile) return tile.error();
    Edge& edge = writer.edges_[level];
    edge.tile = std::move(*tile);
    edge.saved = edge.tile.hashes.size();
  }
  return writer;
}

Result<Done, Fault> GroupWriter::write(const Group& group, const Head& head) {
  batch_.Clear();
  put_records(group);
  put_parts(group);
  put_commands(group);
  put_tree(group);
  put(batch_, database_->meta, slice_of(as_bytes(head_key)), head_value(head));

  rdb::WriteOptions options;
  options.sync = !TELAIO_BROKEN(sync_skipped);
  const rdb::Status status = database_->db->Write(options, &batch_);
  if (!status.ok()) return fault_of(status, "writing a group");
  return Done{};
}

void GroupWriter::put_records(const Group& group) {
  const BytesView records = group.records;
  std::size_t first = 0;
  while (first < group.events()) {
    const std::size_t start = group.starts[first];
    std::size_t last = first + 1;
    const auto end_of = [&](std::size_t event) {
      return event < group.events() ? group.starts[event] : records.size();
    };
    while (last < group.events() && last - first < limits::record_block_events_max &&
           end_of(last + 1) - start <= limits::record_block_bytes_max) {
      ++last;
    }
    put(batch_, database_->records, record_key(group.first + first),
        records.subspan(start, end_of(last) - start));
    first = last;
  }
}

void GroupWriter::put_parts(const Group& group) {
  for (const SealedPart& part : group.parts) {
    put(batch_, database_->parts, part_key(part.ref), part.bytes);
  }
}

// Streams can be read back from the records, what was answered to a command cannot.
void GroupWriter::put_commands(const Group& group) {
  put(batch_, database_->meta, recent_key(group.first), recent_value(group.commands));
}

void GroupWriter::put_tree(const Group& group) {
  for (const tree::TileHash& hash : group.hashes) {
    const TileEdge& tile = edges_[hash.level].tile;
    TELAIO_ASSERT(tile.first + tile.hashes.size() == hash.index);
    add_hash(hash.level, hash.hash);
  }
  for (unsigned level = 0; level < edges_.size(); ++level) put_edge(level);
}

void GroupWriter::add_hash(unsigned level, const tree::Hash& hash) {
  Edge& edge = edges_[level];
  edge.tile.hashes.push_back(hash);
  if (edge.tile.hashes.size() < tree::tile_width) return;

  // The tile is full: one value takes the place of those it was collected in.
  for (const std::uint64_t start : edge.tile.value_starts) {
    if (start == edge.tile.first) continue;
    TELAIO_ASSERT(batch_.Delete(database_->tree.get(), tree_key(level, start)).ok());
  }
  put(batch_, database_->tree, tree_key(level, edge.tile.first),
      std::as_bytes(std::span(edge.tile.hashes)));
  edge.tile.first += tree::tile_width;
  edge.tile.hashes.clear();
  edge.tile.value_starts.clear();
  edge.saved = 0;
}

void GroupWriter::put_edge(unsigned level) {
  Edge& edge = edges_[level];
  if (edge.saved == edge.tile.hashes.size()) return;
  const std::uint64_t start = edge.tile.first + edge.saved;
  put(batch_, database_->tree, tree_key(level, start),
      std::as_bytes(std::span(edge.tile.hashes).subspan(edge.saved)));
  edge.tile.value_starts.push_back(start);
  edge.saved = edge.tile.hashes.size();
}

}  // namespace telaio::log::rocksdb
