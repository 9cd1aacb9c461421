// SPDX-License-Identifier: EUPL-1.2
// What a restore refuses, and that it leaves nothing behind when it does.
#include "tools/backup/restore.hpp"

#include <gtest/gtest.h>

#include <fstream>

#include "app/streams.hpp"
#include "crypto/random.hpp"
#include "log/log_faults.hpp"
#include "schemas/read.hpp"
#include "schemas/verified.hpp"
#include "tests/erasure/world.hpp"
#include "tools/backup/backup.hpp"
#include "tools/backup/backup_faults.hpp"
#include "tools/backup/placing.hpp"

namespace telaio::backup {
namespace {

namespace fs = std::filesystem;
using erasure_test::World;

template <class T>
std::string code_of(const Result<T, Fault>& result) {
  return result ? "done" : result.error().code;
}

class Restores : public ::testing::Test {
 protected:
  Restores() : world_(11) {
    world_.register_person();
    back_up();
  }

  void back_up() {
    made_.push_back(create_log({world_.data(), logs()}, world_.clock()).value().manifest);
    create_vault({world_.data(), vaults(), 30}, world_.clock()).value();
  }
  fs::path logs() const { return world_.root() / "logs"; }
  fs::path vaults() const { return world_.root() / "vaults"; }
  RestoreOrder both() const {
    RestoreOrder order;
    order.data = world_.data();
    order.log = logs();
    order.vault = vaults();
    return order;
  }
  EpochDecision decision() const {
    return {world_.archivist().id, world_.custodian().id, Code("disk_lost")};
  }
  void lose_data() {
    world_.close();
    fs::remove_all(world_.data());
  }
  // Refused for this reason, with nothing in place and nothing left over.
  void expect_refused(const RestoreOrder& order, std::string_view code) {
    EXPECT_EQ(code_of(restore(order, world_.clock())), code);
    EXPECT_FALSE(fs::exists(world_.data() / "log"));
    EXPECT_FALSE(fs::exists(world_.data() / "vault"));
    EXPECT_FALSE(fs::exists(quarantine_of(log::data_paths(world_.data()))));
  }

  World world_;
  std::vector<Manifest> made_;
};

TEST_F(Restores, PutLogAndVaultInPlace) {
  const log::Head head = world_.installation().events().head();
  lose_data();
  const auto restored = restore(both(), world_.clock());
  ASSERT_TRUE(restored.has_value()) << restored.error().code << restored.error().detail;
  EXPECT_EQ(restored->root, head.root);
  EXPECT_EQ(restored->epoch, 1U);
  std::string why;
  ASSERT_TRUE(world_.open(&why)) << why;
  EXPECT_EQ(world_.installation().events().head().root, head.root);
  EXPECT_TRUE(world_.installation().views().catch_up().has_value());
  world_.register_person();  // The log goes on where it was.
}

TEST_F(Restores, AreRefusedWhereSomethingIs) {
  EXPECT_EQ(code_of(restore(both(), world_.clock())), faults::not_empty);
  RestoreOrder nothing;
  nothing.data = world_.data();
  EXPECT_EQ(code_of(restore(nothing, world_.clock())), faults::nothing_asked);
}

TEST_F(Restores, AreRefusedWithoutTheErasureLedger) {
  lose_data();
  const fs::path kept = world_.root() / "kept";
  fs::rename(world_.root() / "site.erasures", kept);
  expect_refused(both(), log::faults::chain_missing);
  fs::rename(kept, world_.root() / "site.erasures");
  EXPECT_EQ(code_of(restore(both(), world_.clock())), "done");
}

TEST_F(Restores, AreRefusedWithALedgerOlderThanWhatIsKnown) {
  const fs::path ledger = world_.root() / "site.erasures";
  const fs::path witness = world_.root() / "site.anchor" / "erasures.head";
  const fs::path old = world_.root() / "old";
  fs::copy(ledger, old, fs::copy_options::recursive);
  fs::copy_file(witness, world_.root() / "old-witness");
  world_.erase(world_.register_person());
  back_up();
  lose_data();
  fs::remove_all(ledger);
  fs::rename(old, ledger);
  expect_refused(both(), log::faults::chain_behind);
  // Even when its witness was rolled back with it: the backup knows.
  fs::copy_file(world_.root() / "old-witness", witness, fs::copy_options::overwrite_existing);
  expect_refused(both(), log::faults::chain_behind);
}

TEST_F(Restores, OfADamagedBackupAreRefused) {
  const Manifest manifest = made_.front();
  const Repository repository = Repository::open(logs(), Kind::log).value();
  const fs::path object = repository.object(manifest, manifest.files.front());
  std::ofstream(object, std::ios::app) << "x";
  lose_data();
  expect_refused(both(), faults::damaged);
}

TEST_F(Restores, OfAnExpiredVaultAreRefused) {
  lose_data();
  world_.days_pass(30);
  expect_refused(both(), faults::expired);
}

TEST_F(Restores, OfAnotherInstallationAreRefused) {
  World other(12);
  other.register_person();
  const fs::path others = world_.root() / "others";
  ASSERT_EQ(code_of(create_log({other.data(), others}, other.clock())), "done");
  lose_data();
  auto order = both();
  order.log = others;
  expect_refused(order, faults::of_another);
  order.vault.reset();
  expect_refused(order, faults::of_another);
}

TEST_F(Restores, WithoutTheKeysOfTheVaultAreRefused) {
  lose_data();
  const fs::path keys = world_.root() / "site.keys";
  fs::rename(keys / "kek-0001.key", world_.root() / "kek-0001.key");
  expect_refused(both(), "vault.key_file");
}

TEST_F(Restores, BehindTheAnchorBeginANewEpochByTwoPersonsOnly) {
  world_.register_person();
  ASSERT_TRUE(world_.installation().folder().signer().sign_now().has_value());
  const auto last = world_.installation().folder().signer().latest().checkpoint;
  const std::string old_key = world_.installation().folder().signer().verifier().text();
  lose_data();
  expect_refused(both(), faults::behind);
  auto order = both();
  order.epoch = decision();
  order.epoch->confirmed_by = order.epoch->decided_by;
  expect_refused(order, faults::same_person);
  order.epoch->confirmed_by = crypto::random_id<OperatorId>();
  expect_refused(order, faults::not_authorised);

  order.epoch = decision();
  const auto restored = restore(order, world_.clock());
  ASSERT_TRUE(restored.has_value()) << restored.error().code << restored.error().detail;
  EXPECT_EQ(restored->epoch, 2U);
  std::string why;
  ASSERT_TRUE(world_.open(&why)) << why;
  auto& folder = world_.installation().folder();
  EXPECT_EQ(folder.signer().latest().checkpoint.origin, last.origin + "/2");
  EXPECT_NE(folder.signer().verifier().text(), old_key);
  EXPECT_TRUE(fs::exists(world_.root() / "site.keys" / "log.vkey.epoch-1"));
  EXPECT_TRUE(fs::exists(world_.root() / "site.anchor" / "log.signed.epoch-1"));

  // Its first event names the last old checkpoint and both persons.
  const auto page = folder.events().read_all(made_.front().size, {}).value();
  const auto* header = schema::verified_header(page.events.front().header);
  const auto* began = header->fact_as_EpochBegan();
  ASSERT_NE(began, nullptr);
  EXPECT_EQ(began->last_size(), last.size);
  EXPECT_TRUE(std::ranges::equal(
      std::as_bytes(std::span(began->last_root()->data(), began->last_root()->size())), last.root));
  EXPECT_EQ(began->restored_size(), made_.front().size);
  EXPECT_EQ(schema::read(began->decided_by()), world_.archivist().id);
  EXPECT_EQ(schema::read(began->confirmed_by()), world_.custodian().id);
  world_.register_person();
}

TEST_F(Restores, ThatReachTheAnchorBeginNoEpoch) {
  lose_data();
  auto order = both();
  order.epoch = decision();
  expect_refused(order, faults::epoch_not_needed);
}

TEST_F(Restores, WithoutAnAnchorNeedSomebodyWhoAcceptsIt) {
  const Uuid log_id = world_.installation().events().head().log_id;
  lose_data();
  fs::remove(world_.root() / "site.anchor" / "log.anchor");
  fs::remove(world_.root() / "site.anchor" / "log.signed");
  expect_refused(both(), log::faults::anchor_missing);
  auto order = both();
  order.accept_missing_anchor = log_id;
  EXPECT_EQ(code_of(restore(order, world_.clock())), "done");
  EXPECT_TRUE(world_.open());
}

TEST_F(Restores, GoBackToTheNewestBackupOfAtMostSoManyEvents) {
  world_.register_person();
  back_up();
  world_.register_person();
  back_up();
  lose_data();
  auto order = both();
  order.at_size = made_[1].size;
  order.epoch = decision();
  const auto restored = restore(order, world_.clock());
  ASSERT_TRUE(restored.has_value()) << restored.error().code;
  EXPECT_EQ(restored->log->id, made_[1].id);
  EXPECT_EQ(restored->size, made_[1].size + 1);  // And the event of the new epoch.
  fs::remove_all(world_.data());
  order.at_size = made_[0].size - 1;
  expect_refused(order, faults::none);
}

TEST_F(Restores, KilledBeforeTheirLastMovesBeginAgain) {
  lose_data();
  const fs::path quarantine = quarantine_of(log::data_paths(world_.data()));
  fs::create_directories(quarantine / "log");
  std::ofstream(quarantine / "log" / "CURRENT") << "half";
  EXPECT_EQ(code_of(restore(both(), world_.clock())), "done");
  EXPECT_TRUE(world_.open());
}

TEST_F(Restores, KilledAmongTheirLastMovesAreEnded) {
  world_.close();
  const log::DataPaths paths = log::data_paths(world_.data());
  const Prepared prepared{quarantine_of(paths)};
  // As if the vault had been moved, and the log not yet.
  fs::create_directories(prepared.folder);
  fs::rename(paths.log, prepared.log());
  ASSERT_TRUE(mark_ready(prepared, 1).has_value());
  const auto restored = restore(both(), world_.clock());
  ASSERT_TRUE(restored.has_value()) << restored.error().code;
  EXPECT_TRUE(restored->finished_earlier_one);
  EXPECT_FALSE(fs::exists(prepared.folder));
  EXPECT_TRUE(world_.open());
}

TEST(Origins, CountEpochsAtTheirEnd) {
  const std::string first = "telaio.example/00112233445566778899001122334455";
  EXPECT_EQ(epoch_of(first), 1U);
  EXPECT_EQ(origin_of(first, 2), first + "/2");
  EXPECT_EQ(epoch_of(first + "/2"), 2U);
  EXPECT_EQ(origin_of(first + "/2", 3), first + "/3");
  EXPECT_EQ(origin_of(first + "/2", 1), first);
  EXPECT_EQ(epoch_of("plain"), 1U);
  EXPECT_EQ(epoch_of(first + "/1"), 1U);
}

}  // namespace
}  // namespace telaio::backup
