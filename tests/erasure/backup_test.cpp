// SPDX-License-Identifier: EUPL-1.2
// What a backup refuses to be: made in the wrong place, of another log, damaged, out of date.
#include "tools/backup/backup.hpp"

#include <gtest/gtest.h>

#include <fstream>

#include "log/file_io.hpp"
#include "tests/erasure/world.hpp"
#include "tools/backup/backup_faults.hpp"
#include "tools/installation/vault_backups.hpp"

namespace telaio::backup {
namespace {

namespace fs = std::filesystem;
using erasure_test::World;

template <class T>
std::string code_of(const Result<T, Fault>& result) {
  return result ? "done" : result.error().code;
}

void flip_byte(const fs::path& file, std::uintmax_t at) {
  std::fstream content(file, std::ios::in | std::ios::out | std::ios::binary);
  content.seekg(static_cast<std::streamoff>(at));
  const int old = content.get();
  content.seekp(static_cast<std::streamoff>(at));
  content.put(static_cast<char>(old ^ 1));
}

class Backups : public ::testing::Test {
 protected:
  Backups() : world_(7) { world_.register_person(); }

  fs::path logs() const { return world_.root() / "logs"; }
  fs::path vaults() const { return world_.root() / "vaults"; }
  Result<Created, Fault> log_backup() {
    return create_log({world_.data(), logs()}, world_.clock());
  }
  Result<Created, Fault> vault_backup(int days = 30) {
    return create_vault({world_.data(), vaults(), days}, world_.clock());
  }
  Repository log_repository() const { return Repository::open(logs(), Kind::log).value(); }
  Repository vault_repository() const { return Repository::open(vaults(), Kind::vault).value(); }

  World world_;
};

TEST_F(Backups, AreMadeWhileTheInstallationIsOpenAndLeaveNothingBeside) {
  EXPECT_EQ(code_of(log_backup()), "done");
  EXPECT_EQ(code_of(vault_backup()), "done");
  EXPECT_FALSE(fs::exists(world_.data() / "snapshot-log"));
  EXPECT_FALSE(fs::exists(world_.data() / "snapshot-vault"));
  world_.register_person();  // The log goes on.
}

TEST_F(Backups, OfTheLogShareTheFilesThatDidNotChange) {
  const auto first = log_backup().value();
  const auto count = [&] {
    return std::distance(fs::directory_iterator(logs() / "objects"), fs::directory_iterator());
  };
  const auto objects = count();
  const auto second = log_backup().value();
  EXPECT_NE(first.manifest.id, second.manifest.id);
  EXPECT_EQ(first.manifest.root, second.manifest.root);
  EXPECT_EQ(count(), objects);
}

TEST_F(Backups, OfLogAndVaultAreNeverInOneFolder) {
  ASSERT_EQ(code_of(log_backup()), "done");
  EXPECT_EQ(code_of(create_vault({world_.data(), logs(), 30}, world_.clock())),
            faults::kind_differs);
  ASSERT_EQ(code_of(vault_backup()), "done");
  EXPECT_EQ(code_of(create_log({world_.data(), vaults()}, world_.clock())), faults::kind_differs);
  // A refused vault backup promises nothing.
  EXPECT_EQ(tools::read_vault_backups(world_.installation().paths().keys)->size(), 1U);
}

TEST_F(Backups, OfAnotherLogAreRefused) {
  ASSERT_EQ(code_of(log_backup()), "done");
  World other(8);
  EXPECT_EQ(code_of(create_log({other.data(), logs()}, other.clock())), faults::of_another);
}

TEST_F(Backups, AreNotMadeAmongTheDataNorInAFolderOfSomethingElse) {
  for (const char* inside : {"site/copies", "site.keys/copies", "site.erasures"}) {
    EXPECT_EQ(code_of(create_log({world_.data(), world_.root() / inside}, world_.clock())),
              faults::inside_data)
        << inside;
  }
  fs::create_directories(logs());
  std::ofstream(logs() / "holiday.jpg") << "not ours";
  EXPECT_EQ(code_of(log_backup()), faults::not_a_repository);
  EXPECT_EQ(code_of(Repository::open(logs(), Kind::log)), faults::not_a_repository);
}

TEST_F(Backups, AreCheckedByRecomputingTheRoot) {
  const auto made = log_backup().value();
  const auto checked = check_log(log_repository(), std::nullopt).value();
  EXPECT_TRUE(checked.report.intact());
  EXPECT_EQ(checked.report.root, made.manifest.root);
  EXPECT_EQ(checked.report.root, world_.installation().events().head().root);
  EXPECT_FALSE(fs::exists(logs() / "trial"));
}

TEST_F(Backups, ThatDoNotReachACheckpointKeptElsewhereAreFound) {
  ASSERT_EQ(code_of(log_backup()), "done");
  const log::tree::Checkpoint later{"elsewhere", 1'000, {}};
  const auto checked = check_log(log_repository(), std::nullopt, later).value();
  EXPECT_FALSE(checked.report.intact());
  EXPECT_EQ(checked.report.first.front().kind, log::FindingKind::checkpoint_ahead);
}

TEST_F(Backups, WithOneFlippedByteOrCutShortAreRefused) {
  ASSERT_EQ(code_of(log_backup()), "done");
  const Manifest manifest = log_repository().find(std::nullopt).value();
  for (const BackedUpFile& file : manifest.files) {
    if (file.content.bytes == 0) continue;
    const fs::path path = log_repository().object(manifest, file);
    flip_byte(path, file.content.bytes / 2);
    EXPECT_EQ(code_of(check_log(log_repository(), std::nullopt)), faults::damaged) << file.name;
    flip_byte(path, file.content.bytes / 2);
    fs::resize_file(path, file.content.bytes - 1);
    EXPECT_EQ(code_of(check_log(log_repository(), std::nullopt)), faults::damaged) << file.name;
    fs::remove(path);
    EXPECT_EQ(code_of(check_log(log_repository(), std::nullopt)), faults::damaged) << file.name;
    ASSERT_EQ(code_of(log_backup()), "done");  // Copies what is missing again.
    const Manifest newest = log_repository().find(std::nullopt).value();
    log_repository().remove(newest).value();
  }
  EXPECT_EQ(code_of(check_log(log_repository(), std::nullopt)), "done");
}

TEST_F(Backups, WithAnAlteredManifestAreRefused) {
  ASSERT_EQ(code_of(vault_backup()), "done");
  const Manifest manifest = vault_repository().find(std::nullopt).value();
  const fs::path file = vaults() / (to_string(manifest.id) + ".manifest");
  for (std::uintmax_t at = 0; at < fs::file_size(file); at += 7) {
    flip_byte(file, at);
    EXPECT_EQ(code_of(vault_repository().find(std::nullopt)), faults::damaged) << at;
    flip_byte(file, at);
  }
  fs::resize_file(file, fs::file_size(file) - 1);
  EXPECT_EQ(code_of(vault_repository().find(std::nullopt)), faults::damaged);
}

TEST_F(Backups, OfTheVaultOpenWithItsKeysAndWithNoOthers) {
  ASSERT_EQ(code_of(vault_backup()), "done");
  const auto keys = world_.installation().paths().keys;
  const auto checked = check_vault(vault_repository(), std::nullopt, keys, world_.clock());
  ASSERT_TRUE(checked.has_value()) << checked.error().detail;
  EXPECT_TRUE(checked->opened);
  EXPECT_GT(checked->rows, 5U);
  World other(9);
  EXPECT_EQ(code_of(check_vault(vault_repository(), std::nullopt, other.installation().paths().keys,
                                world_.clock())),
            "vault.wrong_keys");
}

TEST_F(Backups, OfTheVaultServeUntilTheirLastDayAndNotBeyond) {
  const auto made = vault_backup(7).value();
  EXPECT_EQ(made.manifest.expires, Date::of(2026, 3, 9));
  world_.days_pass(6);
  EXPECT_EQ(code_of(check_vault(vault_repository(), std::nullopt, {}, world_.clock())), "done");
  auto repository = vault_repository();
  EXPECT_EQ(prune(repository, 0, Date::of(2026, 3, 8)).value(), 0U);
  world_.days_pass(1);
  EXPECT_EQ(code_of(check_vault(vault_repository(), std::nullopt, {}, world_.clock())),
            faults::expired);
  EXPECT_EQ(prune(repository, 0, Date::of(2026, 3, 9)).value(), 1U);
  EXPECT_EQ(code_of(repository.find(std::nullopt)), faults::none);
}

TEST_F(Backups, KeepTheOldKeyAsLongAsOneOfThemNeedsIt) {
  ASSERT_EQ(code_of(vault_backup(7)), "done");
  vault::Vault& vault = world_.installation().vault();
  const auto keys = world_.installation().paths().keys;
  ASSERT_EQ(vault.renew_key_encryption_key().value(), 2U);
  const auto retire = [&](Date today) {
    return vault
        .retire_key_encryption_keys(
            tools::keys_in_term(tools::read_vault_backups(keys).value(), today))
        .value();
  };
  EXPECT_TRUE(retire(Date::of(2026, 3, 8)).empty());
  EXPECT_TRUE(fs::exists(keys / "kek-0001.key"));
  EXPECT_EQ(retire(Date::of(2026, 3, 9)), std::vector<std::uint32_t>{1});
  EXPECT_FALSE(fs::exists(keys / "kek-0001.key"));
  ASSERT_TRUE(world_.open());
}

TEST_F(Backups, OfOneRunAtATime) {
  const auto lock = FolderLock::take(world_.data());
  ASSERT_TRUE(lock.has_value());
  EXPECT_EQ(code_of(log_backup()), faults::running);
  EXPECT_EQ(code_of(vault_backup()), faults::running);
}

TEST_F(Backups, NeedRoomForTheWholeCopyAndAReserve) {
  const auto free = fs::space(world_.root()).available;
  EXPECT_EQ(code_of(check_space(world_.root(), free)), faults::no_space);
  EXPECT_EQ(code_of(check_space(world_.root() / "not" / "there", 1)), "done");
}

TEST_F(Backups, ArePrunedToTheNewestAndWhatTheyNeed) {
  ASSERT_EQ(code_of(log_backup()), "done");
  world_.register_person();
  world_.days_pass(1);
  ASSERT_EQ(code_of(log_backup()), "done");
  auto repository = log_repository();
  EXPECT_EQ(prune(repository, 1, Date::of(2026, 3, 3)).value(), 1U);
  EXPECT_EQ(repository.manifests()->size(), 1U);
  EXPECT_TRUE(check_log(repository, std::nullopt).value().report.intact());
}

}  // namespace
}  // namespace telaio::backup
