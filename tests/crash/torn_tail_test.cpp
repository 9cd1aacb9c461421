// SPDX-License-Identifier: EUPL-1.2
// T3, T4, T5: the write-ahead log cut, removed, altered, or the whole folder put back to an older
// state. RocksDB opens most of these without a word; the anchor and the checks at opening must not.
#include <gtest/gtest.h>

#include <fstream>

#include "log/anchor.hpp"
#include "log/log_faults.hpp"
#include "log/rocksdb/engine.hpp"
#include "log/verify.hpp"
#include "tests/log/fixtures.hpp"

namespace telaio::log::testing {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t events_written = 12;

// The folder as a power cut would leave it: copied while the log was open and everything synced.
class TornTail : public ::testing::Test {
 protected:
  TornTail() {
    const rocksdb::Place live{folder_.path() / "live", folder_.path() / "live.anchor"};
    const ManualClock clock(Instant::from_micros(1'767'225'600'000'000));
    const auto events = rocksdb::create(live, clock).value();
    for (std::uint64_t i = 0; i < events_written; ++i) {
      wal_sizes_.push_back(wal_size(live.log));
      appended(
          append_and_wait(*events, commit_of(i, {write_to(stream_of(i % 3), Expectation::any(),
                                                          {event_of_number(i, {part_of(i)})})})));
      roots_.push_back(events->head().root);
      if (i == 5) fs::copy(live.log, folder_.path() / "older", fs::copy_options::recursive);
    }
    log_id_ = events->head().log_id;
    fs::copy(live.log, place().log, fs::copy_options::recursive);
    wal_ = wal_path(place().log);
    std::ifstream in(wal_, std::ios::binary);
    content_.assign(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
    anchor_at(events_written);
  }

  rocksdb::Place place() const { return {folder_.path() / "log", folder_.path() / "anchor"}; }

  static fs::path wal_path(const fs::path& log) {
    fs::path newest;
    for (const auto& entry : fs::directory_iterator(log)) {
      if (entry.path().extension() == ".log" && entry.path() > newest) newest = entry.path();
    }
    return newest;
  }
  static std::uintmax_t wal_size(const fs::path& log) { return fs::file_size(wal_path(log)); }

  void anchor_at(std::uint64_t size) const {
    fs::remove_all(place().anchor);
    const auto root = size == 0 ? tree::empty_root() : roots_[size - 1];
    ASSERT_TRUE(Anchor::create(place().anchor, {log_id_, size, root}).has_value());
  }
  void write_wal(std::string_view content) const {
    std::ofstream(wal_, std::ios::binary | std::ios::trunc) << content;
  }
  // "intact 12", or the code of the refusal. Opens for reading: the files stay as they are.
  std::string state() const {
    const auto events = rocksdb::open_read_only(place());
    if (!events) return events.error().code;
    const VerifyReport report = verify_log(**events);
    if (!report.intact()) return "broken";
    const bool prefix = report.size == 0 || report.root == roots_[report.size - 1];
    return (prefix ? "intact " : "another history ") + std::to_string(report.size);
  }

  TemporaryFolder folder_{TemporaryFolder::InMemory()};
  std::vector<crypto::Sha256> roots_;      // After each event.
  std::vector<std::uintmax_t> wal_sizes_;  // Before each event.
  Uuid log_id_;
  fs::path wal_;
  std::string content_;
};

TEST_F(TornTail, OpensWhole) {
  EXPECT_EQ(state(), "intact 12");
}

// Cut anywhere in what was acknowledged and anchored: refused, always. (Every third byte here;
// every byte of four records is the nightly run's.)
TEST_F(TornTail, IsRefusedCutAnywhereInItsLastRecord) {
  for (std::size_t length = wal_sizes_[11]; length < content_.size(); length += 3) {
    write_wal(std::string_view(content_).substr(0, length));
    ASSERT_EQ(state(), faults::behind_anchor) << length;
  }
}

TEST_F(TornTail, IsRefusedCutAnywhereInTheRecordsBefore) {
  for (std::size_t length = wal_sizes_[8]; length < wal_sizes_[11]; length += 11) {
    write_wal(std::string_view(content_).substr(0, length));
    ASSERT_EQ(state(), faults::behind_anchor) << length;
  }
}

// Cut inside the group that the anchor had not reached: everything before it is there, whole.
TEST_F(TornTail, KeepsEverythingBeforeAGroupThatWasTorn) {
  anchor_at(events_written - 1);
  for (std::size_t length = wal_sizes_[11]; length < content_.size(); length += 5) {
    write_wal(std::string_view(content_).substr(0, length));
    ASSERT_EQ(state(), "intact 11") << length;
  }
}

TEST_F(TornTail, IsRefusedCutOnEveryRecordBoundary) {
  for (std::size_t event = 0; event < events_written; ++event) {
    write_wal(std::string_view(content_).substr(0, wal_sizes_[event]));
    ASSERT_EQ(state(), faults::behind_anchor) << event;
  }
}

TEST_F(TornTail, IsRefusedWithoutItsWriteAheadLog) {
  fs::remove(wal_);
  EXPECT_NE(state().substr(0, 6), "intact");
}

TEST_F(TornTail, IsRefusedWithAnEmptyWriteAheadLog) {
  write_wal("");
  EXPECT_NE(state().substr(0, 6), "intact");
}

TEST_F(TornTail, IsRefusedAsAnOlderCopyOfTheFolder) {
  fs::remove_all(place().log);
  fs::rename(folder_.path() / "older", place().log);
  EXPECT_EQ(state(), faults::behind_anchor);
}

TEST_F(TornTail, IsRefusedWithoutItsManifestOrItsCurrentFile) {
  fs::remove(place().log / "CURRENT");
  EXPECT_EQ(state(), faults::missing);
}

TEST_F(TornTail, NamesBothSizesWhenItIsBehindItsAnchor) {
  write_wal(std::string_view(content_).substr(0, wal_sizes_[9]));
  const auto events = rocksdb::open_read_only(place());
  ASSERT_FALSE(events.has_value());
  EXPECT_NE(events.error().detail.find("holds 9 events"), std::string::npos);
  EXPECT_NE(events.error().detail.find("knows of 12"), std::string::npos);
}

// T5: one bit changed is found out, or did no harm: never another history.
TEST_F(TornTail, IsNeverReadWronglyWithABitChanged) {
  std::size_t refused = 0;
  for (std::size_t at = wal_sizes_[0]; at < content_.size(); at += 64) {
    std::string changed = content_;
    changed[at] = static_cast<char>(changed[at] ^ 0x10);
    write_wal(changed);
    const std::string found = state();
    ASSERT_TRUE(found == "intact 12" || found == faults::damaged ||
                found == faults::behind_anchor || found == faults::unreadable)
        << at << ": " << found;
    if (found != "intact 12") ++refused;
  }
  EXPECT_GT(refused, 10);
}

}  // namespace
}  // namespace telaio::log::testing
