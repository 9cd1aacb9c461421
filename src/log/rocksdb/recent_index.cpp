// SPDX-License-Identifier: EUPL-1.2
#include "log/rocksdb/recent_index.hpp"

#include <algorithm>

#include "base/assert.hpp"
#include "base/limits.hpp"

namespace telaio::log::rocksdb {

void Generation::add_run(const StreamRun& run, std::size_t record_bytes) {
  TELAIO_ASSERT(run.first == end_);
  const auto index = static_cast<std::uint32_t>(runs_.size());
  const auto [last, first_of_stream] = last_.try_emplace(run.stream, index);
  previous_.push_back(first_of_stream ? none : std::exchange(last->second, index));
  runs_.push_back(run);
  end_ += run.count;
  record_bytes_ += record_bytes;
}

void Generation::add_command(const CommandId& id, const CommandRecord& record) {
  commands_.emplace(id, record);
}

bool Generation::full() const {
  return events() >= events_max_ || record_bytes_ >= limits::recent_bytes_max;
}

bool Generation::overfull() const {
  return events() / 2 >= events_max_ || record_bytes_ / 2 >= limits::recent_bytes_max;
}

const CommandRecord* Generation::command(const CommandId& id) const {
  const auto found = commands_.find(id);
  return found == commands_.end() ? nullptr : &found->second;
}

std::optional<Version> Generation::last_version(const StreamId& stream, std::uint64_t size) const {
  const auto last = last_.find(stream);
  if (last == last_.end()) return std::nullopt;
  for (std::uint32_t at = last->second; at != none; at = previous_[at]) {
    if (runs_[at].first < size) return runs_[at].version + runs_[at].count - 1;
  }
  return std::nullopt;
}

void Generation::runs_before(const StreamId& stream, Version from,
                             std::vector<StreamRun>& found) const {
  const auto last = last_.find(stream);
  if (last == last_.end()) return;
  std::vector<StreamRun> here;
  for (std::uint32_t at = last->second; at != none; at = previous_[at]) {
    if (runs_[at].version + runs_[at].count <= from) break;
    here.push_back(runs_[at]);
  }
  found.insert(found.begin(), here.rbegin(), here.rend());
}

RecentIndex::RecentIndex(Generation generation)
    : growing_(std::make_shared<Generation>(std::move(generation))) {}

void RecentIndex::add(const Group& group) {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return !growing_->overfull() || sealed_ == nullptr; });
  const std::size_t bytes = group.records.size() / group.runs.size();
  for (const StreamRun& run : group.runs) growing_->add_run(run, bytes);
  for (const auto& [id, record] : group.commands) growing_->add_command(id, record);
  if (growing_->full() && sealed_ == nullptr) seal();
}

void RecentIndex::seal() {
  sealed_ = growing_;
  growing_ = std::make_shared<Generation>(sealed_->end(), sealed_->events_max());
  changed_.notify_all();
}

std::optional<CommandRecord> RecentIndex::command(const CommandId& id) const {
  const std::lock_guard lock(mutex_);
  if (const auto* found = growing_->command(id)) return *found;
  if (sealed_ == nullptr) return std::nullopt;
  const auto* found = sealed_->command(id);
  return found == nullptr ? std::nullopt : std::optional(*found);
}

std::optional<Version> RecentIndex::last_version(const StreamId& stream, std::uint64_t size) const {
  const std::lock_guard lock(mutex_);
  if (const auto found = growing_->last_version(stream, size)) return found;
  return sealed_ == nullptr ? std::nullopt : sealed_->last_version(stream, size);
}

std::vector<StreamRun> RecentIndex::runs(const StreamId& stream, Version from) const {
  std::vector<StreamRun> found;
  const std::lock_guard lock(mutex_);
  growing_->runs_before(stream, from, found);
  if (sealed_ != nullptr) sealed_->runs_before(stream, from, found);
  return found;
}

std::vector<StreamRun> RecentIndex::all_runs() const {
  std::vector<StreamRun> found;
  const std::lock_guard lock(mutex_);
  if (sealed_ != nullptr) found = sealed_->runs();
  found.insert(found.end(), growing_->runs().begin(), growing_->runs().end());
  return found;
}

std::vector<std::pair<CommandId, CommandRecord>> RecentIndex::all_commands() const {
  std::vector<std::pair<CommandId, CommandRecord>> found;
  const std::lock_guard lock(mutex_);
  if (sealed_ != nullptr) found.assign(sealed_->commands().begin(), sealed_->commands().end());
  found.insert(found.end(), growing_->commands().begin(), growing_->commands().end());
  return found;
}

Position RecentIndex::written() const {
  const std::lock_guard lock(mutex_);
  return sealed_ != nullptr ? sealed_->first() : growing_->first();
}

std::shared_ptr<const Generation> RecentIndex::next_to_write() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return stopping_ || sealed_ != nullptr; });
  return stopping_ ? nullptr : sealed_;
}

void RecentIndex::wrote() {
  const std::lock_guard lock(mutex_);
  sealed_.reset();
  if (growing_->full()) seal();
  changed_.notify_all();
}

void RecentIndex::stop() {
  const std::lock_guard lock(mutex_);
  stopping_ = true;
  changed_.notify_all();
}

}  // namespace telaio::log::rocksdb
