// SPDX-License-Identifier: EUPL-1.2
#include "vault/key_cache.hpp"

#include <sys/mman.h>

#include <algorithm>

#include "base/assert.hpp"

namespace telaio::vault {

KeyCache::KeyCache(std::size_t count_max, std::int64_t seconds_max)
    : count_max_(count_max), seconds_max_(seconds_max) {
  TELAIO_ASSERT(count_max >= 1);
  const std::size_t size = count_max * crypto::key_size;
  void* const block =
      ::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  TELAIO_ASSERT(block != MAP_FAILED);
  block_ = static_cast<std::byte*>(block);
  const bool undumped = ::madvise(block, size, MADV_DONTDUMP) == 0;
  locked_ = ::mlock(block, size) == 0 && undumped;
  free_slots_.reserve(count_max);
  for (std::size_t index = count_max; index > 0; --index) free_slots_.push_back(index - 1);
}

KeyCache::~KeyCache() {
  const std::size_t size = count_max_ * crypto::key_size;
  crypto::cleanse(std::span(block_, size));
  TELAIO_ASSERT(::munmap(block_, size) == 0);
}

std::span<std::byte> KeyCache::slot(std::size_t index) const {
  return std::span(block_ + index * crypto::key_size, crypto::key_size);
}

// A clock set back must not keep keys open for longer.
bool KeyCache::expired(const Entry& entry, Instant now) const {
  return now < entry.opened || now >= entry.opened.plus_seconds(seconds_max_);
}

void KeyCache::drop(Entries::iterator entry) {
  crypto::cleanse(slot(entry->slot));
  free_slots_.push_back(entry->slot);
  by_key_.erase(entry->key);
  entries_.erase(entry);
}

void KeyCache::drop_expired(Instant now) {
  while (!entries_.empty() && expired(entries_.front(), now)) drop(entries_.begin());
}

std::optional<crypto::SecretKey> KeyCache::find(const KeyRef& key, Instant now) {
  const std::lock_guard guard(mutex_);
  drop_expired(now);
  const auto found = by_key_.find(key);
  if (found == by_key_.end()) return std::nullopt;
  // Not only the oldest can be out of date: the clock may have been set back in between.
  if (expired(*found->second, now)) {
    drop(found->second);
    return std::nullopt;
  }
  return crypto::SecretKey(slot(found->second->slot));
}

void KeyCache::put(const KeyRef& key, const crypto::SecretKey& secret, Instant now) {
  const std::lock_guard guard(mutex_);
  drop_expired(now);
  if (const auto known = by_key_.find(key); known != by_key_.end()) drop(known->second);
  if (free_slots_.empty()) drop(entries_.begin());
  const std::size_t index = free_slots_.back();
  free_slots_.pop_back();
  std::copy(secret.view().begin(), secret.view().end(), slot(index).begin());
  by_key_[key] = entries_.insert(entries_.end(), Entry{key, index, now});
}

void KeyCache::forget(std::span<const KeyRef> keys) {
  const std::lock_guard guard(mutex_);
  for (const KeyRef& key : keys) {
    if (const auto known = by_key_.find(key); known != by_key_.end()) drop(known->second);
  }
}

void KeyCache::forget_expired(Instant now) {
  const std::lock_guard guard(mutex_);
  drop_expired(now);
}

std::size_t KeyCache::size() const {
  const std::lock_guard guard(mutex_);
  return entries_.size();
}

}  // namespace telaio::vault
