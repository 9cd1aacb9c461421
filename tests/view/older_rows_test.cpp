// SPDX-License-Identifier: EUPL-1.2
// A new code version is built beside the old one: what is served meanwhile, how the switch happens,
// and what a crash, a stop or a poison event in between leaves.
#include <gtest/gtest.h>

#include <chrono>
#include <thread>

#include "tests/projections/support/story.hpp"
#include "tests/view/gated_log.hpp"
#include "tests/view/tally.hpp"
#include "view/memory_rows.hpp"
#include "view/runner.hpp"

namespace telaio::view {
namespace {

using namespace std::chrono_literals;
using testing::Folder;
using testing::GatedLog;
using testing::Story;
using testing::Told;

const CaseId rossi = testing::id<CaseId>(1);
const Date monday = Date::of(2026, 3, 2);

Told tell_visit(Story& story) {
  schema::InterventionLoggedT fact;
  fact.case_file = rossi;
  fact.on = monday;
  return story.tell(fact, monday);
}

Result<Answer<std::uint32_t>, Fault> count(const Runner& runner, const At& at = {}) {
  return runner.ask("tally", at, [](const ReadRows& rows) { return Tally::read(rows, rossi); });
}

At as_of(Position position) {
  return At{position, std::nullopt, 0ms};
}

// Rows of version 1 with three visits; two more are told since; version 2 reads rows of version 1.
class OlderRows : public ::testing::Test {
 protected:
  OlderRows() {
    for (int i = 0; i < 3; ++i) tell_visit(story_);
    StoreOptions options;
    options.run_bytes = 1;  // Every commit of a build is in a file of its own.
    store_ = Store::open(folder_.path() / "views", options).value();
    Runner first(*store_, story_.events(), {&old_}, nullptr);
    EXPECT_TRUE(first.catch_up().has_value());
    for (int i = 0; i < 2; ++i) tell_visit(story_);
  }
  void TearDown() override {
    if (log_) log_->open();  // The runner ends before the log.
  }
  // A service of version 2 whose build stands still before the event at 2.
  void begin() {
    log_ = std::make_unique<GatedLog>(story_.events(), 2);
    runner_ =
        std::make_unique<Runner>(*store_, *log_, std::vector<const Projection*>{&new_}, nullptr);
    ASSERT_TRUE(runner_->prepare().has_value());  // Does not wait for the build.
    runner_->start();
    log_->await_reader();
  }
  void finish() {
    log_->open();
    ASSERT_TRUE(runner_->wait_for(story_.size() - 1, 20s, "tally"));
  }
  crypto::Sha256 serial() {
    testing::Fold fold(story_.events(), new_, nullptr);
    fold.advance_to(story_.size() - 1);
    return fold.rows().digest();
  }

  Folder folder_;
  Story story_;
  Tally old_{1};
  Tally new_{2, std::nullopt, {1}};
  std::unique_ptr<Store> store_;
  std::unique_ptr<GatedLog> log_;
  std::unique_ptr<Runner> runner_;
};

TEST_F(OlderRows, AreServedAsOfWhereTheyEndWhileTheNewOnesAreBuilt) {
  begin();
  const auto now = count(*runner_);
  ASSERT_TRUE(now.has_value()) << now.error().code;
  EXPECT_EQ(now->value, 3U);
  EXPECT_EQ(now->applied, 3U);  // And it says so.
  EXPECT_EQ(count(*runner_, as_of(1)).value().value, 2U);
  const ViewStatus status = runner_->status()[0];
  EXPECT_EQ(status.code_version, 1U);
  EXPECT_EQ(status.applied, 3U);
  EXPECT_EQ(status.head, 5U);
  EXPECT_TRUE(status.rebuilding);
  EXPECT_TRUE(status.positions_complete);
  EXPECT_FALSE(runner_->last_fault().has_value());
}

TEST_F(OlderRows, DoNotAnswerWhoNeedsALaterPosition) {
  begin();
  const auto own_write = count(*runner_, At{std::nullopt, Position{3}, 10s});
  ASSERT_FALSE(own_write.has_value());
  EXPECT_EQ(own_write.error().code, "view.building");
  EXPECT_EQ(own_write.error().detail, "the rows of this projection are being built: 2 of 5 events");
  EXPECT_EQ(count(*runner_, as_of(4)).error().code, "view.building");
  EXPECT_EQ(count(*runner_, At{std::nullopt, Position{2}, 0ms}).value().value, 3U);
}

TEST_F(OlderRows, GiveWayToTheNewOnesOnceTheseAreLevel) {
  begin();
  const Slot before = store_->mark("tally").value()->slot;
  finish();
  const auto after = count(*runner_, At{std::nullopt, Position{4}, 0ms});
  ASSERT_TRUE(after.has_value()) << after.error().code;
  EXPECT_EQ(after->value, 5U);
  EXPECT_FALSE(after->late);
  EXPECT_EQ(runner_->status()[0].code_version, 2U);
  runner_->stop();
  EXPECT_FALSE(runner_->status()[0].rebuilding);
  EXPECT_EQ(runner_->digest("tally", std::nullopt).value(), serial());
  // The old ones are gone.
  EXPECT_EQ(store_->digest(before, std::nullopt).value(), MemoryRows().digest());
}

TEST_F(OlderRows, KeepAnsweringWhoReadsThemWhileTheyGiveWay) {
  begin();
  auto reading = store_->read("tally", std::nullopt).value();
  finish();
  EXPECT_EQ(Tally::read(*reading->rows, rossi), 3U);
  reading->rows.reset();
  EXPECT_EQ(count(*runner_).value().value, 5U);
}

TEST_F(OlderRows, DoNotHoldUpOtherProjections) {
  class Other final : public Projection {
   public:
    std::string_view name() const override { return "other"; }
    std::uint32_t code_version() const override { return 1; }
    void apply(const Recorded& recorded, Rows& rows) const override {
      rows.put(Table{1, 8}, RowWriter().position(recorded.position).view(), {});
    }
  };
  const Other other;
  {
    Runner first(*store_, story_.events(), {&other}, nullptr);
    ASSERT_TRUE(first.catch_up().has_value());
  }
  GatedLog gated(story_.events(), 2);
  Runner runner(*store_, gated, {&other, &new_}, nullptr);
  ASSERT_TRUE(runner.prepare().has_value());
  runner.start();
  gated.await_reader();
  const Told told = tell_visit(story_);
  EXPECT_TRUE(runner.wait_for(told.position, 20s, "other"));
  gated.open();
}

TEST_F(OlderRows, StayInServiceAfterACrashInTheMiddleOfTheBuild) {
  begin();
  const Folder crashed;
  std::filesystem::copy(folder_.path(), crashed.path(), std::filesystem::copy_options::recursive);
  const auto store = Store::open(crashed.path() / "views", {}).value();
  Runner again(*store, story_.events(), {&new_}, nullptr);
  ASSERT_TRUE(again.prepare().has_value());
  EXPECT_EQ(count(again).value().value, 3U);
  // What the build had written is no more.
  EXPECT_EQ(store->digest(2, std::nullopt).value(), MemoryRows().digest());
  ASSERT_TRUE(again.catch_up().has_value());
  EXPECT_EQ(count(again).value().value, 5U);
  EXPECT_EQ(again.digest("tally", std::nullopt).value(), serial());
}

TEST_F(OlderRows, StayInServiceWhenTheBuildIsStopped) {
  begin();
  std::thread stopping([&] { runner_->stop(); });
  log_->open();
  stopping.join();
  // Interrupted or just done: in both cases the next attempt leaves the rows of a serial fold.
  EXPECT_TRUE(count(*runner_).has_value());
  ASSERT_TRUE(runner_->catch_up().has_value());
  EXPECT_EQ(runner_->digest("tally", std::nullopt).value(), serial());
  EXPECT_EQ(store_->marks().value().size(), 1U);
}

TEST_F(OlderRows, StayInServiceWhenAPoisonEventStopsTheNewOnesBeforeTheirEnd) {
  Story story;
  tell_visit(story);
  const Told poison = tell_visit(story);
  tell_visit(story);
  const Folder folder;
  const auto store = Store::open(folder.path() / "views", {}).value();
  ASSERT_TRUE(Runner(*store, story.events(), {&old_}, nullptr).catch_up().has_value());
  const Tally stopped(2, poison.event, {1});
  {
    Runner runner(*store, story.events(), {&stopped}, nullptr);
    ASSERT_TRUE(runner.catch_up().has_value());
    EXPECT_EQ(count(runner).value().value, 3U);
    EXPECT_EQ(runner.status()[0].poison, (Poison{1, "view.apply_failed"}));
    EXPECT_EQ(runner.status()[0].code_version, 1U);
    ASSERT_TRUE(runner.catch_up().has_value());  // And does not try it for ever.
  }
  Runner mended(*store, story.events(), {&new_}, nullptr);
  ASSERT_TRUE(mended.catch_up().has_value());
  EXPECT_EQ(mended.status()[0].code_version, 2U);
  EXPECT_FALSE(mended.status()[0].poison.has_value());
}

TEST_F(OlderRows, OfAVersionThatIsNotReadAreNotServed) {
  const Tally stranger(3);
  Runner runner(*store_, story_.events(), {&stranger}, nullptr);
  EXPECT_EQ(count(runner).error().code, "view.building");
  // So who prepares a service waits for the new ones.
  ASSERT_TRUE(runner.prepare().has_value());
  EXPECT_EQ(count(runner).value().value, 5U);
}

// The same program asked to build again, after damage: the old rows are served and fed meanwhile.
TEST_F(OlderRows, OfTheSameVersionAreFedUntilTheSwitch) {
  log_ = std::make_unique<GatedLog>(story_.events(), 2);
  Runner runner(*store_, *log_, {&old_}, nullptr);
  ASSERT_TRUE(runner.catch_up().has_value());
  runner.start();
  std::thread rebuilding([&] {
    const auto outcome = runner.rebuild("tally", nullptr);
    EXPECT_TRUE(outcome && outcome->digest == outcome->replaced);
  });
  log_->await_reader();
  const Told told = tell_visit(story_);
  const auto own_write = count(runner, At{std::nullopt, told.position, 20s});
  EXPECT_EQ(own_write.value().value, 6U);
  EXPECT_FALSE(own_write.value().late);
  const Folder crashed;
  std::filesystem::copy(folder_.path(), crashed.path(), std::filesystem::copy_options::recursive);
  log_->open();
  rebuilding.join();
  EXPECT_EQ(count(runner).value().value, 6U);

  const auto store = Store::open(crashed.path() / "views", {}).value();
  Runner again(*store, story_.events(), {&old_}, nullptr);
  EXPECT_EQ(count(again).value().value, 6U);
  EXPECT_EQ(again.digest("tally", std::nullopt).value(), serial());
}

}  // namespace
}  // namespace telaio::view
