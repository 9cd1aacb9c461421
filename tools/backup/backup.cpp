// SPDX-License-Identifier: EUPL-1.2
#include "tools/backup/backup.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "app/destroyed_keys.hpp"
#include "app/erasure_ledger.hpp"
#include "base/assert.hpp"
#include "base/zone.hpp"
#include "crypto/random.hpp"
#include "log/file_io.hpp"
#include "tools/backup/backup_faults.hpp"
#include "tools/backup/snapshot.hpp"
#include "tools/installation/vault_backups.hpp"
#include "vault/vault.hpp"

namespace telaio::backup {
namespace {

namespace fs = std::filesystem;

const std::string database_prefix = "db";
const std::string checkpoint_name = "checkpoint";
const std::string verifier_name = "log.vkey";

std::uint64_t bytes_of(const Manifest& manifest) {
  std::uint64_t bytes = 0;
  for (const BackedUpFile& file : manifest.files) bytes += file.content.bytes;
  return bytes;
}

std::uint64_t bytes_below(const fs::path& folder) {
  std::uint64_t bytes = 0;
  std::error_code error;
  for (auto entry = fs::recursive_directory_iterator(folder, error);
       !error && entry != fs::recursive_directory_iterator(); entry.increment(error)) {
    std::error_code gone;  // Files of a running service come and go.
    const auto size = entry->is_regular_file(gone) ? entry->file_size(gone) : 0;
    if (!gone) bytes += size;
  }
  return bytes;
}

// Absolute, without links: what is inside what can then be compared part by part.
fs::path resolved(const fs::path& path) {
  std::error_code error;
  auto result = fs::weakly_canonical(path, error);
  return error ? path : result;
}

bool lies_in(const fs::path& inner, const fs::path& outer) {
  const auto relative = resolved(inner).lexically_relative(resolved(outer));
  return !relative.empty() && *relative.begin() != "..";
}

// A copy among the originals would be lost with them, or be copied with them.
Result<Done, Fault> check_outside(const fs::path& repository, const log::DataPaths& paths) {
  for (const auto& folder : {paths.data, paths.keys, paths.anchor, paths.erasures}) {
    if (lies_in(repository, folder)) {
      return Fault{std::string(faults::inside_data),
                   fmt::format("{} lies in {}", repository.string(), folder.string())};
    }
  }
  return Done{};
}

// What both kinds begin with. The log's id says whose it is; reading it also shows that there is
// one.
struct Begun {
  log::DataPaths paths;
  Uuid log_id;
  log::ChainHead ledger;
};
Result<Begun, Fault> begin(const CreateOptions& options) {
  Begun begun{log::data_paths(options.data), {}, {}};
  if (auto outside = check_outside(options.repository, begun.paths); !outside) {
    return outside.error();
  }
  const auto events = log::open_log_read_only(begun.paths);
  if (!events) return events.error();
  begun.log_id = (*events)->head().log_id;
  const auto ledger = app::ErasureLedger::read(begun.paths.erasure_ledger(), begun.log_id);
  if (!ledger) return ledger.error();
  begun.ledger = ledger->head();
  return begun;
}

Manifest manifest_for(Kind kind, const Begun& begun, const Clock& clock) {
  Manifest manifest;
  manifest.kind = kind;
  manifest.log_id = begun.log_id;
  manifest.id = crypto::random_uuid();
  manifest.made = clock.now();
  manifest.ledger = begun.ledger;
  return manifest;
}

Result<Created, Fault> published(Repository& repository, Manifest manifest) {
  if (const auto done = repository.publish(manifest); !done) return done.error();
  const std::uint64_t bytes = bytes_of(manifest);
  return Created{std::move(manifest), bytes};
}

}  // namespace

// ---- Shared with restore ----

ScratchFolder::ScratchFolder(fs::path path) : path_(std::move(path)) {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}
ScratchFolder::~ScratchFolder() {
  std::error_code ignored;  // What stays is removed by the next run.
  fs::remove_all(path_, ignored);
}

Result<std::unique_ptr<log::StoredLog>, Fault> open_copy(const fs::path& folder,
                                                         const Uuid& log_id) {
  log::rocksdb::Options options;
  options.accept_missing_anchor = log_id;
  auto events = log::rocksdb::open_read_only({folder, folder.parent_path() / "no-anchor"}, options);
  if (!events) return events.error();
  if ((*events)->head().log_id == log_id) return events;
  return Fault{std::string(faults::of_another),
               fmt::format("it is a copy of log {}", to_string((*events)->head().log_id))};
}

log::VerifyReport verify_copy(const log::StoredLog& events, const Manifest& manifest,
                              const std::optional<log::tree::Checkpoint>& held) {
  log::VerifyOptions options;
  options.held.push_back({"manifest", manifest.size, manifest.root});
  if (held) options.held.push_back(*held);
  if (auto keys = app::destroyed_keys(events)) options.purged = app::purged_by(std::move(*keys));
  return log::verify_log(events, options);
}

// ---- Making ----

Result<Created, Fault> create_log(const CreateOptions& options, const Clock& clock) {
  const auto begun = begin(options);
  if (!begun) return begun.error();
  const log::DataPaths& paths = begun->paths;
  const auto lock = FolderLock::take(paths.data);
  if (!lock) return lock.error();
  // Before the copy: whatever was signed by now is in it.
  const auto key = log::read_log_key(paths);
  if (!key) return key.error();
  const auto signed_head = log::Signer::read_state(paths.signed_head(), *key);
  if (!signed_head) return signed_head.error();
  if (auto space = check_space(options.repository, bytes_below(paths.log)); !space) {
    return space.error();
  }
  const ScratchFolder snapshot(paths.data / "snapshot-log");
  if (auto taken = take_snapshot(paths.log, snapshot.path()); !taken) return taken.error();

  Manifest manifest = manifest_for(Kind::log, *begun, clock);
  {
    const auto copy = open_copy(snapshot.path(), begun->log_id);
    if (!copy) return copy.error();
    const log::Head head = (*copy)->head();
    manifest.size = head.size;
    manifest.root = head.root;
    const auto& checkpoint = signed_head->checkpoint;
    const auto root = checkpoint.size <= head.size ? (*copy)->root_at(checkpoint.size)
                                                   : Result<crypto::Sha256, Fault>(head.root);
    if (!root) return root.error();
    if (checkpoint.size > head.size || *root != checkpoint.root) {
      return Fault{std::string(faults::damaged),
                   fmt::format("the copy of {} events does not continue the {} that were signed",
                               head.size, checkpoint.size)};
    }
  }
  auto repository = Repository::make(options.repository, Kind::log, begun->log_id);
  if (!repository) return repository.error();
  auto added = repository->add_folder(snapshot.path(), database_prefix, manifest);
  if (added) added = repository->add_file(paths.verifier_key(), verifier_name, manifest);
  if (!added) return added.error();
  // The note as it was read, not the file, which moves on.
  const ScratchFolder note(paths.data / "snapshot-note");
  const auto made = log::make_directory(note.path(), faults::io);
  if (!made) return made.error();
  const auto written = log::write_durably(note.path() / checkpoint_name,
                                          as_bytes(signed_head->note), 0600, faults::io);
  if (!written) return written.error();
  added = repository->add_file(note.path() / checkpoint_name, checkpoint_name, manifest);
  if (!added) return added.error();
  return published(*repository, std::move(manifest));
}

Result<Created, Fault> create_vault(const CreateOptions& options, const Clock& clock) {
  TELAIO_ASSERT(options.days >= 1 && options.days <= tools::vault_backup_days_max);
  const auto begun = begin(options);
  if (!begun) return begun.error();
  const log::DataPaths& paths = begun->paths;
  const auto lock = FolderLock::take(paths.data);
  if (!lock) return lock.error();
  if (auto space = check_space(options.repository, bytes_below(paths.vault)); !space) {
    return space.error();
  }
  const ScratchFolder snapshot(paths.data / "snapshot-vault");
  if (auto taken = take_snapshot(paths.vault, snapshot.path()); !taken) return taken.error();
  const auto numbers = wrapping_keys(snapshot.path());
  if (!numbers) return numbers.error();

  const Date today = rome_date(clock.now());
  Manifest manifest = manifest_for(Kind::vault, *begun, clock);
  manifest.expires = today.plus_days(options.days);
  manifest.key_encryption_keys.assign(numbers->begin(), numbers->end());
  auto repository = Repository::make(options.repository, Kind::vault, begun->log_id);
  if (!repository) return repository.error();
  const auto added = repository->add_folder(snapshot.path(), database_prefix, manifest);
  if (!added) return added.error();
  // First the promise to keep the keys, then the backup that needs them.
  const auto registered = tools::register_vault_backup(
      paths.keys, {manifest.id, today, manifest.expires, manifest.key_encryption_keys}, today);
  if (!registered) return registered.error();
  return published(*repository, std::move(manifest));
}

// ---- Checking ----

Result<CheckedLog, Fault> check_log(const Repository& repository, const std::optional<Uuid>& backup,
                                    const std::optional<log::tree::Checkpoint>& checkpoint) {
  const auto manifest = repository.find(backup);
  if (!manifest) return manifest.error();
  if (const auto whole = repository.check_files(*manifest); !whole) return whole.error();
  if (auto space = check_space(repository.folder(), bytes_of(*manifest)); !space) {
    return space.error();
  }
  const ScratchFolder trial(repository.folder() / "trial");
  const auto extracted = repository.extract(*manifest, database_prefix, trial.path());
  if (!extracted) return extracted.error();
  const auto events = open_copy(trial.path(), manifest->log_id);
  if (!events) return events.error();
  return CheckedLog{*manifest, verify_copy(**events, *manifest, checkpoint)};
}

Result<CheckedVault, Fault> check_vault(const Repository& repository,
                                        const std::optional<Uuid>& backup, const fs::path& keys,
                                        const Clock& clock) {
  const auto manifest = repository.find(backup);
  if (!manifest) return manifest.error();
  if (const auto whole = repository.check_files(*manifest); !whole) return whole.error();
  if (manifest->expires <= rome_date(clock.now())) {
    return Fault{std::string(faults::expired),
                 fmt::format("its term ended on {}", to_string(manifest->expires))};
  }
  if (auto space = check_space(repository.folder(), bytes_of(*manifest)); !space) {
    return space.error();
  }
  const ScratchFolder trial(repository.folder() / "trial");
  const auto extracted = repository.extract(*manifest, database_prefix, trial.path());
  if (!extracted) return extracted.error();
  const auto rows = read_all_rows(trial.path());
  if (!rows) return rows.error();
  CheckedVault checked{*manifest, *rows, false};
  if (keys.empty()) return checked;
  const auto opened = vault::open(trial.path(), keys, clock);
  if (!opened) return opened.error();
  checked.opened = true;
  return checked;
}

Result<std::size_t, Fault> prune(Repository& repository, std::size_t keep, Date today) {
  const auto manifests = repository.manifests();
  if (!manifests) return manifests.error();
  std::size_t gone = 0;
  for (std::size_t i = 0; i < manifests->size(); ++i) {
    const Manifest& manifest = (*manifests)[i];
    const bool old = keep > 0 && i + keep < manifests->size();
    const bool over = repository.kind() == Kind::vault && manifest.expires <= today;
    if (!over && !(repository.kind() == Kind::log && old)) continue;
    if (const auto removed = repository.remove(manifest); !removed) return removed.error();
    ++gone;
  }
  return gone;
}

}  // namespace telaio::backup
