// SPDX-License-Identifier: EUPL-1.2
// Data keys opened a moment ago, so that reading a file does not unwrap the same key a hundred
// times. Bounded in number and in age: the oldest leave first, whether used or not, because an
// erasure must reach every copy within the time limit.
//
// Keys lie in one block of memory that is kept out of swap and core dumps and is overwritten slot
// by slot. Thread-safe.
#pragma once

#include <cstddef>
#include <cstdint>
#include <list>
#include <mutex>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

#include "base/instant.hpp"
#include "crypto/secret.hpp"
#include "vault/key_ref.hpp"

namespace telaio::vault {

class KeyCache {
 public:
  // At most `count_max` keys (from 1, asserted), each until `seconds_max` after it was put.
  KeyCache(std::size_t count_max, std::int64_t seconds_max);
  KeyCache(const KeyCache&) = delete;
  KeyCache& operator=(const KeyCache&) = delete;
  ~KeyCache();

  std::optional<crypto::SecretKey> find(const KeyRef& key, Instant now);
  void put(const KeyRef& key, const crypto::SecretKey& secret, Instant now);
  void forget(std::span<const KeyRef> keys);
  void forget_expired(Instant now);

  std::size_t size() const;
  // False when the system did not lock the block in memory.
  bool locked() const { return locked_; }

 private:
  struct Entry {
    KeyRef key;
    std::size_t slot;
    Instant opened;
  };
  using Entries = std::list<Entry>;

  bool expired(const Entry& entry, Instant now) const;
  void drop(Entries::iterator entry);
  void drop_expired(Instant now);
  std::span<std::byte> slot(std::size_t index) const;

  const std::size_t count_max_;
  const std::int64_t seconds_max_;
  mutable std::mutex mutex_;
  std::byte* block_;  // count_max slots of 32 bytes; a free slot is all zeros.
  bool locked_;
  Entries entries_;  // Oldest first.
  std::unordered_map<KeyRef, Entries::iterator> by_key_;
  std::vector<std::size_t> free_slots_;
};

}  // namespace telaio::vault
