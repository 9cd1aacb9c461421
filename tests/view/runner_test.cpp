// SPDX-License-Identifier: EUPL-1.2
#include "view/runner.hpp"

#include <gtest/gtest.h>

#include "base/zone.hpp"
#include "tests/projections/support/story.hpp"
#include "tests/view/damaged_log.hpp"
#include "tests/view/tally.hpp"

namespace telaio::view {
namespace {

using namespace std::chrono_literals;
using testing::Story;
using testing::Told;
using testing::Views;

const CaseId rossi = testing::id<CaseId>(1);
const CaseId bianchi = testing::id<CaseId>(2);
const Date monday = Date::of(2026, 3, 2);

schema::InterventionLoggedT visit(const CaseId& case_file, Date on = monday) {
  schema::InterventionLoggedT fact;
  fact.case_file = case_file;
  fact.on = on;
  return fact;
}

schema::CaseClosedT closing(const CaseId& case_file) {
  schema::CaseClosedT fact;
  fact.case_file = case_file;
  fact.on = monday;
  return fact;
}

std::uint32_t count(const Runner& runner, const CaseId& case_file, const At& at = {}) {
  const auto answer =
      runner.ask("tally", at, [&](const ReadRows& rows) { return Tally::read(rows, case_file); });
  EXPECT_TRUE(answer.has_value()) << answer.error().code;
  return answer ? answer->value : 0;
}

At as_of(Position position) {
  return At{position, std::nullopt, 0ms};
}

TEST(Runner, AppliesEveryEventOnceAndInOrder) {
  Story story;
  for (int i = 0; i < 3; ++i) story.tell(visit(rossi), monday);
  story.tell(visit(bianchi), monday);
  const Tally tally;
  Views views(story, {&tally});
  ASSERT_TRUE(views.runner->catch_up().has_value());
  EXPECT_EQ(count(*views.runner, rossi), 3U);
  EXPECT_EQ(count(*views.runner, bianchi), 1U);
  const auto status = views.runner->status();
  ASSERT_EQ(status.size(), 1U);
  EXPECT_EQ(status[0].applied, 4U);
  EXPECT_EQ(status[0].head, 4U);
  EXPECT_TRUE(status[0].positions_complete);
}

TEST(Runner, AnswersAnEmptyLogWithNothing) {
  Story story;
  const Tally tally;
  Views views(story, {&tally});
  ASSERT_TRUE(views.runner->catch_up().has_value());
  EXPECT_EQ(count(*views.runner, rossi), 0U);
  EXPECT_EQ(views.runner->ask("tally", as_of(0), [](const ReadRows&) { return 0; }).error().code,
            "view.future");
}

TEST(Runner, ReadsItsOwnWritesInsideABatch) {
  Story story;
  story.tell(visit(rossi), monday);
  story.tell(visit(rossi), monday.plus_days(1));
  story.tell(visit(rossi), monday.plus_days(1));
  const Tally tally;
  Views views(story, {&tally});
  ASSERT_TRUE(views.runner->catch_up().has_value());
  const auto dates = views.runner->ask(
      "tally", {}, [](const ReadRows& rows) { return Tally::dates(rows, rossi); });
  const std::vector<std::pair<Date, std::uint32_t>> expected{{monday, 1}, {monday.plus_days(1), 2}};
  EXPECT_EQ(dates.value().value, expected);
}

TEST(Runner, AnswersThePastAsItWas) {
  Story story;
  story.tell(visit(rossi), monday);                 // 0
  story.tell(visit(rossi), monday.plus_days(1));    // 1
  story.tell(closing(rossi), monday.plus_days(2));  // 2
  story.tell(visit(rossi), monday.plus_days(3));    // 3
  const Tally tally;
  Views views(story, {&tally});
  ASSERT_TRUE(views.runner->catch_up().has_value());
  EXPECT_EQ(count(*views.runner, rossi, as_of(0)), 1U);
  EXPECT_EQ(count(*views.runner, rossi, as_of(1)), 2U);
  EXPECT_EQ(count(*views.runner, rossi, as_of(2)), 0U);
  EXPECT_EQ(count(*views.runner, rossi, as_of(3)), 1U);
  const auto before = views.runner->ask(
      "tally", as_of(1), [](const ReadRows& rows) { return Tally::dates(rows, rossi).size(); });
  const auto after = views.runner->ask(
      "tally", as_of(2), [](const ReadRows& rows) { return Tally::dates(rows, rossi).size(); });
  EXPECT_EQ(before.value().value, 2U);
  EXPECT_EQ(after.value().value, 0U);
}

TEST(Runner, AsOfTheMiddleOfACommitAnswersAfterTheWholeOfIt) {
  Story story;
  story.tell(visit(bianchi), monday);  // 0
  story.begin();
  story.tell(visit(rossi), monday);  // 1, 2, 3: one commit
  story.tell(visit(rossi), monday);
  story.tell(visit(rossi), monday);
  story.commit();
  story.tell(visit(rossi), monday);  // 4
  const Tally tally;
  Views views(story, {&tally});
  ASSERT_TRUE(views.runner->catch_up().has_value());
  EXPECT_EQ(count(*views.runner, rossi, as_of(0)), 0U);
  for (const Position inside : {1U, 2U, 3U}) {
    const auto answer = views.runner->ask(
        "tally", as_of(inside), [](const ReadRows& rows) { return Tally::read(rows, rossi); });
    EXPECT_EQ(answer.value().value, 3U) << inside;
    EXPECT_EQ(answer.value().applied, 4U) << inside;
  }
  EXPECT_EQ(count(*views.runner, rossi, as_of(4)), 4U);
}

TEST(Runner, GoesOnFromWhereItStoppedAfterARestart) {
  Story story;
  story.tell(visit(rossi), monday);
  const Tally tally;
  Views views(story, {&tally});
  ASSERT_TRUE(views.runner->catch_up().has_value());
  views.runner.reset();
  story.tell(visit(rossi), monday);
  views.runner = std::make_unique<Runner>(*views.store, story.events(),
                                          std::vector<const Projection*>{&tally}, nullptr);
  EXPECT_EQ(count(*views.runner, rossi), 1U);  // Not caught up yet, and says so.
  EXPECT_EQ(views.runner->status()[0].applied, 1U);
  ASSERT_TRUE(views.runner->catch_up().has_value());
  EXPECT_EQ(count(*views.runner, rossi), 2U);
  EXPECT_TRUE(views.runner->status()[0].positions_complete);
}

TEST(Runner, FollowsTheLogAndLetsAReaderWaitForItsOwnWrite) {
  Story story;
  const Tally tally;
  Views views(story, {&tally});
  views.runner->start();
  const Told told = story.tell(visit(rossi), monday);
  const auto answer =
      views.runner->ask("tally", At{std::nullopt, told.position, 10'000ms},
                        [](const ReadRows& rows) { return Tally::read(rows, rossi); });
  ASSERT_TRUE(answer.has_value()) << answer.error().code;
  EXPECT_EQ(answer->value, 1U);
  EXPECT_FALSE(answer->late);
  EXPECT_FALSE(views.runner->last_fault().has_value());
}

TEST(Runner, SaysItIsLateWhenThePositionDoesNotComeInTime) {
  Story story;
  story.tell(visit(rossi), monday);
  const Tally tally;
  Views views(story, {&tally});
  ASSERT_TRUE(views.runner->catch_up().has_value());
  const Told later = story.tell(visit(rossi), monday);  // Nobody follows the log.
  const auto answer =
      views.runner->ask("tally", At{std::nullopt, later.position, 1ms},
                        [](const ReadRows& rows) { return Tally::read(rows, rossi); });
  ASSERT_TRUE(answer.has_value());
  EXPECT_TRUE(answer->late);
  EXPECT_EQ(answer->value, 1U);
  EXPECT_EQ(answer->applied, 1U);
}

TEST(Runner, AReadingThatIsRecordedMovesNoPage) {
  Story story;
  story.tell(visit(rossi), monday);
  const Tally tally;
  Views views(story, {&tally});
  ASSERT_TRUE(views.runner->catch_up().has_value());
  EXPECT_EQ(views.runner->live_mark(), 1U);
  schema::RecordAccessedT access;
  access.subject = rossi;
  const Told told = story.tell(access, monday);
  ASSERT_TRUE(views.runner->catch_up().has_value());
  EXPECT_EQ(views.runner->live_mark(), 1U);
  EXPECT_FALSE(views.runner->wait_change(1, 1ms));
  EXPECT_TRUE(views.runner->wait_for(told.position, 1ms));
  story.tell(visit(rossi), monday);
  ASSERT_TRUE(views.runner->catch_up().has_value());
  EXPECT_TRUE(views.runner->wait_change(1, 1ms));
  EXPECT_EQ(views.runner->live_mark(), 3U);
}

TEST(Runner, StopsAtAMalformedHeaderSaysWhereAndKeepsServing) {
  Story story;
  story.tell(visit(rossi), monday);  // 0
  story.begin();
  story.tell(visit(rossi), monday);                      // 1
  const Told broken = story.tell(visit(rossi), monday);  // 2, of the same commit
  story.commit();
  story.tell(visit(rossi), monday);  // 3
  const testing::DamagedLog damaged(story.events(), broken.position);
  const Tally tally;
  Views views(story, {});
  Runner runner(*views.store, damaged, {&tally}, nullptr);
  ASSERT_TRUE(runner.catch_up().has_value());
  const auto status = runner.status();
  ASSERT_TRUE(status[0].poison.has_value());
  EXPECT_EQ(status[0].poison->position, 2U);
  EXPECT_EQ(status[0].poison->code, "view.header_malformed");
  EXPECT_EQ(status[0].applied, 1U);  // The whole commit is left out, not half of it.
  EXPECT_TRUE(status[0].positions_complete);
  EXPECT_EQ(count(runner, rossi), 1U);
}

TEST(Runner, GoesUpToARecordThatCannotBeReadAndServesWhatItHas) {
  Story story;
  for (int i = 0; i < 5; ++i) story.tell(visit(rossi), monday);
  const Tally tally;
  Views views(story, {&tally});
  ASSERT_TRUE(views.runner->catch_up().has_value());
  for (int i = 0; i < 5; ++i) story.tell(visit(rossi), monday);
  const testing::DamagedLog later(story.events(), 8, testing::DamagedLog::Damage::unreadable);
  Runner runner(*views.store, later, {&tally}, nullptr);
  const auto done = runner.catch_up();
  ASSERT_FALSE(done.has_value());
  EXPECT_EQ(done.error().code, "log.damaged");
  EXPECT_EQ(runner.status()[0].applied, 8U);
  EXPECT_EQ(count(runner, rossi), 8U);
}

TEST(Runner, APoisonEventStopsThatProjectionAlone) {
  Story story;
  story.tell(visit(rossi), monday);
  const Told poison = story.tell(visit(rossi), monday);
  story.tell(visit(rossi), monday);
  class Other final : public Projection {
   public:
    std::string_view name() const override { return "other"; }
    std::uint32_t code_version() const override { return 1; }
    void apply(const Recorded& recorded, Rows& rows) const override {
      rows.put(Table{1, 8}, RowWriter().position(recorded.position).view(), {});
    }
  };
  const Tally tally(1, poison.event);
  const Other other;
  Views views(story, {&tally, &other});
  ASSERT_TRUE(views.runner->catch_up().has_value());
  const auto status = views.runner->status();
  EXPECT_EQ(status[0].poison, (Poison{1, "view.apply_failed"}));
  EXPECT_EQ(status[0].applied, 1U);
  EXPECT_FALSE(status[1].poison.has_value());
  EXPECT_EQ(status[1].applied, 3U);
  EXPECT_TRUE(views.runner->wait_for(2, 1ms));  // Nobody waits for a projection that stopped.
  EXPECT_FALSE(views.runner->wait_for(2, 1ms, "tally"));
}

TEST(Runner, ANewProgramTriesThePoisonEventAgain) {
  Story story;
  story.tell(visit(rossi), monday);
  const Told poison = story.tell(visit(rossi), monday);
  const Tally stopped(1, poison.event);
  const Tally mended(1);
  Views views(story, {&stopped});
  ASSERT_TRUE(views.runner->catch_up().has_value());
  ASSERT_TRUE(views.runner->status()[0].poison.has_value());
  Runner again(*views.store, story.events(), {&mended}, nullptr);
  ASSERT_TRUE(again.catch_up().has_value());
  EXPECT_FALSE(again.status()[0].poison.has_value());
  EXPECT_EQ(count(again, rossi), 2U);
}

TEST(Runner, WaitsForADerivedValueItCannotHaveNow) {
  class Unavailable final : public DerivedValues {
   public:
    bool open = false;
    Result<std::optional<Derived>, Fault> of(const log::StoredEvent&,
                                             const schema::Header&) override {
      if (!open) return Fault{"vault.unavailable", "closed"};
      return std::optional(Derived{testing::id<PersonId>(1), {}, Date::of(2000, 1, 1)});
    }
  };
  class Births final : public Projection {
   public:
    std::string_view name() const override { return "births"; }
    std::uint32_t code_version() const override { return 1; }
    bool wants_derived(const schema::Header& header) const override {
      return header.fact_type() == schema::Fact::PersonRegistered;
    }
    void apply(const Recorded& recorded, Rows& rows) const override {
      if (recorded.derived == nullptr) return;
      rows.put(Table{1, 16}, recorded.derived->subject.view(), {});
    }
  };
  Story story;
  story.tell(visit(rossi), monday);
  story.tell(schema::PersonRegisteredT{}, monday);
  Unavailable vault;
  const Births births;
  const Tally tally;
  Views views(story, {});
  Runner runner(*views.store, story.events(), {&births, &tally}, &vault);
  const auto held = runner.catch_up();
  ASSERT_FALSE(held.has_value());
  EXPECT_EQ(held.error().code, "view.derived_unavailable");
  EXPECT_EQ(runner.status()[1].applied, 2U);  // The others go on.
  vault.open = true;
  ASSERT_TRUE(runner.catch_up().has_value());
  EXPECT_EQ(runner.status()[0].applied, 2U);
  const auto born = runner.ask("births", {}, [](const ReadRows& rows) {
    return rows.get(Table{1, 16}, testing::id<PersonId>(1).view()).has_value();
  });
  EXPECT_TRUE(born.value().value);
}

TEST(Runner, KnownOnIsTheLastCommitRecordedOnThatDayInRome) {
  Story story;
  story.today(monday).tell(visit(rossi), monday);
  story.today(monday).tell(visit(rossi), monday);
  story.today(monday.plus_days(2)).tell(visit(rossi), monday);
  const Tally tally;
  Views views(story, {&tally});
  EXPECT_EQ(views.runner->known_on(monday.plus_days(-1)).value(), std::nullopt);
  EXPECT_EQ(views.runner->known_on(monday).value(), Position{1});
  EXPECT_EQ(views.runner->known_on(monday.plus_days(1)).value(), Position{1});
  EXPECT_EQ(views.runner->known_on(monday.plus_days(2)).value(), Position{2});
}

TEST(Runner, RefusesANameItDoesNotKnow) {
  Story story;
  Views views(story, {});
  const auto answer = views.runner->ask("nothing", {}, [](const ReadRows&) { return 0; });
  EXPECT_EQ(answer.error().code, "view.unknown");
}

}  // namespace
}  // namespace telaio::view
