// SPDX-License-Identifier: EUPL-1.2
// Which backups of the vault were made, until when each holds, and which key-encryption keys open
// it: the register DIR.keys/vault-backups (docs/formats/backup.md). It lies with the keys because
// it says how long an old one must stay: a key-encryption key without a backup in term is
// destroyed, and what was only readable through it is gone for good.
//
// Not thread-safe: one process holds the keys folder.
#pragma once

#include <filesystem>
#include <vector>

#include "base/date.hpp"
#include "base/id.hpp"
#include "base/result.hpp"

namespace telaio::tools {

// A backup of the vault holds at most so long (log-and-evidence 6.8): an erasure reaches it then.
inline constexpr int vault_backup_days_max = 30;

struct VaultBackup {
  Uuid id;
  Date made;
  Date expires;  // The first day on which it may not be used any more.
  std::vector<std::uint32_t> key_encryption_keys;

  bool operator==(const VaultBackup&) const = default;
};

// The file in that keys folder; an absent one is an empty register. Fault: backup.register.
Result<std::vector<VaultBackup>, Fault> read_vault_backups(const std::filesystem::path& keys);
// Durable when it answers. Rewrites the file without those that expired before `today`.
Result<Done, Fault> register_vault_backup(const std::filesystem::path& keys,
                                          const VaultBackup& backup, Date today);

// Numbers of the key-encryption keys that a backup in term on that day needs.
std::vector<std::uint32_t> keys_in_term(const std::vector<VaultBackup>& backups, Date today);
// The day on which the last backup that needs a key-encryption key below `number` expires; `today`
// when there is none.
Date horizon_below(const std::vector<VaultBackup>& backups, std::uint32_t number, Date today);

}  // namespace telaio::tools
