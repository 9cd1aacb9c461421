// SPDX-License-Identifier: EUPL-1.2
// The life of data keys: made, durable, handed out; opened and remembered briefly; destroyed. The
// vault's public face is vault.hpp; this is the part of it that owns the rows of keys and the ring.
//
// Thread-safe. Lock order: ring_, then stripes_ in rising order, then newest_mutex_.
#pragma once

#include <array>
#include <cstdint>
#include <mutex>
#include <set>
#include <shared_mutex>
#include <span>
#include <unordered_map>
#include <vector>

#include "base/clock.hpp"
#include "base/result.hpp"
#include "crypto/secret.hpp"
#include "crypto/xaes.hpp"
#include "vault/key_cache.hpp"
#include "vault/key_ref.hpp"
#include "vault/key_ring.hpp"
#include "vault/sealed_part.hpp"
#include "vault/store.hpp"

namespace telaio::vault {

class DataKeys {
 public:
  // `owner_key` seals, in rows of P5 keys, whose they are.
  DataKeys(Store& store, const Clock& clock, const crypto::Xaes& cipher, KeyRing ring,
           const crypto::SecretKey& owner_key);

  Result<std::vector<KeyRef>, Fault> ensure(std::span<const KeyRequest> requests);
  Result<crypto::SecretKey, OpenError> fetch(const KeyRef& key);
  Result<std::vector<KeyRef>, Fault> keys_of(const Uuid& subject) const;
  Result<std::vector<KeyRef>, Fault> destroy(const Uuid& subject);
  Result<std::vector<KeyRef>, Fault> destroy_listed(const Uuid& subject,
                                                    std::span<const KeyRef> keys);
  Result<std::vector<KeyRef>, Fault> undestroyed(std::span<const KeyRef> keys) const;
  // Wraps every key anew, and the secrets of the family meta, under the newest key-encryption key,
  // made now if its number is below `at_least`.
  Result<std::uint32_t, Fault> renew(std::uint32_t at_least);
  std::uint32_t newest_key_encryption_key() const;
  Result<std::vector<std::uint32_t>, Fault> retire(std::span<const std::uint32_t> kept);

  void forget_expired() { opened_.forget_expired(clock_.now()); }
  const KeyCache& opened() const { return opened_; }

 private:
  static constexpr std::size_t stripe_count = 16;
  using StripeLocks = std::vector<std::unique_lock<std::mutex>>;
  struct Plan;  // What one call of ensure() is about to write.

  StripeLocks lock_stripes(std::span<const KeyRequest> requests);
  std::optional<std::vector<KeyRef>> all_known(std::span<const KeyRequest> requests) const;
  void remember(const Plan& plan);
  Result<KeyRef, Fault> plan_key(const KeyRequest& request, Plan& plan) const;
  Result<std::optional<KeyRef>, Fault> existing(const KeyRequest& request) const;
  Result<Done, Fault> check_not_destroyed(const KeyRequest& request) const;
  Result<std::uint32_t, Fault> last_number(const KeyRequest& request, Family family) const;
  Bytes seal_owner(const KeyRef& key, const Uuid& owner) const;
  Result<Uuid, Fault> open_owner(const KeyRef& key, BytesView row) const;
  Result<std::vector<KeyRef>, Fault> rows_of(const Uuid& subject) const;
  Result<Done, Fault> rewrap_family(Family family, BytesView prefix);
  // The key-encryption keys that wrap a row now.
  Result<std::set<std::uint32_t>, Fault> wrapping_keys() const;

  Store& store_;
  const Clock& clock_;
  const crypto::Xaes& cipher_;
  crypto::SecretKey owner_key_;
  // Shared: keys are made and opened. Exclusive: keys are destroyed or wrapped anew, so that nobody
  // puts into a cache what was deleted a moment before.
  mutable std::shared_mutex ring_mutex_;
  KeyRing ring_;
  // By subject. Two callers who want the first key of one subject must get the same one.
  std::array<std::mutex, stripe_count> stripes_;
  KeyCache opened_;
  mutable std::mutex newest_mutex_;
  std::unordered_map<KeyRef, std::uint32_t> newest_;  // By subject and class (key_id 0).
};

}  // namespace telaio::vault
