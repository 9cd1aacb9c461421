// SPDX-License-Identifier: EUPL-1.2
// Making and checking backups of an installation, also beside a running service: log and vault
// apart (docs/formats/backup.md). What lies beside the data folder (keys, anchor, erasure ledger)
// is in no backup of these: it must not be rolled back with the data, and keys must not lie with
// what they open.
#pragma once

#include <filesystem>
#include <optional>

#include "base/clock.hpp"
#include "log/data_folder.hpp"
#include "log/verify.hpp"
#include "tools/backup/repository.hpp"

namespace telaio::backup {

struct CreateOptions {
  std::filesystem::path data;
  std::filesystem::path repository;
  int days = 30;  // Vault: until it expires; from 1 to tools::vault_backup_days_max (asserted).
};

struct Created {
  Manifest manifest;
  std::uint64_t bytes = 0;  // Of the whole backup.
};

// Faults: those of backup_faults.hpp, of the log when it cannot be read, erasures.*. The backup is
// verified before it is published: its log opens, has the root of its own tree, and continues what
// was signed last.
Result<Created, Fault> create_log(const CreateOptions& options, const Clock& clock);
// Also writes the register of vault backups (tools/installation/vault_backups.hpp), before the
// backup is there: the keys that open it then stay until it expires.
Result<Created, Fault> create_vault(const CreateOptions& options, const Clock& clock);

struct CheckedLog {
  Manifest manifest;
  log::VerifyReport report;  // Of a trial restore: everything recomputed.
};
// Every file, then a trial restore beside the repository, removed again. `intact()` of the report
// says whether the log is; with `checkpoint` also whether it has that signed head.
Result<CheckedLog, Fault> check_log(const Repository& repository, const std::optional<Uuid>& backup,
                                    const std::optional<log::tree::Checkpoint>& checkpoint = {});
struct CheckedVault {
  Manifest manifest;
  std::uint64_t rows = 0;
  bool opened = false;  // With the keys folder that was given.
};
// `keys`: empty, or a keys folder: the trial copy is opened with it. Fault vault.wrong_keys when it
// does not fit. backup.expired when its term is over.
Result<CheckedVault, Fault> check_vault(const Repository& repository,
                                        const std::optional<Uuid>& backup,
                                        const std::filesystem::path& keys, const Clock& clock);

// Removes the vault's backups that have expired, and of the log's all but the newest `keep` (0:
// none is removed). Answers with how many are gone.
Result<std::size_t, Fault> prune(Repository& repository, std::size_t keep, Date today);

// A folder that goes with its owner; what a killed run left is removed first.
class ScratchFolder {
 public:
  explicit ScratchFolder(std::filesystem::path path);
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;
  ~ScratchFolder();
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

// The log in a folder, for reading, without anchor; `log_id` is the one it must be.
Result<std::unique_ptr<log::StoredLog>, Fault> open_copy(const std::filesystem::path& folder,
                                                         const Uuid& log_id);
// Recomputes all of it; parts purged by a SubjectKeyDestroyed of its own are not missed.
log::VerifyReport verify_copy(const log::StoredLog& events, const Manifest& manifest,
                              const std::optional<log::tree::Checkpoint>& held);

}  // namespace telaio::backup
