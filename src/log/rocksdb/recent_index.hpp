// SPDX-License-Identifier: EUPL-1.2
// Where the newest events are, in memory: by stream, and by command. The indexes on disk are sorted
// and clustered by stream, and inserting into them in the order of arrival is the dearest part of
// an append; so the newest events are indexed here, and a thread of its own writes them out sorted,
// many at a time (sorted_index.hpp). Nothing is lost with it: what is here is read back from the
// log when it is opened.
//
// Thread-safe: the committer adds, one thread writes out, anybody reads.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <limits>
#include <memory>
#include <mutex>
#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

#include "log/sequencer.hpp"

namespace telaio::log::rocksdb {

// The events [first, end), indexed.
class Generation {
 public:
  // `events_max`: as many make it full.
  Generation(Position first, std::size_t events_max)
      : first_(first), end_(first), events_max_(events_max) {}

  // `run` follows the events that are here already.
  void add_run(const StreamRun& run, std::size_t record_bytes);
  // An event that cannot be read is in no index.
  void skip() { ++end_; }
  void add_command(const CommandId& id, const CommandRecord& record);

  Position first() const { return first_; }
  Position end() const { return end_; }
  std::size_t events_max() const { return events_max_; }
  std::size_t events() const { return static_cast<std::size_t>(end_ - first_); }
  // Large enough to be written out.
  bool full() const;
  // So large that it must be written out before more is added.
  bool overfull() const;

  const CommandRecord* command(const CommandId& id) const;
  std::optional<Version> last_version(const StreamId& stream, std::uint64_t size) const;
  // Puts before `found` the runs of the stream that hold versions from `from` on.
  void runs_before(const StreamId& stream, Version from, std::vector<StreamRun>& found) const;

  const std::vector<StreamRun>& runs() const { return runs_; }  // In the order of the log.
  const std::unordered_map<CommandId, CommandRecord>& commands() const { return commands_; }

 private:
  static constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();

  Position first_;
  Position end_;
  std::size_t events_max_;
  std::size_t record_bytes_ = 0;
  std::vector<StreamRun> runs_;
  std::vector<std::uint32_t> previous_;  // Of each run: the run before it of the same stream.
  std::unordered_map<StreamId, std::uint32_t, StreamIdHash> last_;
  std::unordered_map<CommandId, CommandRecord> commands_;
};

class RecentIndex {
 public:
  // What is newer than the indexes on disk, which hold the events before `generation.first()`.
  explicit RecentIndex(Generation generation);

  // The group is durable and not yet published. Waits while too much is unwritten.
  void add(const Group& group);

  std::optional<CommandRecord> command(const CommandId& id) const;
  // Blind to what lies at or beyond `size`, as are the next two.
  std::optional<Version> last_version(const StreamId& stream, std::uint64_t size) const;
  // Those that hold versions from `from` on, oldest first. To be asked before the index on disk is
  // read: what is written out in between is then found twice, not missed.
  std::vector<StreamRun> runs(const StreamId& stream, Version from) const;
  std::vector<StreamRun> all_runs() const;
  std::vector<std::pair<CommandId, CommandRecord>> all_commands() const;
  // First event that is not in the indexes on disk.
  Position written() const;

  // ---- What the writing thread asks ----
  // The next generation to write; waits for one. Nothing once `stop` was called.
  std::shared_ptr<const Generation> next_to_write();
  // It is in the indexes on disk: forgotten here.
  void wrote();
  void stop();

 private:
  // Under the lock.
  void seal();

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::shared_ptr<Generation> growing_;
  std::shared_ptr<const Generation> sealed_;  // Being written; null: none.
  bool stopping_ = false;
};

}  // namespace telaio::log::rocksdb
