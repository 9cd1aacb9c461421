// SPDX-License-Identifier: EUPL-1.2
#include "vault/data_keys.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "base/assert.hpp"
#include "base/limits.hpp"
#include "crypto/random.hpp"
#include "vault/secrets.hpp"

namespace telaio::vault {

namespace {

constexpr std::string_view owner_tag{"telaio/owner/v1\0", 16};
// Rows wrapped anew per synced batch.
constexpr std::size_t rewrap_batch_rows = 10'000;

Family family_of(std::uint8_t visibility) {
  return visibility == class_protected ? Family::protected_keys : Family::keys;
}

Bytes prefix_of(const Uuid& subject, std::uint8_t visibility) {
  Bytes prefix = to_bytes(subject.view());
  prefix.push_back(static_cast<std::byte>(visibility));
  return prefix;
}

KeyRef without_number(const KeyRequest& request) {
  return KeyRef{request.subject, request.visibility, 0};
}

void check(const KeyRequest& request) {
  TELAIO_ASSERT(request.visibility >= class_lowest);
  TELAIO_ASSERT(request.visibility <= class_protected);
  TELAIO_ASSERT(!request.subject.is_nil());
  TELAIO_ASSERT(request.owner.is_nil() == (request.visibility != class_protected));
}

Fault damaged(std::string_view what) {
  return Fault{"vault.storage", "damaged row: " + std::string(what)};
}

}  // namespace

struct DataKeys::Plan {
  std::map<KeyRequest, KeyRef> answers;
  std::map<Uuid, std::uint32_t> protected_numbers;  // Last number planned, by event.
  std::vector<Write> writes;
  std::vector<std::pair<KeyRef, crypto::SecretKey>> made;
};

DataKeys::DataKeys(Store& store, const Clock& clock, const crypto::Xaes& cipher, KeyRing ring,
                   const crypto::SecretKey& owner_key)
    : store_(store),
      clock_(clock),
      cipher_(cipher),
      owner_key_(owner_key),
      ring_(std::move(ring)),
      opened_(limits::open_keys_max, limits::open_key_seconds) {}

// ---- Making keys ----

Result<std::vector<KeyRef>, Fault> DataKeys::ensure(std::span<const KeyRequest> requests) {
  for (const KeyRequest& request : requests) check(request);
  if (auto known = all_known(requests)) return std::move(*known);

  const std::shared_lock ring(ring_mutex_);
  const StripeLocks stripes = lock_stripes(requests);
  Plan plan;
  std::vector<KeyRef> answers;
  answers.reserve(requests.size());
  for (const KeyRequest& request : requests) {
    const auto key = plan_key(request, plan);
    if (!key) return key.error();
    answers.push_back(*key);
  }
  // Synced before anybody can seal with it: a lost key is lost data.
  const auto written = store_.write(plan.writes, Durability::synced);
  if (!written) return written.error();
  remember(plan);
  return answers;
}

std::optional<std::vector<KeyRef>> DataKeys::all_known(std::span<const KeyRequest> requests) const {
  std::vector<KeyRef> answers;
  const std::lock_guard guard(newest_mutex_);
  for (const KeyRequest& request : requests) {
    const auto found = newest_.find(without_number(request));
    if (found == newest_.end()) return std::nullopt;
    answers.push_back(KeyRef{request.subject, request.visibility, found->second});
  }
  return answers;
}

void DataKeys::remember(const Plan& plan) {
  const Instant now = clock_.now();
  for (const auto& [key, secret] : plan.made) opened_.put(key, secret, now);
  const std::lock_guard guard(newest_mutex_);
  if (newest_.size() + plan.answers.size() > limits::open_keys_max) newest_.clear();
  for (const auto& [request, key] : plan.answers) {
    // The number of a protected key depends on whose it is; few are asked for twice.
    if (request.visibility == class_protected) continue;
    newest_[without_number(request)] = key.key_id;
  }
}

DataKeys::StripeLocks DataKeys::lock_stripes(std::span<const KeyRequest> requests) {
  std::set<std::size_t> wanted;  // In rising order: callers never wait for each other in a circle.
  for (const KeyRequest& request : requests) {
    wanted.insert(std::hash<Uuid>()(request.subject) % stripe_count);
  }
  StripeLocks locks;
  for (const std::size_t stripe : wanted) locks.emplace_back(stripes_[stripe]);
  return locks;
}

Result<KeyRef, Fault> DataKeys::plan_key(const KeyRequest& request, Plan& plan) const {
  if (const auto planned = plan.answers.find(request); planned != plan.answers.end()) {
    return planned->second;
  }
  const auto found = existing(request);
  if (!found) return found.error();
  if (*found) {
    plan.answers.emplace(request, **found);
    return **found;
  }
  const auto allowed = check_not_destroyed(request);
  if (!allowed) return allowed.error();

  // A number is never used twice, not even when its key is gone: events still name it.
  const auto live = last_number(request, family_of(request.visibility));
  if (!live) return live.error();
  const auto destroyed = last_number(request, Family::destroyed);
  if (!destroyed) return destroyed.error();
  std::uint32_t last = std::max(*live, *destroyed);
  if (request.visibility == class_protected) {
    std::uint32_t& planned = plan.protected_numbers[request.subject];
    last = std::max(last, planned);
    planned = last + 1;
  }
  TELAIO_ASSERT(last < std::numeric_limits<std::uint32_t>::max());

  const KeyRef key{request.subject, request.visibility, last + 1};
  crypto::SecretKey secret;
  crypto::fill_random(secret.writable());
  Bytes row = ring_.wrap(secret);
  if (request.visibility == class_protected) append(row, seal_owner(key, request.owner));
  plan.writes.push_back(Write{family_of(request.visibility), encode(key), std::move(row)});
  plan.made.emplace_back(key, secret);
  plan.answers.emplace(request, key);
  return key;
}

Result<std::optional<KeyRef>, Fault> DataKeys::existing(const KeyRequest& request) const {
  const Bytes prefix = prefix_of(request.subject, request.visibility);
  if (request.visibility != class_protected) {
    const auto last = store_.last(Family::keys, prefix);
    if (!last) return last.error();
    if (!*last) return std::optional<KeyRef>();
    const auto key = decode_key_ref((*last)->key);
    if (!key) return damaged("the name of a key");
    return key;
  }
  // The keys of one event: as many as persons concerned.
  std::optional<KeyRef> found;
  std::optional<Fault> fault;
  const auto scanned =
      store_.scan(Family::protected_keys, prefix, [&](BytesView name, BytesView row) {
        const auto key = decode_key_ref(name);
        if (!key) {
          fault = damaged("the name of a key");
          return false;
        }
        const auto owner = open_owner(*key, row);
        if (!owner) {
          fault = owner.error();
          return false;
        }
        if (*owner == request.owner) found = key;
        return !found;
      });
  if (!scanned) return scanned.error();
  if (fault) return *fault;
  return found;
}

Result<Done, Fault> DataKeys::check_not_destroyed(const KeyRequest& request) const {
  for (const Uuid& erased : {request.subject, request.owner}) {
    if (erased.is_nil()) continue;
    const auto tombstone = store_.get(Family::destroyed, erased.view());
    if (!tombstone) return tombstone.error();
    if (*tombstone) {
      return Fault{"vault.subject_destroyed", "the subject was erased: it gets no new key"};
    }
  }
  return Done{};
}

Result<std::uint32_t, Fault> DataKeys::last_number(const KeyRequest& request, Family family) const {
  const auto last = store_.last(family, prefix_of(request.subject, request.visibility));
  if (!last) return last.error();
  if (!*last) return std::uint32_t{0};
  const auto key = decode_key_ref((*last)->key);
  if (!key) return damaged("the name of a key");
  return key->key_id;
}

// ---- Whose a protected key is ----

Bytes DataKeys::seal_owner(const KeyRef& key, const Uuid& owner) const {
  Bytes additional = to_bytes(as_bytes(owner_tag));
  append(additional, encode(key));
  const auto nonce = crypto::random_bytes<crypto::Xaes::nonce_size>();
  Bytes sealed = to_bytes(nonce);
  append(sealed, cipher_.seal(owner_key_, nonce, additional, owner.view()));
  return sealed;
}

Result<Uuid, Fault> DataKeys::open_owner(const KeyRef& key, BytesView row) const {
  if (row.size() < wrapped_row_size + crypto::Xaes::nonce_size) return damaged("a protected key");
  const BytesView sealed = row.subspan(wrapped_row_size);
  Bytes additional = to_bytes(as_bytes(owner_tag));
  append(additional, encode(key));
  const auto owner = cipher_.open(owner_key_, sealed.first(crypto::Xaes::nonce_size), additional,
                                  sealed.subspan(crypto::Xaes::nonce_size));
  if (!owner || owner->size() != id_size) return damaged("the owner of a protected key");
  return uuid_from(*owner);
}

// ---- Opening keys ----

Result<crypto::SecretKey, OpenError> DataKeys::fetch(const KeyRef& key) {
  const Instant now = clock_.now();
  if (const auto open = opened_.find(key, now)) return *open;

  const std::shared_lock ring(ring_mutex_);
  const auto row = store_.get(family_of(key.visibility), encode(key));
  if (!row) return OpenError{OpenFailure::storage, row.error().detail};
  if (!*row) {
    const auto tombstone = store_.get(Family::destroyed, encode(key));
    if (!tombstone) return OpenError{OpenFailure::storage, tombstone.error().detail};
    if (*tombstone) return OpenError{OpenFailure::key_destroyed, "the key was destroyed"};
    return OpenError{OpenFailure::key_missing, "the vault has no such key"};
  }
  if ((*row)->size() < wrapped_row_size) {
    return OpenError{OpenFailure::storage, "damaged row: a key is too short"};
  }
  const auto secret = ring_.unwrap(BytesView(**row).first(wrapped_row_size));
  if (!secret) {
    return OpenError{OpenFailure::storage,
                     "a key is damaged, or its key-encryption key is not in the ring"};
  }
  opened_.put(key, *secret, now);
  return *secret;
}

// ---- Destroying keys ----

Result<std::vector<KeyRef>, Fault> DataKeys::rows_of(const Uuid& subject) const {
  std::vector<KeyRef> keys;
  std::optional<Fault> fault;
  const auto own = store_.scan(Family::keys, subject.view(), [&](BytesView name, BytesView) {
    const auto key = decode_key_ref(name);
    if (key) keys.push_back(*key);
    if (!key) fault = damaged("the name of a key");
    return key.has_value();
  });
  if (!own) return own.error();
  // Protected keys are few, and only their rows know whose they are: all are looked at.
  const auto protected_ones =
      store_.scan(Family::protected_keys, {}, [&](BytesView name, BytesView row) {
        const auto key = decode_key_ref(name);
        if (!key) {
          fault = damaged("the name of a key");
          return false;
        }
        const auto owner = open_owner(*key, row);
        if (!owner) {
          fault = owner.error();
          return false;
        }
        if (*owner == subject || key->subject == subject) keys.push_back(*key);
        return true;
      });
  if (!protected_ones) return protected_ones.error();
  if (fault) return *fault;
  return keys;
}

Result<std::vector<KeyRef>, Fault> DataKeys::keys_of(const Uuid& subject) const {
  const std::shared_lock ring(ring_mutex_);
  return rows_of(subject);
}

Result<std::vector<KeyRef>, Fault> DataKeys::destroy(const Uuid& subject) {
  std::vector<KeyRef> destroyed;
  {
    const std::unique_lock ring(ring_mutex_);
    const auto keys = rows_of(subject);
    if (!keys) return keys.error();
    destroyed = *keys;

    std::vector<Write> writes;
    for (const KeyRef& key : destroyed) {
      writes.push_back(Write{family_of(key.visibility), encode(key), std::nullopt});
      writes.push_back(Write{Family::destroyed, encode(key), Bytes{}});
    }
    writes.push_back(Write{Family::destroyed, to_bytes(subject.view()), Bytes{}});
    const auto written = store_.write(writes, Durability::synced);
    if (!written) return written.error();
    opened_.forget(destroyed);
    const std::lock_guard guard(newest_mutex_);
    newest_.clear();
  }
  // Outside the lock: the keys are out of reach already, what follows is about bytes on the disk.
  const auto compacted = store_.compact();
  if (!compacted) return compacted.error();
  return destroyed;
}

Result<std::vector<KeyRef>, Fault> DataKeys::destroy_listed(const Uuid& subject,
                                                            std::span<const KeyRef> keys) {
  std::vector<KeyRef> left;
  {
    const std::unique_lock ring(ring_mutex_);
    std::vector<Write> writes;
    for (const KeyRef& key : keys) {
      writes.push_back(Write{family_of(key.visibility), encode(key), std::nullopt});
      writes.push_back(Write{Family::destroyed, encode(key), Bytes{}});
    }
    if (!subject.is_nil()) {
      writes.push_back(Write{Family::destroyed, to_bytes(subject.view()), Bytes{}});
    }
    const auto written = store_.write(writes, Durability::synced);
    if (!written) return written.error();
    opened_.forget(keys);
    {
      const std::lock_guard guard(newest_mutex_);
      newest_.clear();
    }
    if (!subject.is_nil()) {
      auto rows = rows_of(subject);
      if (!rows) return rows.error();
      left = std::move(*rows);
    }
  }
  // To overwrite a row before deleting it would only add a value: files are never written in place.
  // The old value is gone when its file is.
  const auto compacted = store_.compact();
  if (!compacted) return compacted.error();
  return left;
}

Result<std::vector<KeyRef>, Fault> DataKeys::undestroyed(std::span<const KeyRef> keys) const {
  const std::shared_lock ring(ring_mutex_);
  std::vector<KeyRef> found;
  for (const KeyRef& key : keys) {
    const auto tombstone = store_.get(Family::destroyed, encode(key));
    if (!tombstone) return tombstone.error();
    if (!*tombstone) found.push_back(key);
  }
  return found;
}

// ---- A new key-encryption key ----

std::uint32_t DataKeys::newest_key_encryption_key() const {
  const std::shared_lock ring(ring_mutex_);
  return ring_.newest();
}

Result<std::uint32_t, Fault> DataKeys::renew(std::uint32_t at_least) {
  const std::unique_lock ring(ring_mutex_);
  while (ring_.newest() < at_least) {
    if (const auto added = ring_.add(); !added) return added.error();
  }
  for (const Family family : {Family::keys, Family::protected_keys}) {
    const auto rewrapped = rewrap_family(family, {});
    if (!rewrapped) return rewrapped.error();
  }
  const auto secrets = rewrap_family(Family::meta, as_bytes(secret_prefix));
  if (!secrets) return secrets.error();
  const auto compacted = store_.compact();
  if (!compacted) return compacted.error();
  return ring_.newest();
}

Result<std::set<std::uint32_t>, Fault> DataKeys::wrapping_keys() const {
  std::set<std::uint32_t> numbers;
  const auto note = [&](BytesView, BytesView row) {
    if (row.size() >= 4) numbers.insert(read_u32(row));
    return true;
  };
  for (const Family family : {Family::keys, Family::protected_keys}) {
    if (const auto scanned = store_.scan(family, {}, note); !scanned) return scanned.error();
  }
  const auto secrets = store_.scan(Family::meta, as_bytes(secret_prefix), note);
  if (!secrets) return secrets.error();
  return numbers;
}

Result<std::vector<std::uint32_t>, Fault> DataKeys::retire(std::span<const std::uint32_t> kept) {
  const std::unique_lock ring(ring_mutex_);
  const auto used = wrapping_keys();
  if (!used) return used.error();
  std::vector<std::uint32_t> gone;
  for (const std::uint32_t number : ring_.numbers()) {
    const bool wanted = number == ring_.newest() || used->contains(number) ||
                        std::ranges::find(kept, number) != kept.end();
    if (wanted) continue;
    if (const auto removed = ring_.remove(number); !removed) return removed.error();
    gone.push_back(number);
  }
  return gone;
}

// A crash in between is harmless: each row says which key-encryption key wraps it.
Result<Done, Fault> DataKeys::rewrap_family(Family family, BytesView prefix) {
  std::vector<Write> writes;
  std::optional<Fault> fault;
  const auto write_batch = [&] {
    const auto written = store_.write(writes, Durability::synced);
    if (!written) fault = written.error();
    writes.clear();
    return written.has_value();
  };
  const auto scanned = store_.scan(family, prefix, [&](BytesView name, BytesView row) {
    const std::size_t wrapped = std::min(row.size(), wrapped_row_size);
    const auto secret = ring_.unwrap(row.first(wrapped));
    if (!secret) {
      fault = Fault{"vault.wrong_keys", "a key was wrapped by a key that is not in the ring"};
      return false;
    }
    Bytes anew = ring_.wrap(*secret);
    append(anew, row.subspan(wrapped));
    writes.push_back(Write{family, to_bytes(name), std::move(anew)});
    return writes.size() < rewrap_batch_rows || write_batch();
  });
  if (!scanned) return scanned.error();
  if (!fault) write_batch();
  if (fault) return *fault;
  return Done{};
}

}  // namespace telaio::vault
