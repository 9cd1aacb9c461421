// SPDX-License-Identifier: EUPL-1.2
// What only the engine on disk has: reopening, the anchor, a second process, a full disk, purges
// that leave no byte behind.
#include <gmock/gmock.h>

#include <fstream>

#include "base/limits.hpp"
#include "log/anchor.hpp"
#include "log/data_folder.hpp"
#include "log/log_faults.hpp"
#include "log/log_refusals.hpp"
#include "log/rocksdb/database.hpp"
#include "log/verify.hpp"
#include "tests/log/fixtures.hpp"

namespace telaio::log::testing {
namespace {

namespace fs = std::filesystem;

class Store : public ::testing::Test {
 protected:
  rocksdb::Place place() const { return {folder_.path() / "log", folder_.path() / "anchor"}; }
  std::unique_ptr<StoredLog> create() { return rocksdb::create(place(), clock_).value(); }
  std::unique_ptr<StoredLog> open() { return rocksdb::open(place(), clock_).value(); }
  std::string code_at_open(const rocksdb::Options& options = {}) {
    const auto opened = rocksdb::open(place(), clock_, options);
    return opened ? "opened" : opened.error().code;
  }
  static void append_some(EventLog& events, std::uint64_t from, std::uint64_t count) {
    for (std::uint64_t i = from; i < from + count; ++i) {
      Commit commit = commit_of(
          i, {write_to(stream_of(i % 3), Expectation::any(), {event_of_number(i, {part_of(i)})})});
      ASSERT_TRUE(appended(append_and_wait(events, std::move(commit))));
    }
  }
  // Whether the bytes are in any file of the folder.
  bool on_disk(const Bytes& wanted) const {
    for (const auto& entry : fs::recursive_directory_iterator(folder_.path())) {
      if (!entry.is_regular_file()) continue;
      std::ifstream in(entry.path(), std::ios::binary);
      const std::string content((std::istreambuf_iterator<char>(in)),
                                std::istreambuf_iterator<char>());
      if (content.find(as_text(wanted)) != std::string::npos) return true;
    }
    return false;
  }

  TemporaryFolder folder_{TemporaryFolder::InMemory()};
  ManualClock clock_{Instant::from_micros(1'767'225'600'000'000)};
};

TEST_F(Store, KeepsEverythingAcrossReopening) {
  std::vector<StoredEvent> before;
  Head head;
  {
    const auto events = create();
    append_some(*events, 0, 300);
    before = all_events(*events);
    head = events->head();
  }
  const auto events = open();
  EXPECT_EQ(events->head().root, head.root);
  EXPECT_EQ(events->head().log_id, head.log_id);
  EXPECT_EQ(events->head().last_recorded, head.last_recorded);
  EXPECT_EQ(all_events(*events), before);
  const auto again = appended(
      append_and_wait(*events, commit_of(5, {write_to(stream_of(2), Expectation::any(),
                                                      {event_of_number(5, {part_of(5)})})})));
  ASSERT_TRUE(again);
  EXPECT_TRUE(again->duplicate);
  EXPECT_EQ(again->first, 5);
}

TEST_F(Store, ContinuesItsTreeAfterReopeningAtAnySize) {
  {
    create();
  }
  std::uint64_t size = 0;
  for (const std::uint64_t more : {1U, 62U, 192U, 1U, 1U, 100U}) {
    const auto events = open();
    append_some(*events, size, more);
    size += more;
    EXPECT_EQ(events->root_at(size).value(), events->head().root);
  }
  EXPECT_TRUE(verify_log(*open()).intact());
}

TEST_F(Store, GivesEveryLogAnIdOfItsOwn) {
  const auto one = create();
  const TemporaryFolder other;
  const auto two = rocksdb::create({other.path() / "log", other.path() / "anchor"}, clock_);
  EXPECT_FALSE(one->head().log_id.is_nil());
  EXPECT_NE(one->head().log_id, (*two)->head().log_id);
}

TEST_F(Store, IsNotMadeTwiceNorOpenedWhereThereIsNone) {
  EXPECT_EQ(code_at_open(), faults::missing);
  {
    create();
  }
  EXPECT_EQ(rocksdb::create(place(), clock_).error().code, faults::exists);
}

TEST_F(Store, IsOpenedForWritingOnce) {
  const auto events = create();
  EXPECT_EQ(code_at_open(), faults::in_use);
}

TEST_F(Store, IsReadBesideTheOneThatWrites) {
  const auto events = create();
  append_some(*events, 0, 10);
  const auto reader = rocksdb::open_read_only(place());
  ASSERT_TRUE(reader.has_value());
  append_some(*events, 10, 10);
  EXPECT_EQ((*reader)->head().size, 10);
  EXPECT_EQ(all_events(**reader).size(), 10);
  EXPECT_TRUE(verify_log(**reader).intact());
}

TEST_F(Store, OpenedForReadingTakesNoAppends) {
  {
    create();
  }
  const auto reader = rocksdb::open_read_only(place()).value();
  const auto outcome = append_and_wait(*reader, simple_commit(1, stream_of(1)));
  ASSERT_TRUE(std::holds_alternative<Rejected>(outcome));
  EXPECT_EQ(std::get<Rejected>(outcome).code, refusals::read_only);
  const std::array parts = {PartRef{0, 0}};
  EXPECT_EQ(reader->purge_sealed(parts).error().code, refusals::read_only);
}

// ---- The anchor ----

TEST_F(Store, AnchorsEveryGroup) {
  const auto events = create();
  append_some(*events, 0, 5);
  // An appended event is anchored at the latest before the answer to the next.
  EXPECT_GE(Anchor::read(place().anchor).value()->size, 4);
}

TEST_F(Store, AnchorsWhatItHoldsWhenItCloses) {
  Head head;
  {
    const auto events = create();
    append_some(*events, 0, 5);
    head = events->head();
  }
  EXPECT_EQ(Anchor::read(place().anchor).value(), (AnchorPoint{head.log_id, 5, head.root}));
}

TEST_F(Store, RefusesAnOlderCopyOfItself) {
  {
    const auto events = create();
    append_some(*events, 0, 5);
  }
  fs::copy(place().log, folder_.path() / "copy", fs::copy_options::recursive);
  {
    append_some(*open(), 5, 5);
  }
  fs::remove_all(place().log);
  fs::rename(folder_.path() / "copy", place().log);
  EXPECT_EQ(code_at_open(), faults::behind_anchor);
  EXPECT_EQ(rocksdb::open_read_only(place()).error().code, faults::behind_anchor);
}

TEST_F(Store, RefusesTheAnchorOfAnotherHistory) {
  Head head;
  {
    const auto events = create();
    append_some(*events, 0, 5);
    head = events->head();
  }
  fs::remove_all(place().anchor);
  ASSERT_TRUE(Anchor::create(place().anchor, {head.log_id, 4, head.root}).has_value());
  EXPECT_EQ(code_at_open(), faults::behind_anchor);
}

TEST_F(Store, RefusesTheAnchorOfAnotherLog) {
  {
    create();
  }
  fs::remove_all(place().anchor);
  ASSERT_TRUE(Anchor::create(place().anchor, {uuid_of(1), 0, tree::empty_root()}).has_value());
  EXPECT_EQ(code_at_open(), faults::anchor_of_another);
}

TEST_F(Store, RefusesAMissingAnchorUnlessItIsAcceptedByName) {
  Uuid log_id;
  {
    const auto events = create();
    append_some(*events, 0, 3);
    log_id = events->head().log_id;
  }
  fs::remove_all(place().anchor);
  EXPECT_EQ(code_at_open(), faults::anchor_missing);
  EXPECT_EQ(rocksdb::open_read_only(place()).error().code, faults::anchor_missing);
  rocksdb::Options other;
  other.accept_missing_anchor = uuid_of(1);
  EXPECT_EQ(code_at_open(other), faults::anchor_missing);
  rocksdb::Options accepted;
  accepted.accept_missing_anchor = log_id;
  EXPECT_EQ(code_at_open(accepted), "opened");
  EXPECT_EQ(code_at_open(), "opened");
}

TEST_F(Store, OpensALogThatIsAheadOfItsAnchor) {
  Head head;
  crypto::Sha256 earlier;
  {
    const auto events = create();
    append_some(*events, 0, 5);
    head = events->head();
    earlier = events->root_at(3).value();
  }
  fs::remove_all(place().anchor);
  ASSERT_TRUE(Anchor::create(place().anchor, {head.log_id, 3, earlier}).has_value());
  EXPECT_EQ(code_at_open(), "opened");
  // And the anchor is where the log is before anything is appended: or the next group would be the
  // second one that it does not know of.
  EXPECT_EQ(Anchor::read(place().anchor).value()->size, head.size);
}

// ---- Settings and the disk ----

TEST_F(Store, RefusesToRunWithSettingsThatWeakenDurability) {
  const auto good = rocksdb::database_options({});
  EXPECT_EQ(rocksdb::wrong_setting(good), std::nullopt);
  const auto wrong = [&](const std::function<void(::rocksdb::DBOptions&)>& change) {
    auto options = good;
    change(options);
    return rocksdb::wrong_setting(options).has_value();
  };
  EXPECT_TRUE(wrong([](auto& o) { o.unordered_write = true; }));
  EXPECT_TRUE(wrong([](auto& o) { o.enable_pipelined_write = true; }));
  EXPECT_TRUE(wrong([](auto& o) { o.two_write_queues = true; }));
  EXPECT_TRUE(wrong([](auto& o) { o.manual_wal_flush = true; }));
  EXPECT_TRUE(wrong([](auto& o) { o.recycle_log_file_num = 1; }));
  EXPECT_TRUE(wrong([](auto& o) { o.paranoid_checks = false; }));
  EXPECT_TRUE(wrong(
      [](auto& o) { o.wal_recovery_mode = ::rocksdb::WALRecoveryMode::kPointInTimeRecovery; }));
}

TEST_F(Store, StopsAppendingWhileTheDiskHasOnlyItsReserveLeft) {
  {
    const auto events = create();
    append_some(*events, 0, 3);
  }
  rocksdb::Options full;
  full.disk_reserve_bytes = ~std::uint64_t{0};
  const auto events = rocksdb::open(place(), clock_, full).value();
  const auto outcome = append_and_wait(*events, simple_commit(900, stream_of(1)));
  ASSERT_TRUE(std::holds_alternative<log::Overloaded>(outcome)) << describe(outcome);
  EXPECT_EQ(std::get<log::Overloaded>(outcome).code, refusals::disk_reserve);
  EXPECT_EQ(events->head().size, 3);
  EXPECT_EQ(all_events(*events).size(), 3);  // Reading goes on.
  const auto known =
      append_and_wait(*events, commit_of(1, {write_to(stream_of(1), Expectation::any(),
                                                      {event_of_number(1, {part_of(1)})})}));
  EXPECT_TRUE(std::holds_alternative<Appended>(known)) << "a repeated command is still answered";
}

TEST_F(Store, LeavesNoByteOfAPurgedPart) {
  const auto events = create();
  append_some(*events, 0, 50);
  ASSERT_TRUE(on_disk(part_of(20)));
  const std::array purged = {PartRef{20, 0}};
  ASSERT_TRUE(events->purge_sealed(purged).has_value());
  EXPECT_FALSE(on_disk(part_of(20)));
  EXPECT_TRUE(on_disk(part_of(21)));
  EXPECT_EQ(all_events(*events)[20].parts[0], std::nullopt);
  EXPECT_EQ(events->root_at(50).value(), events->head().root);
}

TEST_F(Store, ForgetsNoVersionThatLeftItsCache) {
  VersionCache cache(2);
  cache.put(stream_of(1), 10);
  cache.put(stream_of(2), 20);
  EXPECT_EQ(cache.get(stream_of(1)), 10);
  cache.put(stream_of(3), 30);  // Pushes out stream 2, unused longest.
  EXPECT_EQ(cache.get(stream_of(2)), std::nullopt);
  EXPECT_EQ(cache.get(stream_of(1)), 10);
  EXPECT_EQ(cache.get(stream_of(3)), 30);
  EXPECT_EQ(cache.size(), 2);
}

// ---- The data folder ----

TEST(DataPaths, LieBesideTheFolderWithOrWithoutASlash) {
  for (const char* dir : {"var/demo", "var/demo/", "var/./demo"}) {
    const DataPaths paths = data_paths(dir);
    EXPECT_EQ(paths.log, "var/demo/log") << dir;
    EXPECT_EQ(paths.vault, "var/demo/vault");
    EXPECT_EQ(paths.views, "var/demo/views");
    EXPECT_EQ(paths.anchor, "var/demo.anchor");
    EXPECT_EQ(paths.keys, "var/demo.keys");
    EXPECT_EQ(paths.erasures, "var/demo.erasures");
    EXPECT_EQ(paths.signing_key(), "var/demo.keys/log-signing.key");
  }
}

class Folder : public ::testing::Test {
 protected:
  DataPaths paths() const { return data_paths(folder_.path() / "demo"); }

  TemporaryFolder folder_{TemporaryFolder::InMemory()};
  ManualClock clock_{Instant()};
};

TEST_F(Folder, IsMadeSignedAndOpenedAgain) {
  Uuid log_id;
  {
    auto folder = LogFolder::create(paths(), clock_);
    ASSERT_TRUE(folder.has_value());
    log_id = folder->events().head().log_id;
    EXPECT_EQ(folder->signer().verifier().name, "telaio.example/" + to_string(log_id));
    appended(append_and_wait(folder->events(), simple_commit(1, stream_of(1))));
    EXPECT_EQ(folder->signer().sign_now().value().checkpoint.size, 1);
  }
  auto folder = LogFolder::open(paths(), clock_);
  ASSERT_TRUE(folder.has_value());
  EXPECT_EQ(folder->signer().latest().checkpoint.size, 1);
  EXPECT_EQ(read_log_key(paths()).value(), folder->signer().verifier());
  const auto mode = fs::status(paths().signing_key()).permissions();
  EXPECT_EQ(mode, fs::perms::owner_read);
}

TEST_F(Folder, IsNotMadeTwice) {
  {
    ASSERT_TRUE(LogFolder::create(paths(), clock_).has_value());
  }
  EXPECT_EQ(LogFolder::create(paths(), clock_).error().code, faults::exists);
}

TEST_F(Folder, IsRefusedWhenTheLogIsBehindItsSignature) {
  Uuid log_id;
  {
    auto folder = LogFolder::create(paths(), clock_);
    log_id = folder->events().head().log_id;
  }
  fs::copy(paths().log, folder_.path() / "copy", fs::copy_options::recursive);
  {
    auto folder = LogFolder::open(paths(), clock_);
    appended(append_and_wait(folder->events(), simple_commit(1, stream_of(1))));
    ASSERT_TRUE(folder->signer().sign_now().has_value());
  }
  fs::remove_all(paths().log);
  fs::rename(folder_.path() / "copy", paths().log);
  fs::remove(Anchor::file_in(paths().anchor));
  rocksdb::Options accepted;
  accepted.accept_missing_anchor = log_id;
  // Even with the anchor's loss accepted, the signer remembers what it signed.
  EXPECT_EQ(LogFolder::open(paths(), clock_, accepted).error().code, faults::behind_anchor);
}

}  // namespace
}  // namespace telaio::log::testing
