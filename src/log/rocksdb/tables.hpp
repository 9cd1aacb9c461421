// SPDX-License-Identifier: EUPL-1.2
// Everything that is read from the log's database, bounded by the head the caller has seen. Holds
// no state of its own, so any number of threads may read.
#pragma once

#include "log/rocksdb/database.hpp"
#include "log/rocksdb/recent_index.hpp"
#include "log/stored_log.hpp"
#include "log/tree/hash_source.hpp"

namespace telaio::log::rocksdb {

class EventReader;

// The unfinished tile at the right end of one tile level, and in which values it is stored.
struct TileEdge {
  std::uint64_t first = 0;  // Index of the tile's first hash.
  std::vector<tree::Hash> hashes;
  std::vector<std::uint64_t> value_starts;  // Index of the first hash of each stored value.
};

class Tables final : public SequencerMemory, public tree::HashSource {
 public:
  // What was appended last is found in `recent`; both outlive the tables. Without it (while a log
  // is being opened) only records, parts and tree may be asked for.
  explicit Tables(const Database& database, const RecentIndex* recent = nullptr)
      : database_(database), recent_(recent) {}

  // ---- What the committer asks ----
  Result<std::optional<CommandRecord>, Fault> command(const CommandId& id) const override;
  Result<std::optional<Version>, Fault> last_version(const StreamId& stream) const override;
  // As above, but blind to what lies at or beyond `size`.
  Result<std::optional<Version>, Fault> last_version(const StreamId& stream,
                                                     std::uint64_t size) const;
  Result<TileEdge, Fault> tile_edge(unsigned level, std::uint64_t size) const;

  // ---- What readers ask; `size` is that of the head they saw ----
  Result<Page, Fault> read_all(Position from, const ReadLimits& limits, std::uint64_t size) const;
  Result<Page, Fault> read_stream(const StreamId& stream, Version from, const ReadLimits& limits,
                                  std::uint64_t size) const;
  Result<std::optional<Position>, Fault> last_at(Instant instant, std::uint64_t size) const;
  Result<Entry, Fault> entry(Position position) const;

  Result<std::vector<tree::Hash>, Fault> hashes(unsigned level, std::uint64_t first,
                                                std::size_t count) const override;

  // ---- What verification asks ----
  Result<Done, Fault> scan_streams(const std::function<bool(const IndexedEvent&)>& visit,
                                   std::uint64_t size) const;
  Result<Done, Fault> scan_commands(
      const std::function<bool(const CommandId&, const CommandRecord&)>& visit,
      std::uint64_t size) const;

  // ---- What opening asks ----
  // All but the log id of the head, then the id.
  Result<Head, Fault> stored_head() const;
  Result<std::uint32_t, Fault> format() const;
  // First position that the stored indexes do not hold; 0 in a store of the first format.
  Result<Position, Fault> indexed() const;
  // Position after the last stored record; 0 when there is none.
  Result<std::uint64_t, Fault> records_end() const;

 private:
  std::unique_ptr<rdb::Iterator> iterate(const Family& family) const;
  // Adds the events of the stored index from version `next` on, which it moves past them; false
  // when the page is full.
  Result<bool, Fault> read_indexed(const StreamId& stream, Version& next, EventReader& reader,
                                   std::uint64_t size) const;

  const Database& database_;
  const RecentIndex* recent_;
};

}  // namespace telaio::log::rocksdb
