// SPDX-License-Identifier: EUPL-1.2
// Every projection consumed every event once (E-6), none stays behind in silence (E-10), and a
// question about the past costs what was there, not what came after.
#include <gtest/gtest.h>
#include <rocksdb/perf_context.h>
#include <rocksdb/perf_level.h>

#include <atomic>
#include <limits>
#include <mutex>
#include <thread>

#include "base/clock.hpp"
#include "tests/projections/support/story.hpp"
#include "tests/view/damaged_log.hpp"
#include "tests/view/tally.hpp"
#include "view/positions.hpp"
#include "view/runner.hpp"

namespace telaio::view {
namespace {

using namespace std::chrono_literals;
using testing::Story;
using testing::Views;

const CaseId rossi = testing::id<CaseId>(1);
const Date monday = Date::of(2026, 3, 2);

schema::InterventionLoggedT visit(const CaseId& case_file) {
  schema::InterventionLoggedT fact;
  fact.case_file = case_file;
  fact.on = monday;
  return fact;
}

// The real log, whose pages somebody alters on their way.
class AlteredLog final : public testing::DamagedLog {
 public:
  using Alter = std::function<void(log::Page&)>;
  AlteredLog(log::EventLog& whole, Alter alter)
      : DamagedLog(whole, std::numeric_limits<log::Position>::max()), alter_(std::move(alter)) {}
  Result<log::Page, Fault> read_all(log::Position from,
                                    const log::ReadLimits& limits) const override {
    auto page = DamagedLog::read_all(from, limits);
    if (page) alter_(*page);
    return page;
  }

 private:
  Alter alter_;
};

// Answers itself, a row for each event.
class Other final : public Projection {
 public:
  std::string_view name() const override { return "other"; }
  std::uint32_t code_version() const override { return 1; }
  void apply(const Recorded& recorded, Rows& rows) const override {
    rows.put(Table{1, 8}, RowWriter().position(recorded.position).view(), {});
  }
};

void drop_position(log::Page& page, Position position) {
  std::erase_if(page.events, [&](const auto& event) { return event.position == position; });
}

bool eventually(const std::function<bool()>& holds) {
  const Instant give_up = monotonic_now().plus_seconds(20);
  while (monotonic_now() < give_up) {
    if (holds()) return true;
    std::this_thread::sleep_for(5ms);
  }
  return false;
}

std::vector<log::StoredEvent> at_positions(std::initializer_list<Position> positions) {
  std::vector<log::StoredEvent> events;
  for (const Position position : positions) {
    log::StoredEvent event;
    event.position = position;
    events.push_back(event);
  }
  return events;
}

TEST(PageBreak, IsNoneInAPageThatGoesOnFromWhereItWasAsked) {
  EXPECT_EQ(page_break(at_positions({7, 8, 9}), 7), std::nullopt);
  EXPECT_EQ(page_break({}, 7), std::nullopt);
}

TEST(PageBreak, NamesTheFirstPositionThatIsMissingRepeatedOrBefore) {
  EXPECT_EQ(page_break(at_positions({8}), 7), (PageBreak{0, 7, "view.positions_gap"}));
  EXPECT_EQ(page_break(at_positions({7, 9}), 7), (PageBreak{1, 8, "view.positions_gap"}));
  EXPECT_EQ(page_break(at_positions({7, 7}), 7), (PageBreak{1, 8, "view.positions_repeated"}));
  EXPECT_EQ(page_break(at_positions({7, 8, 3}), 7), (PageBreak{2, 9, "view.positions_repeated"}));
}

TEST(Positions, AMarkContinuesAnotherOnlyWithEveryPositionOnce) {
  Mark before;
  Mark after;
  for (const Position at : {0U, 1U, 2U}) {
    after.applied += 1;
    after.count += 1;
    after.rolling = roll(after.rolling, at);
  }
  EXPECT_TRUE(continues(before, after));
  EXPECT_TRUE(continues(after, after));
  EXPECT_FALSE(continues(after, before));  // Never back.
  Mark skipped = after;
  skipped.rolling = roll(roll(0, 0), 2);  // Zero lag, right count, and position 1 never seen.
  EXPECT_FALSE(continues(before, skipped));
  Mark counted = after;
  counted.count = 4;
  EXPECT_FALSE(continues(before, counted));
}

TEST(Watch, AFeedThatSkipsAPositionStopsWhoWaitsForItBeforeARowIsWrong) {
  Story story;
  for (int i = 0; i < 5; ++i) story.tell(visit(rossi), monday);
  const AlteredLog skipping(story.events(), [](log::Page& page) { drop_position(page, 3); });
  const Tally tally;
  Views views(story, {});
  Runner runner(*views.store, skipping, {&tally}, nullptr);
  ASSERT_TRUE(runner.catch_up().has_value());  // And does not go round for ever.
  const ViewStatus status = runner.status()[0];
  EXPECT_EQ(status.poison, (Poison{3, "view.positions_gap"}));
  EXPECT_EQ(status.applied, 3U);
  EXPECT_TRUE(status.positions_complete);
  const auto rows =
      runner.ask("tally", {}, [](const ReadRows& found) { return Tally::read(found, rossi); });
  EXPECT_EQ(rows.value().value, 3U);
}

TEST(Watch, AFeedThatRepeatsAPositionIsCountedOnceAndStops) {
  Story story;
  for (int i = 0; i < 5; ++i) story.tell(visit(rossi), monday);
  const AlteredLog repeating(story.events(), [](log::Page& page) {
    if (page.events.size() > 2) page.events.insert(page.events.begin() + 2, page.events[1]);
  });
  const Tally tally;
  Views views(story, {});
  Runner runner(*views.store, repeating, {&tally}, nullptr);
  ASSERT_TRUE(runner.catch_up().has_value());
  const ViewStatus status = runner.status()[0];
  EXPECT_EQ(status.poison, (Poison{2, "view.positions_repeated"}));
  EXPECT_EQ(status.applied, 2U);
  EXPECT_TRUE(status.positions_complete);
}

TEST(Watch, WhoIsPastTheGapGoesOn) {
  Story story;
  for (int i = 0; i < 4; ++i) story.tell(visit(rossi), monday);
  const Tally tally;
  const Other other;
  Views views(story, {&other});
  ASSERT_TRUE(views.runner->catch_up().has_value());  // "other" has seen all four.
  views.runner.reset();
  const AlteredLog skipping(story.events(), [](log::Page& page) { drop_position(page, 1); });
  Runner runner(*views.store, skipping, {&tally, &other}, nullptr);
  story.tell(visit(rossi), monday);
  ASSERT_TRUE(runner.catch_up().has_value());
  const auto status = runner.status();
  EXPECT_EQ(status[0].poison, (Poison{1, "view.positions_gap"}));
  EXPECT_FALSE(status[1].poison.has_value());
  EXPECT_EQ(status[1].applied, 5U);
}

TEST(Watch, ARestartAfterAGapGoesOnWithoutLosingTheEvent) {
  Story story;
  for (int i = 0; i < 5; ++i) story.tell(visit(rossi), monday);
  const AlteredLog skipping(story.events(), [](log::Page& page) { drop_position(page, 3); });
  const Tally tally;
  Views views(story, {});
  {
    Runner runner(*views.store, skipping, {&tally}, nullptr);
    ASSERT_TRUE(runner.catch_up().has_value());
  }
  Runner again(*views.store, story.events(), {&tally}, nullptr);
  ASSERT_TRUE(again.catch_up().has_value());
  EXPECT_EQ(again.status()[0].applied, 5U);
  EXPECT_FALSE(again.status()[0].poison.has_value());
  EXPECT_TRUE(again.status()[0].positions_complete);
}

TEST(Watch, RowsThatLackAnEventAreFoundAtZeroLagStoppedAloneAndMendedByARebuild) {
  Story story;
  for (int i = 0; i < 4; ++i) story.tell(visit(rossi), monday);
  const Tally tally;
  const Other other;
  Views views(story, {&tally, &other});
  ASSERT_TRUE(views.runner->catch_up().has_value());
  views.runner.reset();
  // What a defect of an earlier program would have left: level with the log, one event never seen.
  auto mark = views.store->mark("tally").value().value();
  mark.rolling = roll(roll(roll(roll(0, 0), 1), 1), 3);
  ASSERT_TRUE(views.store->put_mark("tally", mark).has_value());
  {
    Runner runner(*views.store, story.events(), {&tally, &other}, nullptr);
    EXPECT_FALSE(runner.status()[0].positions_complete);
    runner.start();
    EXPECT_TRUE(eventually([&] { return runner.status()[0].poison.has_value(); }));
    story.tell(visit(rossi), monday);
    EXPECT_TRUE(runner.wait_for(4, 20s));
    const auto status = runner.status();
    EXPECT_EQ(status[0].poison, (Poison{4, "view.incomplete"}));
    EXPECT_EQ(status[0].applied, 4U);
    EXPECT_FALSE(status[1].poison.has_value());
    EXPECT_EQ(status[1].applied, 5U);
  }
  // Unlike a poison event it is not tried again by the next process: the rows stay wrong.
  Runner again(*views.store, story.events(), {&tally, &other}, nullptr);
  ASSERT_TRUE(again.catch_up().has_value());
  EXPECT_EQ(again.status()[0].poison, (Poison{4, "view.incomplete"}));
  ASSERT_TRUE(again.rebuild("tally", nullptr).has_value());
  EXPECT_FALSE(again.status()[0].poison.has_value());
  EXPECT_TRUE(again.status()[0].positions_complete);
  EXPECT_EQ(again.status()[0].applied, 5U);
}

TEST(Watch, WhoStaysBehindWithoutProgressIsNamedBeginsAnewAndGoesOn) {
  Story story;
  story.tell(visit(rossi), monday);
  std::atomic<bool> stuck = false;
  const AlteredLog log(story.events(), [&](log::Page& page) {
    if (stuck) page.events.clear();  // A reader that finds nothing, for ever and without an error.
  });
  const Tally tally;
  Views views(story, {});
  Runner runner(*views.store, log, {&tally}, nullptr);
  runner.start(50ms);
  ASSERT_TRUE(runner.wait_for(0, 20s));
  EXPECT_FALSE(runner.status()[0].stalled);
  stuck = true;
  story.tell(visit(rossi), monday);
  EXPECT_TRUE(eventually([&] { return runner.status()[0].stalled; }));
  EXPECT_TRUE(eventually([&] { return runner.status()[0].restarts > 0; }));
  EXPECT_FALSE(runner.last_fault().has_value());  // Nothing else would have told.
  stuck = false;
  EXPECT_TRUE(runner.wait_for(1, 20s));
  EXPECT_TRUE(eventually([&] { return !runner.status()[0].stalled; }));
  EXPECT_TRUE(runner.status()[0].positions_complete);
}

TEST(Watch, WhoIsLevelOrNotFollowedIsNotStalled) {
  Story story;
  story.tell(visit(rossi), monday);
  const Tally tally;
  Views views(story, {&tally});
  ASSERT_TRUE(views.runner->catch_up().has_value());
  story.tell(visit(rossi), monday);  // Behind, and nobody follows: that is no fault.
  EXPECT_FALSE(views.runner->status()[0].stalled);
  views.runner->start(1ms);
  ASSERT_TRUE(views.runner->wait_for(1, 20s));
  EXPECT_TRUE(eventually([&] { return !views.runner->status()[0].stalled; }));
  EXPECT_EQ(views.runner->status()[0].applied, 2U);
}

TEST(Changes, NameTheProjectionsWhoseRowsMovedAndNoneForAnAccess) {
  Story story;
  story.tell(visit(rossi), monday);  // 0: both
  const Tally tally;                 // Counts interventions alone,
  const Other other;                 // this one everything.
  Views views(story, {&tally, &other});
  ASSERT_TRUE(views.runner->catch_up().has_value());
  std::atomic<int> calls = 0;
  views.runner->on_change([&] { ++calls; });
  EXPECT_EQ(views.runner->changes_since(0).views, (std::vector<std::string>{"tally", "other"}));
  schema::RecordAccessedT access;
  access.subject = rossi;
  story.tell(access, monday);  // 1
  ASSERT_TRUE(views.runner->catch_up().has_value());
  EXPECT_EQ(calls, 0);
  EXPECT_TRUE(views.runner->changes_since(1).views.empty());
  story.tell(schema::PersonRegisteredT{}, monday);  // 2
  ASSERT_TRUE(views.runner->catch_up().has_value());
  EXPECT_EQ(calls, 1);
  EXPECT_EQ(views.runner->changes_since(1).mark, 3U);
  EXPECT_EQ(views.runner->changes_since(1).views, std::vector<std::string>{"other"});
  views.runner->on_change(nullptr);
  story.tell(visit(rossi), monday);
  ASSERT_TRUE(views.runner->catch_up().has_value());
  EXPECT_EQ(calls, 1);
}

TEST(Changes, AfterARestartNothingThatMovedBeforeIsKeptFromWhoResumes) {
  Story story;
  for (int i = 0; i < 3; ++i) story.tell(visit(rossi), monday);
  const Tally tally;
  Views views(story, {&tally});
  ASSERT_TRUE(views.runner->catch_up().has_value());
  views.runner = std::make_unique<Runner>(*views.store, story.events(),
                                          std::vector<const Projection*>{&tally}, nullptr);
  ASSERT_TRUE(views.runner->catch_up().has_value());
  EXPECT_EQ(views.runner->changes_since(1).mark, 3U);
  EXPECT_EQ(views.runner->changes_since(1).views, std::vector<std::string>{"tally"});
  EXPECT_TRUE(views.runner->changes_since(3).views.empty());
}

// Row versions that an iterator passed on this thread.
template <class Ask>
std::uint64_t versions_passed(Ask&& ask) {
  rocksdb::SetPerfLevel(rocksdb::PerfLevel::kEnableCount);
  rocksdb::get_perf_context()->Reset();
  std::forward<Ask>(ask)();
  const std::uint64_t passed = rocksdb::get_perf_context()->internal_key_skipped_count;
  rocksdb::SetPerfLevel(rocksdb::PerfLevel::kDisable);
  return passed;
}

TEST(AsOf, CostsTheSameHoweverMuchTheLogGrewSince) {
  constexpr unsigned cases = 12;
  constexpr unsigned rounds = 20;  // Visits of each case, before the log grows tenfold.
  Story story;
  const auto grow = [&](unsigned times) {
    for (unsigned i = 0; i < times * cases; ++i) {
      story.tell(visit(testing::id<CaseId>(1 + i % cases)), monday);
    }
  };
  grow(rounds);
  const Position past = story.events().head().size / 2;
  const Tally tally;
  Views views(story, {&tally});
  ASSERT_TRUE(views.runner->catch_up().has_value());
  std::uint64_t found = 0;
  const auto board = [&] {
    const auto answer =
        views.runner->ask("tally", At{past, std::nullopt, 0ms}, [&](const ReadRows& rows) {
          std::uint64_t sum = 0;
          rows.scan(Tally::counts, {}, [&](BytesView, BytesView value) {
            sum += RowReader(value).u32();
            return true;
          });
          return sum;
        });
    found = answer.value().value;
  };
  const std::uint64_t before = versions_passed(board);
  EXPECT_EQ(found, past + 1);
  ASSERT_GT(before, 0U);
  grow(9 * rounds);
  ASSERT_TRUE(views.runner->catch_up().has_value());
  const std::uint64_t after = versions_passed(board);
  EXPECT_EQ(found, past + 1);
  EXPECT_LE(after, 2 * before) << before << " versions passed before, " << after << " after";
}

}  // namespace
}  // namespace telaio::view
