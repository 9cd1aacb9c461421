// SPDX-License-Identifier: EUPL-1.2
#include "log/rocksdb/committer.hpp"

#include <sys/statvfs.h>

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
    : tables_(parts.tables),
      recent_(parts.recent),
      head_(parts.head),
      clock_(parts.clock),
      log_id_(parts.head.get().log_id),
      folder_(std::move(parts.folder)),
      disk_reserve_bytes_(parts.disk_reserve_bytes),
      sequencer_(parts.tables, parts.frontier, parts.head.get().last_recorded),
      writer_(std::move(parts.writer)),
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
  while (take_requests()) commit_group();
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

void Committer::commit_group() {
  group_.clear(sequencer_.size());
  const bool room = disk_has_room();
  for (Request& request : requests_) {
    const CommandId command = request.prepared.commit.command;
    answers_.push_back(
        {command, std::move(request.done), sequence(std::move(request.prepared), room)});
  }
  requests_.clear();
  if (group_.events() > 0) make_durable();
  answer_all();
}

AppendOutcome Committer::sequence(PreparedCommit prepared, bool disk_has_room) {
  if (!disk_has_room) return known_or_overloaded(prepared.commit);
  auto outcome = sequencer_.add(std::move(prepared), clock_.now(), group_);
  // What is stored could not be read: nothing was appended now, but perhaps it had been before.
  if (!outcome) return Indeterminate{outcome.error().detail};
  return std::move(*outcome);
}

// A repeated command gets its first answer even on a full disk.
AppendOutcome Committer::known_or_overloaded(const Commit& commit) const {
  const auto known = tables_.command(commit.command);
  if (!known) return Indeterminate{known.error().detail};
  if (!*known) return Overloaded{std::string(refusals::disk_reserve)};
  const Appended first_outcome = (*known)->outcome(true);
  if ((*known)->request_hash != commit.request_hash) return CommandIdReused{first_outcome};
  return first_outcome;
}

bool Committer::disk_has_room() const {
  struct statvfs disk{};
  if (::statvfs(folder_.c_str(), &disk) != 0) return false;
  const std::uint64_t free_bytes = std::uint64_t{disk.f_bavail} * disk.f_frsize;
  return free_bytes >= disk_reserve_bytes_;
}

void Committer::make_durable() {
  const Head head{sequencer_.size(), sequencer_.root(), log_id_, sequencer_.last_recorded()};
  const auto written = writer_.write(group_, head);
  if (!written) end_process(written.error());
  recent_.add(group_);
  sequencer_.group_done();
  // The anchor of the group before: with it, only this group is not anchored yet when it is
  // answered.
  anchor_.wait_written();
  anchor_.advance({log_id_, head.size, head.root});
  head_.publish(head);
}

void Committer::answer_all() {
  {
    const std::lock_guard lock(mutex_);
    for (const Answer& answer : answers_) {
      const auto count = unsettled_.find(answer.command);
      if (--count->second == 0) unsettled_.erase(count);
    }
  }
  settled_.notify_all();
  for (Answer& answer : answers_) answer.done(std::move(answer.outcome));
  answers_.clear();
}

}  // namespace telaio::log::rocksdb
