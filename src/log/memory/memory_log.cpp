// SPDX-License-Identifier: EUPL-1.2
#include "log/memory/memory_log.hpp"

#include <algorithm>
#include <map>
#include <mutex>

#include "base/assert.hpp"
#include "crypto/random.hpp"
#include "log/page_builder.hpp"
#include "log/prepared_commit.hpp"
#include "log/published_head.hpp"
#include "log/record.hpp"
#include "log/tree/proofs.hpp"

namespace telaio::log::memory {
namespace {

struct Row {
  Bytes record;
  std::vector<std::optional<Bytes>> parts;
};

// The data, without a lock: MemoryLog has it.
class Tables final : public SequencerMemory, public tree::HashSource {
 public:
  Result<std::optional<CommandRecord>, Fault> command(const CommandId& id) const override {
    const auto found = commands.find(id);
    if (found == commands.end()) return std::optional<CommandRecord>();
    return std::optional(found->second);
  }

  Result<std::optional<Version>, Fault> last_version(const StreamId& stream) const override {
    const auto found = streams.find(stream);
    if (found == streams.end()) return std::optional<Version>();
    return std::optional<Version>(found->second.size() - 1);
  }

  Result<std::vector<tree::Hash>, Fault> hashes(unsigned level, std::uint64_t first,
                                                std::size_t count) const override {
    TELAIO_ASSERT(level < tiles.size() && first + count <= tiles[level].size());
    const auto begin = tiles[level].begin() + static_cast<std::ptrdiff_t>(first);
    return std::vector<tree::Hash>(begin, begin + static_cast<std::ptrdiff_t>(count));
  }

  Record record(Position position) const {
    auto read = read_record(rows[position].record);
    TELAIO_ASSERT(read.has_value());  // Verified when it was appended, and memory keeps it.
    return std::move(*read);
  }

  StoredEvent event(Position position, const ReadLimits& limits) const {
    StoredEvent event = event_of(record(position), position);
    if (limits.parts) event.parts = rows[position].parts;
    return event;
  }

  void add(Group& group) {
    for (const std::size_t start : group.starts) {
      const BytesView rest = BytesView(group.records).subspan(start);
      rows.push_back({to_bytes(read_record(rest)->bytes), {}});
    }
    for (SealedPart& part : group.parts) {
      rows[part.ref.position].parts.emplace_back(std::move(part.bytes));
    }
    for (const StreamRun& run : group.runs) {
      for (Position at = run.first; at < run.first + run.count; ++at) {
        streams[run.stream].push_back(at);
      }
    }
    for (const auto& [id, command] : group.commands) commands.emplace(id, command);
    for (const tree::TileHash& hash : group.hashes) {
      TELAIO_ASSERT(tiles[hash.level].size() == hash.index);
      tiles[hash.level].push_back(hash.hash);
    }
  }

  std::vector<Row> rows;  // By position.
  std::map<StreamId, std::vector<Position>> streams;
  std::map<CommandId, CommandRecord> commands;
  std::array<std::vector<tree::Hash>, tree::tile_levels_max> tiles;
};

class MemoryLog final : public StoredLog {
 public:
  MemoryLog(const Clock& clock, const Uuid& log_id)
      : clock_(clock),
        log_id_(log_id),
        sequencer_(tables_, tree::Frontier(), Instant()),
        head_({0, tree::empty_root(), log_id, Instant()}) {}

  void append(Commit commit, AppendDone done) override {
    auto prepared = prepare(std::move(commit));
    if (!prepared) return done(prepared.error());
    done(sequence(std::move(*prepared)));
  }

  Result<CommitLookup, Fault> find_commit(const CommandId& command,
                                          const crypto::Sha256& request_hash) override {
    const std::lock_guard lock(mutex_);
    const auto known = tables_.command(command);
    if (!*known) return CommitLookup{};
    return CommitLookup{(*known)->outcome(true), (*known)->request_hash != request_hash};
  }

  Result<Page, Fault> read_stream(const StreamId& stream, Version from,
                                  const ReadLimits& limits) const override {
    const std::lock_guard lock(mutex_);
    PageBuilder page(limits);
    const auto found = tables_.streams.find(stream);
    if (found == tables_.streams.end()) return page.take(true);
    const std::vector<Position>& positions = found->second;
    for (Version version = from; version < positions.size(); ++version) {
      if (page.full() || !page.add(tables_.event(positions[version], limits)))
        return page.take(false);
    }
    return page.take(true);
  }

  Result<Page, Fault> read_all(Position from, const ReadLimits& limits) const override {
    const std::lock_guard lock(mutex_);
    PageBuilder page(limits);
    for (Position at = from; at < tables_.rows.size(); ++at) {
      if (page.full() || !page.add(tables_.event(at, limits))) return page.take(false);
    }
    return page.take(true);
  }

  Result<std::optional<Version>, Fault> stream_version(const StreamId& stream) const override {
    const std::lock_guard lock(mutex_);
    return tables_.last_version(stream);
  }

  Head head() const override { return head_.get(); }

  bool wait_past(Position position, std::chrono::milliseconds timeout) const override {
    return head_.wait_past(position, timeout);
  }

  Result<std::optional<Position>, Fault> last_at(Instant instant) const override {
    const std::lock_guard lock(mutex_);
    const auto later = std::partition_point(
        tables_.rows.begin(), tables_.rows.end(),
        [&](const Row& row) { return read_frame(row.record)->recorded <= instant; });
    if (later == tables_.rows.begin()) return std::optional<Position>();
    return std::optional<Position>(static_cast<Position>(later - tables_.rows.begin()) - 1);
  }

  Result<Done, Fault> purge_sealed(std::span<const PartRef> parts) override {
    const std::lock_guard lock(mutex_);
    for (const PartRef& ref : parts) {
      if (ref.position >= tables_.rows.size()) continue;
      auto& stored = tables_.rows[ref.position].parts;
      if (ref.part < stored.size()) stored[ref.part].reset();
    }
    return Done{};
  }

  Result<crypto::Sha256, Fault> root_at(std::uint64_t size) const override {
    const std::lock_guard lock(mutex_);
    TELAIO_ASSERT(size <= tables_.rows.size());
    return tree::root_at(tables_, size);
  }

  Result<Bytes, Fault> entry(Position position) const override {
    const std::lock_guard lock(mutex_);
    TELAIO_ASSERT(position < tables_.rows.size());
    return to_bytes(entry_of(tables_.record(position)));
  }

  Result<std::vector<crypto::Sha256>, Fault> inclusion_proof(Position position,
                                                             std::uint64_t size) const override {
    const std::lock_guard lock(mutex_);
    TELAIO_ASSERT(size <= tables_.rows.size());
    return tree::inclusion_proof(tables_, position, size);
  }

  Result<std::vector<crypto::Sha256>, Fault> consistency_proof(std::uint64_t first,
                                                               std::uint64_t size) const override {
    const std::lock_guard lock(mutex_);
    TELAIO_ASSERT(size <= tables_.rows.size());
    return tree::consistency_proof(tables_, first, size);
  }

  Result<std::vector<tree::Hash>, Fault> hashes(unsigned level, std::uint64_t first,
                                                std::size_t count) const override {
    const std::lock_guard lock(mutex_);
    return tables_.hashes(level, first, count);
  }

  Result<Done, Fault> scan_streams(
      const std::function<bool(const IndexedEvent&)>& visit) const override {
    const std::lock_guard lock(mutex_);
    for (const auto& [stream, positions] : tables_.streams) {
      for (std::size_t version = 0; version < positions.size(); ++version) {
        if (!visit({stream, version, positions[version], {}})) return Done{};
      }
    }
    return Done{};
  }

  Position copied() const override { return 0; }

  Result<Done, Fault> scan_commands(
      const std::function<bool(const CommandId&, const CommandRecord&)>& visit) const override {
    const std::lock_guard lock(mutex_);
    for (const auto& [id, record] : tables_.commands) {
      if (!visit(id, record)) break;
    }
    return Done{};
  }

 private:
  AppendOutcome sequence(PreparedCommit prepared) {
    const std::lock_guard lock(mutex_);
    group_.clear(sequencer_.size());
    auto outcome = sequencer_.add(std::move(prepared), clock_.now(), group_);
    TELAIO_ASSERT(outcome.has_value());  // Tables are in memory: they can always be read.
    tables_.add(group_);
    sequencer_.group_done();
    head_.publish({sequencer_.size(), sequencer_.root(), log_id_, sequencer_.last_recorded()});
    return std::move(*outcome);
  }

  const Clock& clock_;
  const Uuid log_id_;
  mutable std::mutex mutex_;  // Guards the tables, the sequencer and the group.
  Tables tables_;
  Sequencer sequencer_;
  Group group_;
  PublishedHead head_;
};

}  // namespace

std::unique_ptr<StoredLog> create(const Clock& clock, std::optional<Uuid> log_id) {
  return std::make_unique<MemoryLog>(clock, log_id.value_or(crypto::random_uuid()));
}

}  // namespace telaio::log::memory
