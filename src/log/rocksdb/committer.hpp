// SPDX-License-Identifier: EUPL-1.2
// The one thread that appends. Commits queue up while a group is being synced and make the next
// group: under load one sync acknowledges many, alone a commit waits for nobody. What happens to a
// group, and in which order, is GroupCommit's (log/group_commit.hpp).
#pragma once

#include <condition_variable>
#include <deque>
#include <filesystem>
#include <mutex>
#include <thread>
#include <unordered_map>

#include "log/group_commit.hpp"
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
    std::uint64_t access_reserve_bytes = 0;  // Of it, for access records; at most as much.
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
  void run();
  bool take_requests();
  DiskRoom disk_room() const;
  void tell(std::vector<CommitAnswer>& answers);
  GroupCommit::Ports ports();
  Result<Done, Fault> write(const Group& group, const Head& head);

  RecentIndex& recent_;
  const std::filesystem::path folder_;
  const std::uint64_t disk_reserve_bytes_;
  const std::uint64_t access_reserve_bytes_;

  // Used by the thread alone.
  GroupWriter writer_;
  GroupCommit groups_;
  std::vector<CommitRequest> requests_;  // Of the group.

  std::mutex mutex_;
  std::condition_variable submitted_;
  std::condition_variable settled_;
  std::deque<CommitRequest> queue_;
  std::size_t queue_bytes_ = 0;
  // How many commits of each command are queued or being written.
  std::unordered_map<CommandId, std::size_t> unsettled_;
  bool stopping_ = false;

  AnchorThread anchor_;
  std::thread thread_;  // Last: it uses all the others.
};

}  // namespace telaio::log::rocksdb
