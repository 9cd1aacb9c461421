// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include <thread>

#include "projections/people/people.hpp"
#include "tests/projections/support/story.hpp"
#include "tests/view/damaged_log.hpp"
#include "tests/view/tally.hpp"
#include "view/runner.hpp"

namespace telaio::view {
namespace {

using testing::id;
using testing::Story;
using testing::Told;
using testing::Views;

TEST(Rebuild, GivesTheSameBytesAsTheLiveRows) {
  std::mt19937_64 random(testing::test_seed());
  Story story;
  const Tally tally;
  const projections::people::People people;
  Views views(story, {&tally, &people});
  // Live: in many batches, as the facts come.
  for (int round = 0; round < 40; ++round) {
    tell_random(story, random, 25);
    ASSERT_TRUE(views.runner->catch_up().has_value());
  }
  for (const char* name : {"tally", "people"}) {
    const auto live = views.runner->digest(name, std::nullopt).value();
    const auto middle = views.runner->digest(name, story.size() / 2).value();
    const auto rebuilt = views.runner->rebuild(name, nullptr);
    ASSERT_TRUE(rebuilt.has_value()) << rebuilt.error().detail;
    EXPECT_EQ(rebuilt->digest, live) << name;
    EXPECT_EQ(rebuilt->replaced, live) << name;
    EXPECT_EQ(rebuilt->compared, story.size()) << name;
    EXPECT_EQ(views.runner->digest(name, std::nullopt).value(), live) << name;
    EXPECT_EQ(views.runner->digest(name, story.size() / 2).value(), middle) << name;
  }
}

TEST(Rebuild, EqualsAFoldInMemoryAlsoAsOfEarlierPositions) {
  std::mt19937_64 random(testing::test_seed());
  Story story;
  tell_random(story, random, 500);
  const Tally tally;
  Views views(story, {&tally});
  ASSERT_TRUE(views.runner->catch_up().has_value());
  testing::Fold fold(story.events(), tally, nullptr);
  fold.advance_to(story.size() - 1);
  for (const Position wanted : {Position{0}, story.size() / 3, story.size() - 1}) {
    const auto end = story.events().read_all(wanted, {1, 1}).value().events[0].commit_end();
    EXPECT_EQ(views.runner->digest("tally", wanted).value(), fold.rows().digest(end));
  }
}

TEST(Rebuild, ShowsProgressUpToTheHead) {
  Story story;
  std::mt19937_64 random(testing::test_seed());
  tell_random(story, random, 2'500);
  const Tally tally;
  Views views(story, {&tally});
  std::vector<RebuildProgress> seen;
  ASSERT_TRUE(
      views.runner->rebuild("tally", [&](const RebuildProgress& one) { seen.push_back(one); })
          .has_value());
  ASSERT_GE(seen.size(), 2U);
  EXPECT_EQ(seen.back().done, story.size());
  EXPECT_EQ(seen.back().total, story.size());
  EXPECT_EQ(seen.back().name, "tally");
}

TEST(Rebuild, HappensByItselfWhenTheCodeVersionChanges) {
  Story story;
  schema::InterventionLoggedT visit;
  visit.case_file = id<CaseId>(1);
  story.tell(visit, Date::of(2026, 1, 1));
  const Tally old_code(1);
  const Tally new_code(2);
  Views views(story, {&old_code});
  ASSERT_TRUE(views.runner->catch_up().has_value());
  Runner changed(*views.store, story.events(), {&new_code}, nullptr);
  const auto count = [&] {
    return changed.ask("tally", {},
                       [](const ReadRows& rows) { return Tally::read(rows, id<CaseId>(1)); });
  };
  // Old rows may not be read with new code.
  EXPECT_EQ(count().error().code, "view.building");
  ASSERT_TRUE(changed.catch_up().has_value());
  EXPECT_EQ(count().value().value, 1U);
  EXPECT_EQ(changed.status()[0].code_version, 2U);
  EXPECT_EQ(views.store->marks().value().size(), 1U);
}

TEST(Rebuild, RunsBesideTheLiveRowsAndLosesNothing) {
  std::mt19937_64 random(testing::test_seed());
  Story story;
  tell_random(story, random, 1'500);
  const Tally tally;
  Views views(story, {&tally});
  ASSERT_TRUE(views.runner->catch_up().has_value());
  views.runner->start();
  std::atomic<bool> failed = false;
  std::thread rebuilder([&] {
    for (int i = 0; i < 5; ++i) {
      const auto outcome = views.runner->rebuild("tally", nullptr);
      if (!outcome || outcome->digest != outcome->replaced) failed = true;
    }
  });
  for (int i = 0; i < 40; ++i) tell_random(story, random, 20);
  rebuilder.join();
  EXPECT_FALSE(failed);
  ASSERT_TRUE(views.runner->wait_for(story.size() - 1, std::chrono::seconds(20)));
  testing::Fold fold(story.events(), tally, nullptr);
  fold.advance_to(story.size() - 1);
  EXPECT_EQ(views.runner->digest("tally", std::nullopt).value(), fold.rows().digest());
  EXPECT_TRUE(views.runner->status()[0].positions_complete);
}

// Stops at the first event of the log while `closed`, so that a rebuild stands still.
class Gated final : public Projection {
 public:
  std::string_view name() const override { return "gated"; }
  std::uint32_t code_version() const override { return 1; }
  void apply(const Recorded& recorded, Rows& /*rows*/) const override {
    if (recorded.position == 0) closed.wait(true);
  }
  mutable std::atomic<bool> closed = false;
};

TEST(Rebuild, DoesNotHoldUpTheLiveRowsHoweverLongItTakes) {
  std::mt19937_64 random(testing::test_seed());
  Story story;
  tell_random(story, random, 50);
  const Tally tally;
  const Gated gated;
  Views views(story, {&tally, &gated});
  ASSERT_TRUE(views.runner->catch_up().has_value());
  views.runner->start();
  gated.closed = true;
  std::thread rebuilder([&] { EXPECT_TRUE(views.runner->rebuild("gated", nullptr).has_value()); });
  // Told until the rebuild is surely under way: status says so.
  while (!std::ranges::any_of(views.runner->status(), &ViewStatus::rebuilding)) {
    std::this_thread::yield();
  }
  tell_random(story, random, 50);
  EXPECT_TRUE(views.runner->wait_for(story.size() - 1, std::chrono::seconds(20)));
  gated.closed = false;
  gated.closed.notify_all();
  rebuilder.join();
}

TEST(Rebuild, ThatMeetsAPoisonEventLeavesTheOldRowsInService) {
  Story story;
  schema::InterventionLoggedT visit;
  visit.case_file = id<CaseId>(1);
  story.tell(visit, Date::of(2026, 1, 1));
  story.tell(visit, Date::of(2026, 1, 1));
  const Tally tally;
  Views views(story, {&tally});
  ASSERT_TRUE(views.runner->catch_up().has_value());
  const testing::DamagedLog damaged(story.events(), 0);
  Runner runner(*views.store, damaged, {&tally}, nullptr);
  const auto outcome = runner.rebuild("tally", nullptr);
  ASSERT_FALSE(outcome.has_value());
  EXPECT_EQ(outcome.error().code, "view.poison");
  const auto count = runner.ask(
      "tally", {}, [](const ReadRows& rows) { return Tally::read(rows, id<CaseId>(1)); });
  EXPECT_EQ(count.value().value, 2U);
}

TEST(Rebuild, OfAnUnknownProjectionIsRefused) {
  Story story;
  Views views(story, {});
  EXPECT_EQ(views.runner->rebuild("nothing", nullptr).error().code, "view.unknown");
}

}  // namespace
}  // namespace telaio::view
