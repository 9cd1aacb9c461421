// SPDX-License-Identifier: EUPL-1.2
#include "tests/erasure/rounds.hpp"

#include <fmt/format.h>

#include <filesystem>

#include "app/destroyed_keys.hpp"
#include "log/tree/proofs.hpp"
#include "log/verify.hpp"
#include "tests/erasure/world.hpp"
#include "tools/backup/backup.hpp"
#include "tools/backup/restore.hpp"
#include "tools/installation/erasure_replay.hpp"
#include "tools/installation/vault_backups.hpp"

namespace telaio::erasure_test {
namespace {

namespace fs = std::filesystem;
using backup::Kind;

// What one kind of round does, with the sentences it collects.
class Round {
 public:
  Round(Findings& findings, std::uint64_t seed)
      : findings_(findings), number_(findings.rounds++), world_(seed + number_) {}

  void erasure();
  void resurrection();
  void backups();

 private:
  void expect(bool right, std::string_view sentence) {
    if (!right) findings_.wrong.push_back(fmt::format("round {}: {}", number_, sentence));
  }
  template <class T>
  bool done(const Result<T, Fault>& result, std::string_view what) {
    if (!result)
      expect(false, fmt::format("{}: {} {}", what, result.error().code, result.error().detail));
    return result.has_value();
  }

  fs::path log_folder() const { return world_.root() / "backups-log"; }
  fs::path vault_folder() const { return world_.root() / "backups-vault"; }
  // Every folder in which something of a person could still be.
  std::vector<fs::path> everywhere() const {
    return {world_.data(),
            log_folder(),
            vault_folder(),
            world_.root() / "site.keys",
            world_.root() / "site.anchor",
            world_.root() / "site.erasures"};
  }
  std::size_t hits(const std::vector<std::string>& marks) {
    std::size_t found = 0;
    findings_.searched += marks.size();
    for (const fs::path& folder : everywhere()) {
      if (!fs::exists(folder)) continue;
      found += hits_in_files(folder, marks) + hits_in_databases(folder, marks);
    }
    return found;
  }

  bool back_up() {
    const backup::CreateOptions log{world_.data(), log_folder()};
    const backup::CreateOptions vault{world_.data(), vault_folder()};
    return done(backup::create_log(log, world_.clock()), "backup of the log") &&
           done(backup::create_vault(vault, world_.clock()), "backup of the vault");
  }
  void let_backups_expire();
  void check_proofs();
  void put_old_vault_back_by_hand(const fs::path& kept);
  void restore_old_vault();
  void restore_both(const Subject& erased, const std::vector<std::string>& marks);

  Findings& findings_;
  const std::uint64_t number_;
  World world_;
};

// ---- T31 ----

void Round::let_backups_expire() {
  world_.days_pass(tools::vault_backup_days_max);
  const Date today = Date::of(2026, 4, 1);
  auto vaults = backup::Repository::open(vault_folder(), Kind::vault);
  if (done(vaults, "open backups")) done(backup::prune(*vaults, 0, today), "prune the vault's");
  const auto fresh = backup::create_log({world_.data(), log_folder()}, world_.clock());
  done(fresh, "a backup after the erasure");
  auto logs = backup::Repository::open(log_folder(), Kind::log);
  if (done(logs, "open backups")) done(backup::prune(*logs, 1, today), "prune the log's");
  const auto registered = tools::read_vault_backups(world_.installation().paths().keys);
  if (!done(registered, "the register")) return;
  const auto retired = world_.installation().vault().retire_key_encryption_keys(
      tools::keys_in_term(*registered, today));
  done(retired, "retire old keys");
}

// Every entry still leads to the root, and the whole log is intact but for what was purged.
void Round::check_proofs() {
  auto& events = world_.installation().folder().events();
  const log::Head head = events.head();
  for (log::Position at = 0; at < head.size; ++at) {
    const auto entry = events.entry(at);
    const auto proof = events.inclusion_proof(at, head.size);
    const bool holds =
        entry && proof &&
        log::tree::verify_inclusion(log::tree::leaf_hash(*entry), at, head.size, *proof, head.root);
    expect(holds, fmt::format("no proof of position {}", at));
  }
  log::VerifyOptions options;
  options.purged = app::purged_by(app::destroyed_keys(events).value());
  const auto report = log::verify_log(events, options);
  expect(report.intact(), "the log does not verify");
  expect(report.purged > 0, "nothing counts as purged");
  expect(!log::verify_log(events).intact(), "absent parts are not missed without their event");
}

void Round::erasure() {
  const Subject erased = world_.register_person();
  const Subject kept = world_.register_person();
  const auto marks = world_.canaries_of(erased);
  const auto control = world_.canaries_of(kept);
  if (!back_up()) return;
  expect(hits(marks.wrapped_keys) >= marks.wrapped_keys.size(), "the search finds no key before");
  expect(hits(marks.ciphertexts) >= marks.ciphertexts.size(), "the search finds no part before");

  const auto outcome = world_.erase(erased);
  expect(outcome.parts == 3, fmt::format("{} parts", outcome.parts));
  // At once, in the data folder; in the backups once their term is over.
  const auto here =
      hits_in_files(world_.data(), marks.all()) + hits_in_databases(world_.data(), marks.all());
  expect(here == 0, fmt::format("{} marks in the data folder", here));
  let_backups_expire();
  const auto left = hits(marks.all());
  expect(left == 0, fmt::format("{} marks are left", left));
  expect(hits(control.ciphertexts) >= control.ciphertexts.size(), "somebody else was erased too");
  expect(world_.parts_that_open(erased) == 0, "something of the erased person opens");
  expect(world_.parts_that_open(kept) == 3, "something of the other person does not open");
  check_proofs();
  std::string why;
  expect(world_.open(&why), why);
  if (why.empty()) expect(hits(marks.all()) == 0, "marks after opening again");
}

// ---- T32 ----

// As if somebody had copied the folder back with the tools of the system.
void Round::put_old_vault_back_by_hand(const fs::path& kept) {
  fs::remove_all(world_.data() / "vault");
  fs::copy(kept, world_.data() / "vault", fs::copy_options::recursive);
}

void Round::restore_old_vault() {
  fs::remove_all(world_.data() / "vault");
  backup::RestoreOrder order;
  order.data = world_.data();
  order.vault = vault_folder();
  const auto restored = backup::restore(order, world_.clock());
  if (!done(restored, "restore the vault")) return;
  expect(restored->keys_destroyed > 0, "no key of the backup was destroyed");
}

void Round::restore_both(const Subject& erased, const std::vector<std::string>& marks) {
  fs::remove_all(world_.data());
  backup::RestoreOrder order;
  order.data = world_.data();
  order.vault = vault_folder();
  order.log = log_folder();
  const auto refused = backup::restore(order, world_.clock());
  expect(!refused && refused.error().code == "restore.behind", "a log behind its anchor is taken");
  expect(!fs::exists(world_.data() / "vault"), "something is there after a refusal");
  order.epoch = {world_.archivist().id, world_.custodian().id, Code("disk_lost")};
  const auto restored = backup::restore(order, world_.clock());
  if (!done(restored, "restore both")) return;
  expect(restored->epoch == 2, "no new epoch");
  expect(restored->keys_destroyed > 0, "no key of the backup was destroyed");
  expect(restored->parts_purged >= 3, "no part of the backup was purged");
  const auto found = hits_in_files(world_.data(), marks) + hits_in_databases(world_.data(), marks);
  expect(found == 0,
         fmt::format("{} marks of {} in the restored folder", found, to_string(erased.id)));
}

void Round::resurrection() {
  const Subject erased = world_.register_person();
  const Subject kept = world_.register_person();
  const auto marks = world_.canaries_of(erased).all();
  if (!back_up()) return;
  const fs::path copy = world_.root() / "copied-vault";
  if (number_ % 3 == 0) fs::copy(world_.data() / "vault", copy, fs::copy_options::recursive);
  world_.erase(erased);
  world_.close();

  if (number_ % 3 == 0) put_old_vault_back_by_hand(copy);
  if (number_ % 3 == 1) restore_old_vault();
  if (number_ % 3 == 2) restore_both(erased, marks);
  std::string why;
  expect(world_.open(&why), why);
  if (!why.empty()) return;
  // Before anything is served: the installation is open, and no page was asked for.
  expect(world_.parts_that_open(erased) == 0, "something of the erased person opens");
  expect(world_.parts_that_open(kept) == 3, "something of the other person does not open");
  const auto again = world_.installation().vault().current_key(erased.id, 1);
  expect(!again && again.error().code == "vault.subject_destroyed", "a new key is given");
  done(world_.installation().views().catch_up(), "views");
}

// ---- T37 ----

void Round::backups() {
  for (int backup = 0; backup < 3; ++backup) {
    world_.register_person();
    if (!back_up()) return;
    const auto& events = world_.installation().events();
    const auto repository = backup::Repository::open(log_folder(), Kind::log);
    if (!done(repository, "open backups")) return;
    const auto checked = backup::check_log(*repository, std::nullopt);
    if (!done(checked, "check")) return;
    expect(checked->report.intact(), "the copy is not intact");
    expect(checked->report.root == events.root_at(checked->manifest.size).value(),
           "the copy has another root than the log had");
    expect(checked->manifest.size == events.head().size, "the copy is not whole");
  }
  const log::Head head = world_.installation().events().head();
  world_.close();
  fs::remove_all(world_.data());
  backup::RestoreOrder order;
  order.data = world_.data();
  order.log = log_folder();
  order.vault = vault_folder();
  const auto restored = backup::restore(order, world_.clock());
  if (!done(restored, "restore")) return;
  expect(restored->root == head.root && restored->size == head.size, "another root");
  expect(restored->epoch == 1, "an epoch nobody asked for");
  std::string why;
  expect(world_.open(&why), why);
  if (why.empty()) done(world_.installation().views().catch_up(), "views");
}

Findings run(std::uint64_t rounds, std::uint64_t seed, void (Round::*kind)()) {
  Findings findings;
  for (std::uint64_t i = 0; i < rounds; ++i) {
    try {
      Round round(findings, seed);
      (round.*kind)();
    } catch (const std::exception& error) {
      findings.wrong.push_back(fmt::format("round {}: {}", i, error.what()));
    }
  }
  return findings;
}

}  // namespace

Findings erasure_rounds(std::uint64_t rounds, std::uint64_t seed) {
  return run(rounds, seed, &Round::erasure);
}
Findings resurrection_rounds(std::uint64_t rounds, std::uint64_t seed) {
  return run(rounds, seed, &Round::resurrection);
}
Findings backup_rounds(std::uint64_t rounds, std::uint64_t seed) {
  return run(rounds, seed, &Round::backups);
}

}  // namespace telaio::erasure_test
