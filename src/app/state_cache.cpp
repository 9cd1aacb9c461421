// SPDX-License-Identifier: EUPL-1.2
#include "app/state_cache.hpp"

namespace telaio::app {

std::optional<std::pair<log::Version, StateCache::Content>> StateCache::look_up(const Key& key) {
  const std::lock_guard guard(mutex_);
  const auto found = by_key_.find(key);
  if (found == by_key_.end()) return std::nullopt;
  entries_.splice(entries_.begin(), entries_, found->second);
  return std::pair(found->second->next, found->second->state);
}

void StateCache::store(const Key& key, log::Version next, Content state) {
  const std::lock_guard guard(mutex_);
  if (const auto found = by_key_.find(key); found != by_key_.end()) {
    Entry& entry = *found->second;
    if (entry.next >= next) return;
    events_ += next - entry.next;
    entry.next = next;
    entry.state = std::move(state);
    entries_.splice(entries_.begin(), entries_, found->second);
  } else {
    entries_.push_front({key, next, std::move(state)});
    by_key_.emplace(key, entries_.begin());
    events_ += next;
  }
  while (events_ > events_max_) {
    events_ -= entries_.back().next;
    by_key_.erase(entries_.back().key);
    entries_.pop_back();
  }
}

std::uint64_t StateCache::events() const {
  const std::lock_guard guard(mutex_);
  return events_;
}

}  // namespace telaio::app
