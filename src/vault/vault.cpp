// SPDX-License-Identifier: EUPL-1.2
#include "vault/vault.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>

#include "base/assert.hpp"
#include "crypto/random.hpp"
#include "vault/data_keys.hpp"
#include "vault/key_ring.hpp"
#include "vault/secrets.hpp"
#include "vault/store.hpp"

namespace telaio::vault {

namespace {

constexpr std::string_view format_row = "format";
constexpr std::uint32_t format_version = 1;
constexpr std::array<std::string_view, 5> secret_names = {
    secret_search, secret_request, secret_user_name, secret_account, secret_owner};

Bytes secret_row_key(std::string_view name) {
  Bytes key = to_bytes(as_bytes(secret_prefix));
  append(key, as_bytes(name));
  return key;
}

Result<Done, Fault> write_first_rows(Store& store, const KeyRing& ring) {
  std::vector<Write> writes;
  for (const std::string_view name : secret_names) {
    crypto::SecretKey secret;
    crypto::fill_random(secret.writable());
    writes.push_back(Write{Family::meta, secret_row_key(name), ring.wrap(secret)});
  }
  Bytes version;
  append_u32(version, format_version);
  writes.push_back(Write{Family::meta, to_bytes(as_bytes(format_row)), std::move(version)});
  return store.write(writes, Durability::synced);
}

Result<Done, Fault> check_format(const Store& store) {
  const auto stored = store.get(Family::meta, as_bytes(format_row));
  if (!stored) return stored.error();
  if (!*stored) return Fault{"vault.absent", "the vault was never finished: make it again"};
  if ((*stored)->size() != 4 || read_u32(**stored) != format_version) {
    return Fault{"vault.format", "the vault was made by a newer program"};
  }
  return Done{};
}

Result<crypto::SecretKey, Fault> read_secret(const Store& store, const KeyRing& ring,
                                             std::string_view name) {
  const auto row = store.get(Family::meta, secret_row_key(name));
  if (!row) return row.error();
  if (!*row) return Fault{"vault.storage", "missing row: secret " + std::string(name)};
  const auto secret = ring.unwrap(**row);
  if (!secret) return Fault{"vault.wrong_keys", "the keys folder does not open this vault"};
  return *secret;
}

}  // namespace

// In the order in which they depend on each other.
struct Vault::Parts {
  std::unique_ptr<Store> store;
  crypto::Xaes cipher;
  std::unique_ptr<DataKeys> keys;
  std::unique_ptr<KeyedTokens> tokens;
  std::unique_ptr<Accounts> accounts;
  std::unique_ptr<Sessions> sessions;

  static Result<std::unique_ptr<Parts>, Fault> make(std::unique_ptr<Store> store, KeyRing ring,
                                                    const Clock& clock, const Options& options) {
    const auto search = read_secret(*store, ring, secret_search);
    if (!search) return search.error();
    const auto request = read_secret(*store, ring, secret_request);
    if (!request) return request.error();
    const auto user_name = read_secret(*store, ring, secret_user_name);
    if (!user_name) return user_name.error();
    const auto account = read_secret(*store, ring, secret_account);
    if (!account) return account.error();
    const auto owner = read_secret(*store, ring, secret_owner);
    if (!owner) return owner.error();
    auto normaliser = NameNormaliser::create();
    if (!normaliser) return normaliser.error();

    auto parts = std::make_unique<Parts>();
    parts->store = std::move(store);
    parts->keys =
        std::make_unique<DataKeys>(*parts->store, clock, parts->cipher, std::move(ring), *owner);
    parts->tokens = std::make_unique<KeyedTokens>(std::move(*normaliser), *search, *request);
    parts->accounts = std::make_unique<Accounts>(*parts->store, clock, parts->cipher, *user_name,
                                                 *account, options.password_cost);
    parts->sessions = std::make_unique<Sessions>(*parts->store, clock);
    return parts;
  }
};

Vault::Vault(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Vault::~Vault() = default;

// ---- Data keys ----

Result<KeyRef, Fault> Vault::current_key(const Uuid& subject, std::uint8_t visibility) {
  TELAIO_ASSERT(visibility != class_protected);  // Those have an owner: protected_key().
  const KeyRequest request{subject, visibility, Uuid{}};
  const auto keys = parts_->keys->ensure(std::span(&request, 1));
  if (!keys) return keys.error();
  return keys->front();
}

Result<KeyRef, Fault> Vault::protected_key(const EventId& event, const PersonId& concerned) {
  const KeyRequest request{event, class_protected, concerned};
  const auto keys = parts_->keys->ensure(std::span(&request, 1));
  if (!keys) return keys.error();
  return keys->front();
}

Result<std::vector<KeyRef>, Fault> Vault::ensure_keys(std::span<const KeyRequest> requests) {
  return parts_->keys->ensure(requests);
}

Result<Bytes, Fault> Vault::seal(const PartPlace& place, const KeyRef& key, BytesView plaintext) {
  const auto secret = parts_->keys->fetch(key);
  if (!secret) {
    const bool storage = secret.error().failure == OpenFailure::storage;
    return Fault{storage ? "vault.storage" : "vault.key_absent", secret.error().detail};
  }
  const auto nonce = crypto::random_bytes<crypto::Xaes::nonce_size>();
  return seal_part(parts_->cipher, *secret, nonce, place, key, plaintext);
}

Result<Bytes, OpenError> Vault::open(const PartPlace& place, const KeyRef& key, BytesView sealed) {
  const auto secret = parts_->keys->fetch(key);
  if (!secret) return secret.error();
  return open_part(parts_->cipher, *secret, place, key, sealed);
}

Result<std::vector<KeyRef>, Fault> Vault::keys_of(const Uuid& subject) const {
  return parts_->keys->keys_of(subject);
}

Result<std::vector<KeyRef>, Fault> Vault::destroy_subject(const Uuid& subject) {
  return parts_->keys->destroy(subject);
}

Result<std::vector<KeyRef>, Fault> Vault::destroy_keys(const Uuid& subject,
                                                       std::span<const KeyRef> keys) {
  return parts_->keys->destroy_listed(subject, keys);
}

Result<std::vector<KeyRef>, Fault> Vault::undestroyed(std::span<const KeyRef> keys) const {
  return parts_->keys->undestroyed(keys);
}

Result<std::uint32_t, Fault> Vault::renew_key_encryption_key() {
  return parts_->keys->renew(newest_key_encryption_key() + 1);
}

Result<std::uint32_t, Fault> Vault::rewrap_under(std::uint32_t number) {
  return parts_->keys->renew(number);
}

std::uint32_t Vault::newest_key_encryption_key() const {
  return parts_->keys->newest_key_encryption_key();
}

Result<std::vector<std::uint32_t>, Fault> Vault::retire_key_encryption_keys(
    std::span<const std::uint32_t> kept) {
  return parts_->keys->retire(kept);
}

void Vault::forget_expired_keys() {
  parts_->keys->forget_expired();
}
std::size_t Vault::open_key_count() const {
  return parts_->keys->opened().size();
}
bool Vault::memory_locked() const {
  return parts_->keys->opened().locked();
}

const KeyedTokens& Vault::tokens() const {
  return *parts_->tokens;
}
Accounts& Vault::accounts() {
  return *parts_->accounts;
}
Sessions& Vault::sessions() {
  return *parts_->sessions;
}

// ---- Making and opening ----

Result<std::unique_ptr<Vault>, Fault> create(const std::filesystem::path& folder,
                                             const std::filesystem::path& keys_folder,
                                             const Clock& clock, const Options& options) {
  // Asked before anything is made, so that a refusal leaves nothing behind.
  std::error_code error;
  if (std::filesystem::exists(folder, error) && !std::filesystem::is_empty(folder, error)) {
    return Fault{"vault.exists", "the vault's folder is not empty"};
  }
  auto ring = KeyRing::create(keys_folder);
  if (!ring) return ring.error();
  auto store = Store::create(folder);
  if (!store) return store.error();
  const auto written = write_first_rows(**store, *ring);
  if (!written) return written.error();
  auto parts = Vault::Parts::make(std::move(*store), std::move(*ring), clock, options);
  if (!parts) return parts.error();
  return std::unique_ptr<Vault>(new Vault(std::move(*parts)));
}

Result<std::unique_ptr<Vault>, Fault> open(const std::filesystem::path& folder,
                                           const std::filesystem::path& keys_folder,
                                           const Clock& clock, const Options& options) {
  auto ring = KeyRing::load(keys_folder);
  if (!ring) return ring.error();
  auto store = Store::open(folder);
  if (!store) return store.error();
  const auto known = check_format(**store);
  if (!known) return known.error();
  auto parts = Vault::Parts::make(std::move(*store), std::move(*ring), clock, options);
  if (!parts) return parts.error();
  return std::unique_ptr<Vault>(new Vault(std::move(*parts)));
}

}  // namespace telaio::vault
