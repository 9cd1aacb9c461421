// SPDX-License-Identifier: EUPL-1.2
// The vault keeps what opens the log: the data keys of persons, cases and protected facts, wrapped
// under a key-encryption key that lies elsewhere; the installation's own keys; local accounts and
// sessions. Destroying a subject's keys here erases the subject everywhere.
//
// A database of its own (DIR/vault), with key-encryption keys in DIR.keys (kek-0001.key …, mode
// 0400), backed up apart from the log (docs/formats/vault-store.md). One process holds it. All
// methods are thread-safe and block on disk: they belong on a pool, never on a network thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "base/bytes.hpp"
#include "base/clock.hpp"
#include "base/id.hpp"
#include "base/result.hpp"
#include "crypto/password.hpp"
#include "vault/accounts.hpp"
#include "vault/key_ref.hpp"
#include "vault/sealed_part.hpp"
#include "vault/sessions.hpp"
#include "vault/tokens.hpp"

namespace telaio::vault {

struct Options {
  crypto::PasswordCost password_cost;
};

class Vault {
 public:
  Vault(const Vault&) = delete;
  Vault& operator=(const Vault&) = delete;
  ~Vault();

  // ---- Data keys ----

  // The newest key of the subject and class, made now if there is none. It is durable when this
  // answers: what is sealed with it can always be opened, until it is destroyed.
  // Faults: vault.subject_destroyed (an erased subject gets no new key), vault.key_file,
  // vault.storage, vault.disk_reserve.
  Result<KeyRef, Fault> current_key(const Uuid& subject, std::uint8_t visibility);
  Result<KeyRef, Fault> protected_key(const EventId& event, const PersonId& concerned);
  // The same for many, with one sync for all that are new. Answers in the order of the requests;
  // equal requests get the same key.
  Result<std::vector<KeyRef>, Fault> ensure_keys(std::span<const KeyRequest> requests);

  // Seals with a key that current_key, protected_key or ensure_keys handed out.
  // Faults: vault.key_absent, vault.storage.
  Result<Bytes, Fault> seal(const PartPlace& place, const KeyRef& key, BytesView plaintext);
  // The plaintext, verified to be what was sealed for this very place and key.
  Result<Bytes, OpenError> open(const PartPlace& place, const KeyRef& key, BytesView sealed);

  // All keys of a person or case: its own, and the P5 keys of the events that concern it.
  Result<std::vector<KeyRef>, Fault> keys_of(const Uuid& subject) const;
  // Deletes the wrapped keys of the subject for good and answers with their names. When it answers,
  // no cache of this process and no file of the database holds them, and the subject never gets a
  // key again. Safe to repeat after a fault or a crash: it ends what it began.
  Result<std::vector<KeyRef>, Fault> destroy_subject(const Uuid& subject);

  // The same for keys by name, as the log and the erasure ledger list them: also those that this
  // vault never had, which count as destroyed from now on. `subject`, unless nil, gets no new key.
  // Answers with the keys of the subject that are left, made since the list was.
  Result<std::vector<KeyRef>, Fault> destroy_keys(const Uuid& subject,
                                                  std::span<const KeyRef> keys);
  // Those of the keys that this vault does not know as destroyed: they open something here, or
  // their subject could still get a new one. After a restore it may be older than an erasure.
  Result<std::vector<KeyRef>, Fault> undestroyed(std::span<const KeyRef> keys) const;

  // Makes a new key-encryption key, wraps every key with it and compacts: copies of the store taken
  // before are useless to whoever has only the new one. The old one stays in the ring (its file is
  // needed to open old backups) until somebody deletes its file. Answers with the new number.
  Result<std::uint32_t, Fault> renew_key_encryption_key();
  // The same, but makes a key only if the newest has a lower number: to go on after a crash.
  Result<std::uint32_t, Fault> rewrap_under(std::uint32_t number);
  std::uint32_t newest_key_encryption_key() const;
  // Overwrites and deletes the files of older key-encryption keys, but for those in `kept` and
  // those that still wrap a row. Answers with the numbers that are gone. What only they could open
  // is lost for good: old backups of the vault.
  Result<std::vector<std::uint32_t>, Fault> retire_key_encryption_keys(
      std::span<const std::uint32_t> kept);

  // Forgets opened data keys older than limits::open_key_seconds; they are also forgotten at the
  // next use of any key.
  void forget_expired_keys();
  std::size_t open_key_count() const;
  // False when the system refused to keep opened keys out of swap (RLIMIT_MEMLOCK): worth a
  // warning.
  bool memory_locked() const;

  // ---- Beside the data keys; they live as long as the vault ----
  const KeyedTokens& tokens() const;
  Accounts& accounts();
  Sessions& sessions();

 private:
  struct Parts;
  friend Result<std::unique_ptr<Vault>, Fault> create(const std::filesystem::path&,
                                                      const std::filesystem::path&, const Clock&,
                                                      const Options&);
  friend Result<std::unique_ptr<Vault>, Fault> open(const std::filesystem::path&,
                                                    const std::filesystem::path&, const Clock&,
                                                    const Options&);
  explicit Vault(std::unique_ptr<Parts> parts);

  std::unique_ptr<Parts> parts_;
};

// Makes the folder, the keys folder (mode 0700) and the first key-encryption key, then opens.
// Faults: vault.exists (a vault, or keys, are there already: nothing is touched), vault.storage,
// vault.key_file, vault.normaliser. `clock` outlives the vault.
Result<std::unique_ptr<Vault>, Fault> create(const std::filesystem::path& folder,
                                             const std::filesystem::path& keys_folder,
                                             const Clock& clock, const Options& options = {});
// Faults as above, and vault.absent, vault.format (made by a newer program), vault.key_file (a key
// file is missing, of another size, or readable by others: its mode must be 0400), vault.wrong_keys
// (the keys folder belongs to another vault).
Result<std::unique_ptr<Vault>, Fault> open(const std::filesystem::path& folder,
                                           const std::filesystem::path& keys_folder,
                                           const Clock& clock, const Options& options = {});

}  // namespace telaio::vault
