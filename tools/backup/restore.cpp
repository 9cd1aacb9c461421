// SPDX-License-Identifier: EUPL-1.2
#include "tools/backup/restore.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "app/erasure_ledger.hpp"
#include "base/zone.hpp"
#include "log/anchor.hpp"
#include "log/file_io.hpp"
#include "tools/backup/backup.hpp"
#include "tools/backup/backup_faults.hpp"
#include "tools/backup/placing.hpp"
#include "tools/backup/prepare_log.hpp"
#include "tools/installation/erasure_replay.hpp"
#include "vault/vault.hpp"

namespace telaio::backup {
namespace {

namespace fs = std::filesystem;

const std::string database_prefix = "db";

Fault fault(std::string_view code, std::string detail) {
  return {std::string(code), std::move(detail)};
}

bool is_empty_or_absent(const fs::path& folder) {
  std::error_code error;
  return !fs::exists(folder, error) || fs::is_empty(folder, error);
}

// One restore; the steps in the order of restore().
class Restore {
 public:
  Restore(const RestoreOrder& order, const Clock& clock)
      : order_(order), clock_(clock), paths_(log::data_paths(order.data)) {
    prepared_.folder = quarantine_of(paths_);
  }

  Result<Restored, Fault> run() {
    using Step = Result<Done, Fault> (Restore::*)();
    for (const Step step : {&Restore::choose, &Restore::check_targets, &Restore::open_ledger,
                            &Restore::copy_files, &Restore::prepare_vault_and_log}) {
      if (const auto done = (this->*step)(); !done) {
        std::error_code ignored;
        fs::remove_all(prepared_.folder, ignored);
        return done.error();
      }
    }
    if (const auto marked = mark_ready(prepared_, old_epoch_); !marked) return marked.error();
    if (const auto placed = place(prepared_, paths_); !placed) return placed.error();
    return restored_;
  }

 private:
  // ---- Which backups ----

  Result<Done, Fault> choose() {
    if (!order_.log && !order_.vault) return fault(faults::nothing_asked, "");
    if (order_.log) {
      auto chosen = choose_log();
      if (!chosen) return chosen.error();
      restored_.log = std::move(*chosen);
      log_id_ = restored_.log->log_id;
    }
    if (order_.vault) {
      const auto repository = Repository::open(*order_.vault, Kind::vault);
      if (!repository) return repository.error();
      vault_repository_ = *repository;
      auto manifest = repository->find(order_.vault_backup);
      if (!manifest) return manifest.error();
      if (manifest->expires <= rome_date(clock_.now())) {
        return fault(faults::expired, "its term ended on " + to_string(manifest->expires));
      }
      restored_.vault = std::move(*manifest);
      if (!order_.log) log_id_ = restored_.vault->log_id;
      if (restored_.vault->log_id != log_id_) {
        return fault(faults::of_another, "the vault belongs to log " +
                                             to_string(restored_.vault->log_id) + ", the log is " +
                                             to_string(log_id_));
      }
    }
    return check_whose();
  }

  Result<Manifest, Fault> choose_log() {
    const auto repository = Repository::open(*order_.log, Kind::log);
    if (!repository) return repository.error();
    log_repository_ = *repository;
    if (!order_.at_size) return repository->find(order_.log_backup);
    auto all = repository->manifests();
    if (!all) return all.error();
    std::erase_if(*all, [&](const Manifest& each) { return each.size > *order_.at_size; });
    if (all->empty()) {
      return fault(faults::none, fmt::format("none of at most {} events", *order_.at_size));
    }
    return *std::ranges::max_element(*all, {}, &Manifest::size);
  }

  // What lies beside the folder must be of this log.
  Result<Done, Fault> check_whose() {
    const auto anchor = log::Anchor::read(paths_.anchor);
    if (!anchor) return anchor.error();
    if (*anchor && (*anchor)->log_id != log_id_) {
      return fault(faults::of_another, "the anchor beside the folder is of log " +
                                           to_string((*anchor)->log_id) + ", the backup of log " +
                                           to_string(log_id_));
    }
    return Done{};
  }

  Result<Done, Fault> check_targets() {
    if (order_.log && !is_empty_or_absent(paths_.log)) {
      return fault(faults::not_empty, paths_.log.string());
    }
    if (order_.vault && !is_empty_or_absent(paths_.vault)) {
      return fault(faults::not_empty, paths_.vault.string());
    }
    std::uint64_t bytes = 0;
    for (const auto* manifest : {&restored_.log, &restored_.vault}) {
      if (!*manifest) continue;
      for (const BackedUpFile& file : (*manifest)->files) bytes += file.content.bytes;
    }
    return check_space(prepared_.folder, bytes);
  }

  // ---- The ledger: nothing is copied before it is there and knows as much as the backups ----

  Result<Done, Fault> open_ledger() {
    auto ledger = app::ErasureLedger::read(paths_.erasure_ledger(), log_id_);
    if (!ledger) return ledger.error();
    ledger_ = std::move(*ledger);
    for (const auto* manifest : {&restored_.log, &restored_.vault}) {
      if (!*manifest) continue;
      if (auto known = check_known(*ledger_, (*manifest)->ledger); !known) return known;
    }
    return Done{};
  }

  // ---- Into the quarantine ----

  Result<Done, Fault> copy_files() {
    std::error_code error;
    fs::remove_all(prepared_.folder, error);
    if (!error) fs::create_directories(prepared_.folder, error);
    if (!error) fs::permissions(prepared_.folder, fs::perms::owner_all, error);
    if (error) return fault(faults::io, prepared_.folder.string() + ": " + error.message());
    if (order_.log) {
      const auto copied =
          log_repository_->extract(*restored_.log, database_prefix, prepared_.log());
      if (!copied) return copied.error();
    }
    if (order_.vault) {
      return vault_repository_->extract(*restored_.vault, database_prefix, prepared_.vault());
    }
    return Done{};
  }

  Result<Done, Fault> prepare_vault() {
    if (!order_.vault) return Done{};
    auto opened = vault::open(prepared_.vault(), paths_.keys, clock_);
    if (!opened) return opened.error();
    const auto replayed = tools::replay_on_vault(*ledger_, **opened);
    if (!replayed) return replayed.error();
    restored_.keys_destroyed = *replayed;
    return Done{};
  }

  Result<Done, Fault> prepare_vault_and_log() {
    if (auto vault = prepare_vault(); !vault) return vault;
    if (!order_.log) return Done{};
    const auto log = prepare_log({order_, paths_, prepared_, *restored_.log, *ledger_, clock_});
    if (!log) return log.error();
    restored_.parts_purged = log->parts_purged;
    restored_.size = log->size;
    restored_.root = log->root;
    restored_.epoch = log->epoch;
    old_epoch_ = log->old_epoch;
    return Done{};
  }

  const RestoreOrder& order_;
  const Clock& clock_;
  const log::DataPaths paths_;
  Prepared prepared_;
  Uuid log_id_;
  std::optional<Repository> log_repository_;
  std::optional<Repository> vault_repository_;
  std::optional<app::ErasureLedger> ledger_;
  std::uint32_t old_epoch_ = 1;
  Restored restored_;
};

}  // namespace

fs::path quarantine_of(const log::DataPaths& paths) {
  auto folder = paths.data;
  folder += ".quarantine";
  return folder;
}

Result<Restored, Fault> restore(const RestoreOrder& order, const Clock& clock) {
  const log::DataPaths paths = log::data_paths(order.data);
  std::error_code error;
  fs::create_directories(paths.data, error);
  if (error) return fault(faults::io, paths.data.string() + ": " + error.message());
  const auto lock = FolderLock::take(paths.data);
  if (!lock) return lock.error();
  const Prepared prepared{quarantine_of(paths)};
  if (is_ready(prepared)) {
    const bool log_free = is_empty_or_absent(prepared.log()) || is_empty_or_absent(paths.log);
    const bool vault_free = is_empty_or_absent(prepared.vault()) || is_empty_or_absent(paths.vault);
    if (!log_free || !vault_free) return fault(faults::not_empty, paths.data.string());
    if (const auto placed = place(prepared, paths); !placed) return placed.error();
    Restored restored;
    restored.finished_earlier_one = true;
    return restored;
  }
  return Restore(order, clock).run();
}

}  // namespace telaio::backup
