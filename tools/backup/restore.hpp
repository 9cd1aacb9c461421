// SPDX-License-Identifier: EUPL-1.2
// Putting a backup in place (docs/formats/backup.md). Everything is prepared in a quarantine beside
// the data folder, where nobody serves it: files checked, log recomputed, the erasure ledger
// replayed on vault and log. Only then it is moved in, by renames that a killed run ends when it is
// run again. Views are not restored: they are rebuilt.
//
// A log that does not reach the anchor is another history from there on. It is refused, unless two
// persons decide to begin a new epoch: a new origin, whose first event says where the old one
// ended.
#pragma once

#include <filesystem>
#include <optional>

#include "base/clock.hpp"
#include "base/code.hpp"
#include "log/data_folder.hpp"
#include "tools/backup/repository.hpp"

namespace telaio::backup {

struct EpochDecision {
  OperatorId decided_by;
  OperatorId confirmed_by;
  Code reason;
};

struct RestoreOrder {
  std::filesystem::path data;
  std::optional<std::filesystem::path> log;  // Repositories; at least one.
  std::optional<std::filesystem::path> vault;
  std::optional<Uuid> log_backup;  // Which; nothing: the newest.
  std::optional<Uuid> vault_backup;
  std::optional<std::uint64_t> at_size;       // The newest log backup of at most so many events.
  std::optional<Uuid> accept_missing_anchor;  // The log whose lost anchor an operator accepts.
  std::optional<EpochDecision> epoch;
};

struct Restored {
  std::optional<Manifest> log;
  std::optional<Manifest> vault;
  std::size_t keys_destroyed = 0;  // By the replay of the erasure ledger.
  std::size_t parts_purged = 0;
  std::uint32_t epoch = 1;
  std::uint64_t size = 0;  // Of the log now; with the event of a new epoch.
  crypto::Sha256 root{};
  // A restore that was killed among its last moves is in place now; nothing else was done.
  bool finished_earlier_one = false;
};

// Nothing is in place after a fault; the quarantine is removed. Faults: those of backup_faults.hpp,
// erasures.*, vault.wrong_keys, and log.anchor_missing.
Result<Restored, Fault> restore(const RestoreOrder& order, const Clock& clock);

// The folder in which a restore prepares; there while one runs or was killed.
std::filesystem::path quarantine_of(const log::DataPaths& paths);

}  // namespace telaio::backup
