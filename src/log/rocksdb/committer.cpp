// SPDX-License-Identifier: EUPL-1.2
#include "log/rocksdb/committer.hpp"

#include <sys/statvfs.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "base/limits.hpp"
#include "log/log_refusals.hpp"

namespace telaio::log::rocksdb {
namespace {

constexpr int exit_status_of_a_fault = 3;

}  // namespace

void end_process(const Fault& fault) {
  std::fprintf(stderr,
               "fatal: the log could not be made durable, no more appends are acknowledged and the "
               "process ends: %s [%s]\n",
               fault.detail.c_str(), fault.code.c_str());
  std::_Exit(exit_status_of_a_fault);
}

Committer::Committer(Parts parts)
    : recent_(parts.recent),
      folder_(std::move(parts.folder)),
      disk_reserve_bytes_(parts.disk_reserve_bytes),
      access_reserve_bytes_(std::min(parts.access_reserve_bytes, parts.disk_reserve_bytes)),
      writer_(std::move(parts.writer)),
      groups_(parts.tables, parts.frontier, parts.head, parts.clock, ports()),
      anchor_(std::move(parts.anchor), end_process),
      thread_([this] { run(); }) {}

Committer::~Committer() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  submitted_.notify_all();
  thread_.join();
}

void Committer::submit(PreparedCommit prepared, AppendDone done) {
  std::unique_lock lock(mutex_);
  const bool room = queue_.size() < limits::append_queue_max &&
                    queue_bytes_ + prepared.bytes <= limits::append_queue_bytes_max;
  if (!room) {
    lock.unlock();
    return done(Overloaded{std::string(refusals::overloaded)});
  }
  queue_bytes_ += prepared.bytes;
  ++unsettled_[prepared.commit.command];
  queue_.push_back({std::move(prepared), std::move(done)});
  lock.unlock();
  submitted_.notify_one();
}

void Committer::wait_settled(const CommandId& command) {
  std::unique_lock lock(mutex_);
  settled_.wait(lock, [&] { return !unsettled_.contains(command); });
}

void Committer::run() {
  while (take_requests()) {
    if (const auto done = groups_.commit(requests_); !done) end_process(done.error());
  }
}

GroupCommit::Ports Committer::ports() {
  return {.disk_room = [this] { return disk_room(); },
          .write = [this](const Group& group, const Head& head) { return write(group, head); },
          .wait_anchored = [this] { anchor_.wait_written(); },
          .anchor = [this](const AnchorPoint& point) { anchor_.advance(point); },
          .tell = [this](std::vector<CommitAnswer>& answers) { tell(answers); }};
}

Result<Done, Fault> Committer::write(const Group& group, const Head& head) {
  const auto written = writer_.write(group, head);
  if (written) recent_.add(group);
  return written;
}

// Waits for requests and takes as many as make one group; false when it is time to end.
bool Committer::take_requests() {
  std::unique_lock lock(mutex_);
  submitted_.wait(lock, [&] { return stopping_ || !queue_.empty(); });
  std::size_t bytes = 0;
  while (!queue_.empty() && requests_.size() < limits::group_commits_max) {
    bytes += queue_.front().prepared.bytes;
    if (bytes > limits::commit_bytes_max && !requests_.empty()) break;
    queue_bytes_ -= queue_.front().prepared.bytes;
    requests_.push_back(std::move(queue_.front()));
    queue_.pop_front();
  }
  return !requests_.empty();
}

DiskRoom Committer::disk_room() const {
  struct statvfs disk{};
  if (::statvfs(folder_.c_str(), &disk) != 0) return DiskRoom::none;
  const std::uint64_t free_bytes = std::uint64_t{disk.f_bavail} * disk.f_frsize;
  if (free_bytes >= disk_reserve_bytes_) return DiskRoom::all;
  const bool for_access = free_bytes >= disk_reserve_bytes_ - access_reserve_bytes_;
  return for_access ? DiskRoom::access_records : DiskRoom::none;
}

void Committer::tell(std::vector<CommitAnswer>& answers) {
  {
    const std::lock_guard lock(mutex_);
    for (const CommitAnswer& answer : answers) {
      const auto count = unsettled_.find(answer.command);
      if (--count->second == 0) unsettled_.erase(count);
    }
  }
  settled_.notify_all();
  for (CommitAnswer& answer : answers) answer.done(std::move(answer.outcome));
  answers.clear();
}

}  // namespace telaio::log::rocksdb
