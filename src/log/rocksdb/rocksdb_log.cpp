// SPDX-License-Identifier: EUPL-1.2
#include <fmt/format.h>

#include "base/assert.hpp"
#include "base/broken.hpp"
#include "crypto/random.hpp"
#include "log/log_faults.hpp"
#include "log/log_refusals.hpp"
#include "log/rocksdb/committer.hpp"
#include "log/rocksdb/engine.hpp"
#include "log/rocksdb/keys.hpp"
#include "log/rocksdb/recent_loading.hpp"
#include "log/rocksdb/sorted_index.hpp"
#include "log/tree/proofs.hpp"

namespace telaio::log::rocksdb {
namespace {

Fault read_only_fault() {
  return {std::string(refusals::read_only), "the log was opened for reading"};
}

class RocksdbLog final : public StoredLog {
 public:
  RocksdbLog(Database database, Generation recent, const Head& head)
      : database_(std::move(database)),
        recent_(std::move(recent)),
        tables_(database_, &recent_),
        head_(head) {}

  // From here on the log takes appends.
  void start(Committer::Parts parts) {
    sorting_.emplace(database_, recent_, parts.folder, end_process);
    committer_.emplace(std::move(parts));
  }
  RecentIndex& recent() { return recent_; }
  const Database& database() const { return database_; }
  const Tables& tables() const { return tables_; }
  PublishedHead& published_head() { return head_; }

  void append(Commit commit, AppendDone done) override {
    if (!committer_) return done(Rejected{std::string(refusals::read_only)});
    auto prepared = prepare(std::move(commit));
    if (!prepared) return done(prepared.error());
    committer_->submit(std::move(*prepared), std::move(done));
  }

  Result<CommitLookup, Fault> find_commit(const CommandId& command,
                                          const crypto::Sha256& request_hash) override {
    if (committer_) committer_->wait_settled(command);
    const auto known = tables_.command(command);
    if (!known) return known.error();
    if (!*known) return CommitLookup{};
    // Written between the two looks, and not published yet: an answer must not name a position that
    // a reader cannot see.
    if (committer_ && (*known)->first >= size()) committer_->wait_settled(command);
    return CommitLookup{(*known)->outcome(true), (*known)->request_hash != request_hash};
  }

  Result<Page, Fault> read_stream(const StreamId& stream, Version from,
                                  const ReadLimits& limits) const override {
    return tables_.read_stream(stream, from, limits, size());
  }
  Result<Page, Fault> read_all(Position from, const ReadLimits& limits) const override {
    return tables_.read_all(from, limits, size());
  }
  Result<std::optional<Version>, Fault> stream_version(const StreamId& stream) const override {
    return tables_.last_version(stream, size());
  }

  Head head() const override { return head_.get(); }
  bool wait_past(Position position, std::chrono::milliseconds timeout) const override {
    return head_.wait_past(position, timeout);
  }
  Result<std::optional<Position>, Fault> last_at(Instant instant) const override {
    return tables_.last_at(instant, size());
  }

  Result<Done, Fault> purge_sealed(std::span<const PartRef> parts) override;

  Result<crypto::Sha256, Fault> root_at(std::uint64_t at_size) const override {
    TELAIO_ASSERT(at_size <= size());
    return tree::root_at(tables_, at_size);
  }
  Result<Bytes, Fault> entry(Position position) const override {
    TELAIO_ASSERT(position < size());
    const auto stored = tables_.entry(position);
    if (!stored) return stored.error();
    return to_bytes(*stored);
  }
  Result<std::vector<crypto::Sha256>, Fault> inclusion_proof(Position position,
                                                             std::uint64_t at_size) const override {
    TELAIO_ASSERT(at_size <= size());
    return tree::inclusion_proof(tables_, position, at_size);
  }
  Result<std::vector<crypto::Sha256>, Fault> consistency_proof(
      std::uint64_t first, std::uint64_t at_size) const override {
    TELAIO_ASSERT(at_size <= size());
    return tree::consistency_proof(tables_, first, at_size);
  }

  Result<std::vector<tree::Hash>, Fault> hashes(unsigned level, std::uint64_t first,
                                                std::size_t count) const override {
    return tables_.hashes(level, first, count);
  }
  Result<Done, Fault> scan_streams(
      const std::function<bool(const IndexedEvent&)>& visit) const override {
    return tables_.scan_streams(visit, size());
  }
  Position copied() const override { return recent_.written(); }
  Result<Done, Fault> scan_commands(
      const std::function<bool(const CommandId&, const CommandRecord&)>& visit) const override {
    return tables_.scan_commands(visit, size());
  }

 private:
  std::uint64_t size() const { return head_.get().size; }

  Database database_;  // Destroyed after all that reads it.
  RecentIndex recent_;
  Tables tables_;
  PublishedHead head_;
  // None when opened for reading. The committer ends first: it may wait for the other.
  std::optional<SortingThread> sorting_;
  std::optional<Committer> committer_;
};

// Deleting a key leaves its bytes in older files and in the write-ahead log: a purge has to rewrite
// them, or the ciphertext would stay on disk until some compaction came by.
Result<Done, Fault> RocksdbLog::purge_sealed(std::span<const PartRef> parts) {
  if (!committer_) return read_only_fault();
  if (parts.empty()) return Done{};
  rdb::WriteBatch batch;
  for (const PartRef& ref : parts) {
    TELAIO_ASSERT(batch.Delete(database_.parts.get(), part_key(ref)).ok());
  }
  rdb::WriteOptions synced;
  synced.sync = true;
  rdb::Status status = database_.db->Write(synced, &batch);
  if (!status.ok()) return fault_of(status, "purging sealed parts");

  // A write-ahead log file goes away once every family that wrote to it is flushed.
  status =
      database_.db->Flush(rdb::FlushOptions(), {database_.meta.get(), database_.records.get(),
                                                database_.parts.get(), database_.streams.get(),
                                                database_.commands.get(), database_.tree.get()});
  if (!status.ok()) return fault_of(status, "flushing after a purge");

  const auto by_key = [](const PartRef& a, const PartRef& b) {
    return std::tie(a.position, a.part) < std::tie(b.position, b.part);
  };
  const auto [lowest, highest] = std::minmax_element(parts.begin(), parts.end(), by_key);
  const auto begin = part_key(*lowest);
  const auto end = part_key({highest->position, highest->part + 1});
  const rdb::Slice begin_slice = begin;
  const rdb::Slice end_slice = end;
  rdb::CompactRangeOptions options;
  options.bottommost_level_compaction = rdb::BottommostLevelCompaction::kForceOptimized;
  status = database_.db->CompactRange(options, database_.parts.get(), &begin_slice, &end_slice);
  if (!status.ok()) return fault_of(status, "compacting after a purge");
  // Files that nobody needs any more are deleted in the background: this does it before we answer.
  status = database_.db->EnableFileDeletions(/*force=*/true);
  if (!status.ok()) return fault_of(status, "deleting files after a purge");
  return Done{};
}

// What a log must be before anybody reads it: its head, its records and its tree say the same.
Result<Head, Fault> check_head(const Tables& tables) {
  const auto head = tables.stored_head();
  if (!head) return head.error();
  const auto end = tables.records_end();
  if (!end) return end.error();
  if (*end != head->size) {
    return Fault{std::string(faults::damaged),
                 fmt::format("the head says {} events, the records end at {}", head->size, *end)};
  }
  const auto root = tree::root_at(tables, head->size);
  if (!root) return root.error();
  if (*root != head->root) {
    return Fault{std::string(faults::damaged),
                 "the stored tree does not have the root of the head"};
  }
  return *head;
}

Result<Done, Fault> check_anchor(const Tables& tables, const Head& head,
                                 const AnchorPoint& anchor) {
  if (TELAIO_BROKEN(anchor_not_compared)) return Done{};
  if (anchor.log_id != head.log_id) {
    return Fault{std::string(faults::anchor_of_another),
                 fmt::format("the anchor is of log {}, this is log {}", to_string(anchor.log_id),
                             to_string(head.log_id))};
  }
  if (head.size < anchor.size) {
    return Fault{std::string(faults::behind_anchor),
                 fmt::format("the log holds {} events (root {}), its anchor knows of {} (root {}): "
                             "its end is missing, or an older copy was put in its place",
                             head.size, to_base64(head.root), anchor.size, to_base64(anchor.root))};
  }
  const auto root = tree::root_at(tables, anchor.size);
  if (!root) return root.error();
  if (*root != anchor.root) {
    return Fault{std::string(faults::behind_anchor),
                 fmt::format("the first {} events have root {}, the anchor knows root {}: this is "
                             "another history",
                             anchor.size, to_base64(*root), to_base64(anchor.root))};
  }
  return Done{};
}

bool missing_is_accepted(const Options& options, const Head& head) {
  return options.accept_missing_anchor == head.log_id;
}

// The checked anchor; a new one if it is missing and that is accepted.
Result<Anchor, Fault> open_anchor(const Place& place, const Tables& tables, const Head& head,
                                  const Options& options) {
  auto anchor = Anchor::open(place.anchor);
  if (!anchor && anchor.error().code == faults::anchor_missing &&
      missing_is_accepted(options, head)) {
    return Anchor::create(place.anchor, {head.log_id, head.size, head.root});
  }
  if (!anchor) return anchor.error();
  if (const auto checked = check_anchor(tables, head, anchor->point()); !checked) {
    return checked.error();
  }
  // A group may have been acknowledged whose anchor was not written any more. Left behind, it and
  // the next group would both be missing from the anchor.
  if (anchor->point().size < head.size && !TELAIO_BROKEN(anchor_left_behind)) {
    const auto advanced = anchor->advance({head.log_id, head.size, head.root});
    if (!advanced) return advanced.error();
  }
  return anchor;
}

Result<Done, Fault> check_known_anchor(const Place& place, const Tables& tables, const Head& head,
                                       const std::optional<AnchorPoint>& anchor,
                                       const Options& options) {
  if (anchor) return check_anchor(tables, head, *anchor);
  if (missing_is_accepted(options, head)) return Done{};
  return Fault{std::string(faults::anchor_missing),
               fmt::format("{} is not there", Anchor::file_in(place.anchor).string())};
}

Result<Done, Fault> write_identity(const Database& database, const Head& head) {
  Bytes format;
  append_u32(format, store_format);
  rdb::WriteBatch batch;
  const auto put = [&](std::string_view key, BytesView value) {
    const auto key_slice = slice_of(as_bytes(key));
    TELAIO_ASSERT(batch.Put(database.meta.get(), key_slice, slice_of(value)).ok());
  };
  Bytes mark;
  append_u64(mark, 0);
  put(format_key, format);
  put(indexed_key, mark);
  put(log_id_key, head.log_id.view());
  put(head_key, head_value(head));
  rdb::WriteOptions synced;
  synced.sync = true;
  const rdb::Status status = database.db->Write(synced, &batch);
  if (!status.ok()) return fault_of(status, "writing the log's identity");
  return Done{};
}

Result<std::unique_ptr<StoredLog>, Fault> start(std::unique_ptr<RocksdbLog> log, Anchor anchor,
                                                const Place& place, const Clock& clock,
                                                const Options& options) {
  const std::uint64_t size = log->head().size;
  auto frontier = tree::Frontier::load(log->tables(), size);
  if (!frontier) return frontier.error();
  auto writer = GroupWriter::open(log->database(), size);
  if (!writer) return writer.error();
  log->start({.tables = log->tables(),
              .recent = log->recent(),
              .head = log->published_head(),
              .clock = clock,
              .frontier = *frontier,
              .writer = std::move(*writer),
              .anchor = std::move(anchor),
              .folder = place.log,
              .disk_reserve_bytes = options.disk_reserve_bytes,
              .access_reserve_bytes = options.access_reserve_bytes});
  return std::unique_ptr<StoredLog>(std::move(log));
}

}  // namespace

Result<std::unique_ptr<StoredLog>, Fault> create(const Place& place, const Clock& clock,
                                                 const Options& options) {
  auto database = open_database(place.log, Access::create, options);
  if (!database) return database.error();
  const Head head{0, tree::empty_root(), crypto::random_uuid(), Instant()};
  if (const auto written = write_identity(*database, head); !written) return written.error();
  const auto parent = place.log.parent_path();
  const auto synced = sync_directory(parent.empty() ? "." : parent, faults::write_failed);
  if (!synced) return synced.error();
  auto anchor = Anchor::create(place.anchor, {head.log_id, head.size, head.root});
  if (!anchor) return anchor.error();
  auto log = std::make_unique<RocksdbLog>(std::move(*database),
                                          Generation(0, options.recent_events_max), head);
  return start(std::move(log), std::move(*anchor), place, clock, options);
}

Result<std::unique_ptr<StoredLog>, Fault> open(const Place& place, const Clock& clock,
                                               const Options& options) {
  auto database = open_database(place.log, Access::write, options);
  if (!database) return database.error();
  const auto head = check_head(Tables(*database));
  if (!head) return head.error();
  auto anchor = open_anchor(place, Tables(*database), *head, options);
  if (!anchor) return anchor.error();
  auto recent = load_recent(*database, options, place.log, head->size);
  if (!recent) return recent.error();
  auto log = std::make_unique<RocksdbLog>(std::move(*database), std::move(*recent), *head);
  return start(std::move(log), std::move(*anchor), place, clock, options);
}

Result<std::unique_ptr<StoredLog>, Fault> open_read_only(const Place& place,
                                                         const Options& options) {
  // The anchor first: a running service moves both, and the log must have reached what we read.
  const auto anchor = Anchor::read(place.anchor);
  if (!anchor && !options.inspect_damaged) return anchor.error();
  auto database = open_database(place.log, Access::read, options);
  if (!database) return database.error();
  const Tables tables(*database);
  const auto head = options.inspect_damaged ? tables.stored_head() : check_head(tables);
  if (!head) return head.error();
  if (!options.inspect_damaged) {
    const auto checked = check_known_anchor(place, tables, *head, *anchor, options);
    if (!checked) return checked.error();
  }
  auto recent = load_recent_to_read(*database, head->size);
  if (!recent) return recent.error();
  return std::unique_ptr<StoredLog>(
      std::make_unique<RocksdbLog>(std::move(*database), std::move(*recent), *head));
}

}  // namespace telaio::log::rocksdb
