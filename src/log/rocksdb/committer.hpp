// SPDX-License-Identifier: EUPL-1.2
// The one thread that appends. Commits queue up while a group is being synced and make the next
// group: under load one sync acknowledges many, alone a commit waits for nobody.
//
// A group: sequence every commit, write all that was accepted with one sync, publish the head, then
// answer. Refusals are answered after the sync too, for they may rest on a commit of the same
// group.
#pragma once

#include <condition_variable>
#include <deque>
#include <filesystem>
#include <mutex>
#include <thread>
#include <unordered_map>

#include "base/clock.hpp"
#include "log/published_head.hpp"
#include "log/rocksdb/anchor_thread.hpp"
#include "log/rocksdb/group_writer.hpp"

namespace telaio::log::rocksdb {

// After a failed write or sync the kernel may have dropped the pages, and a second sync would
// answer "done" for bytes that are nowhere. The only honest thing is to acknowledge nothing more,
// and to start again from what the disk holds.
[[noreturn]] void end_process(const Fault& fault);

class Committer {
 public:
  struct Parts {
    const Tables& tables;
    RecentIndex& recent;
    PublishedHead& head;
    const Clock& clock;
    tree::Frontier frontier;
    GroupWriter writer;
    Anchor anchor;
    std::filesystem::path folder;  // Whose disk must keep its reserve.
    std::uint64_t disk_reserve_bytes = 0;
  };

  // The references outlive the committer.
  explicit Committer(Parts parts);
  Committer(const Committer&) = delete;
  Committer& operator=(const Committer&) = delete;
  // Answers everything that was submitted, then ends.
  ~Committer();

  // As EventLog::append.
  void submit(PreparedCommit prepared, AppendDone done);
  // Waits until no commit of this command is queued or being written.
  void wait_settled(const CommandId& command);

 private:
  struct Request {
    PreparedCommit prepared;
    AppendDone done;
  };
  struct Answer {
    CommandId command;
    AppendDone done;
    AppendOutcome outcome;
  };

  void run();
  bool take_requests();
  void commit_group();
  AppendOutcome sequence(PreparedCommit prepared, bool disk_has_room);
  AppendOutcome known_or_overloaded(const Commit& commit) const;
  bool disk_has_room() const;
  void make_durable();
  void answer_all();

  const Tables& tables_;
  RecentIndex& recent_;
  PublishedHead& head_;
  const Clock& clock_;
  const Uuid log_id_;
  const std::filesystem::path folder_;
  const std::uint64_t disk_reserve_bytes_;

  // Used by the thread alone.
  Sequencer sequencer_;
  GroupWriter writer_;
  Group group_;
  std::vector<Request> requests_;  // Of the group.
  std::vector<Answer> answers_;

  std::mutex mutex_;
  std::condition_variable submitted_;
  std::condition_variable settled_;
  std::deque<Request> queue_;
  std::size_t queue_bytes_ = 0;
  // How many commits of each command are queued or being written.
  std::unordered_map<CommandId, std::size_t> unsettled_;
  bool stopping_ = false;

  AnchorThread anchor_;
  std::thread thread_;  // Last: it uses all the others.
};

}  // namespace telaio::log::rocksdb
