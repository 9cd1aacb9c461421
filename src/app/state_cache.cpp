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

void StateCache::store(Entry entry) {
  const std::lock_guard guard(mutex_);
  if (const auto found = by_key_.find(entry.key); found != by_key_.end()) {
    if (found->second->next >= entry.next) return;
    facts_ -= found->second->facts;
    entries_.erase(found->second);
    by_key_.erase(found);
  }
  facts_ += entry.facts;
  entries_.push_front(std::move(entry));
  by_key_.emplace(entries_.front().key, entries_.begin());
  while (facts_ > facts_max_) {
    facts_ -= entries_.back().facts;
    by_key_.erase(entries_.back().key);
    entries_.pop_back();
  }
}

std::uint64_t StateCache::facts() const {
  const std::lock_guard guard(mutex_);
  return facts_;
}

}  // namespace telaio::app
