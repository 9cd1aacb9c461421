// SPDX-License-Identifier: EUPL-1.2
// The worked examples of leps.md 10 that this program computes, on the register it ships.
#include "tests/domain/leps/support.hpp"

namespace telaio::domain::leps {
namespace {

using testing::day;
using testing::World;

const Window year_2025 = Window::year(2025);

World with_workers(std::uint16_t fte_hundredths) {
  World world;
  world.residents_130000(2025).worker(1, fte_hundredths);
  world.statement("2025-02-28");
  return world;
}

TEST(LepsWorkedExample, W1TwentyEightWorkersReachTheLepAndNotTheObjective) {
  const World world = with_workers(2'800);
  const Outcome lep = world.ask("SSP-1", year_2025);
  EXPECT_EQ(lep.status, Status::met);
  EXPECT_EQ(shown(lep), "1:4.643");
  EXPECT_EQ(exact(*lep.value), "32500/7");
  EXPECT_EQ(*lep.numerator, Fraction(2'800));
  EXPECT_EQ(*lep.denominator, Fraction(130'000));
  // Shown as residents per worker, of which fewer are better.
  EXPECT_EQ(lep.threshold.value().comparator, Comparator::at_most);

  EXPECT_EQ(world.ask("SSP-2", year_2025).status, Status::not_met);

  const Outcome contribution = world.ask("SSP-4", year_2025);
  EXPECT_EQ(exact(*contribution.value), "280000");
  EXPECT_EQ(shown(contribution), "280.000,00 €");
  EXPECT_EQ(contribution.status, Status::no_threshold);
}

TEST(LepsWorkedExample, W2FixedTermWorkersDoNotCount) {
  World world = with_workers(2'250);
  world.worker(2, 600).kind = schema::ContractKind::fixed_term;
  const Outcome lep = world.ask("SSP-1", year_2025);
  EXPECT_EQ(lep.status, Status::not_met);
  EXPECT_EQ(shown(lep), "1:5.778");
  EXPECT_EQ(half_up(*lep.gap, 2), "3.50");
  EXPECT_EQ(lep.excluded(), 1U);
  EXPECT_EQ(lep.excluded_events, Events{world.ambito.contracts[1].source.position});
  EXPECT_EQ(exact(*world.ask("SSP-4", year_2025).value), "100000");
}

TEST(LepsWorkedExample, W3NineteenWorkersGetNoContribution) {
  const World world = with_workers(1'900);
  EXPECT_EQ(world.ask("SSP-3", year_2025).status, Status::not_met);
  EXPECT_EQ(exact(*world.ask("SSP-4", year_2025).value), "0");
}

TEST(LepsWorkedExample, W4TheBoundaryAndTheCapOfTheContribution) {
  const World exactly = with_workers(2'600);
  EXPECT_EQ(exactly.ask("SSP-1", year_2025).status, Status::met);
  EXPECT_EQ(exact(*exactly.ask("SSP-4", year_2025).value), "240000");

  const World objective = with_workers(3'250);
  EXPECT_EQ(objective.ask("SSP-1", year_2025).status, Status::met);
  EXPECT_EQ(objective.ask("SSP-2", year_2025).status, Status::met);
  EXPECT_EQ(exact(*objective.ask("SSP-4", year_2025).value), "370000");

  const World beyond = with_workers(3'500);
  EXPECT_EQ(beyond.ask("SSP-1", year_2025).status, Status::met);
  EXPECT_EQ(exact(*beyond.ask("SSP-4", year_2025).value), "370000");
}

TEST(LepsWorkedExample, W5ALateStatementCostsTheContributionAndNotTheLep) {
  World world;
  world.residents_130000(2025).worker(1, 2'800);
  world.statement("2025-03-01");
  EXPECT_EQ(world.ask("SSP-1", year_2025).status, Status::met);
  const Outcome statement = world.ask("SSP-5", year_2025);
  EXPECT_EQ(statement.status, Status::not_met);
  EXPECT_EQ(shown(statement), "01/03/2025");
  EXPECT_EQ(statement.threshold->day, day("2025-02-28"));
  EXPECT_EQ(exact(*world.ask("SSP-4", year_2025).value), "0");
}

TEST(LepsWorkedExample, W6MetOnTheDueDayIsInTimeAndTheDayAfterIsLate) {
  World in_time;
  in_time.meet(in_time.household("2025-03-10"), "2025-07-08");
  EXPECT_EQ(in_time.ask("ADI-1", year_2025).status, Status::met);
  EXPECT_EQ(shown(in_time.ask("ADI-1", year_2025)), "100,00 %");

  World late;
  late.meet(late.household("2025-03-10"), "2025-07-09");
  const Outcome outcome = late.ask("ADI-1", year_2025);
  EXPECT_EQ(outcome.status, Status::not_met);
  EXPECT_EQ(shown(outcome), "0,00 %");
  EXPECT_EQ(outcome.short_events, Events{late.households[0].receptions[0].source.position});
}

TEST(LepsWorkedExample, W7AnApplicationOfJanuary2024RunsFromTheNoticeOfInps) {
  World world;
  AdiHousehold& household = world.household("2024-01-10");
  household.receptions[0].inps_notice_on = day("2024-01-26");

  // The day before it is due nothing is late; with the PAD as trigger it would have been, from 9
  // May on.
  Question before = world.question(Window::year(2024));
  before.on = day("2024-05-24");
  EXPECT_EQ(world.ask("ADI-1", before).status, Status::not_yet_due);
  EXPECT_EQ(world.ask("ADI-1", before).denominator, Fraction(0));

  Question on_due_day = before;
  on_due_day.on = day("2024-05-25");
  const Outcome due = world.ask("ADI-1", on_due_day);
  EXPECT_EQ(due.denominator, Fraction(1));
  EXPECT_EQ(due.numerator, Fraction(0));
  // One secondary source for the transition, confirmed by nobody: a due date, not a verdict.
  EXPECT_EQ(due.status, Status::no_threshold);
  EXPECT_TRUE(due.unconfirmed);
  EXPECT_EQ(due.rule_version, "adi.first_days@2024-01-01/applications<=2024-02-29");

  // Suspension starts with the payment of June: nobody had called the family.
  world.stop(household, BenefitStop::suspended, "2024-06-01", schema::BenefitReason::first_meeting);
  const Outcome uncalled = world.ask("ADI-7", Window::year(2024));
  EXPECT_EQ(uncalled.numerator, Fraction(1));
  EXPECT_EQ(uncalled.status, Status::not_met);
}

TEST(LepsWorkedExample, W8AQuarterWithTwoHundredAndFortyDueHouseholds) {
  World world;
  world.households.reserve(240);
  // PAD on 10 March, due on 8 July: inside the third quarter.
  for (int i = 0; i < 240; ++i) {
    AdiHousehold& household = world.household("2025-03-10");
    if (i < 9) world.stop(household, BenefitStop::ended, "2025-07-07");
    if (i >= 9 && i < 9 + 205) world.meet(household, "2025-07-08");
    if (i >= 9 + 205 && i < 9 + 205 + 14) world.meet(household, "2025-07-09");
    // The last twelve are never met; eight of them were never called, four were.
    if (i >= 228 && i < 232) world.convene(household, "2025-06-01");
    if (i >= 228) {
      world.stop(household, BenefitStop::suspended, "2025-08-01",
                 schema::BenefitReason::first_meeting);
    }
  }
  const Window quarter = Window::quarter(2025, 3);
  const Outcome outcome = world.ask("ADI-1", quarter);
  EXPECT_EQ(outcome.numerator, Fraction(205));
  EXPECT_EQ(outcome.denominator, Fraction(231));
  EXPECT_EQ(outcome.excluded(), 9U);
  EXPECT_EQ(shown(outcome), "88,74 %");
  EXPECT_EQ(exact(*outcome.value), "20500/231");
  EXPECT_EQ(outcome.status, Status::not_met);
  EXPECT_TRUE(outcome.threshold->ours);
  EXPECT_EQ(outcome.numerator_events.size(), 205U);
  EXPECT_EQ(outcome.denominator_events.size(), 231U);
  EXPECT_EQ(outcome.short_events.size(), 26U);

  const Outcome uncalled = world.ask("ADI-7", quarter);
  EXPECT_EQ(uncalled.numerator, Fraction(8));
  EXPECT_EQ(uncalled.denominator, Fraction(12));
}

TEST(LepsWorkedExample, W21NobodyDueIsNotApplicableAndNeverAHundredPercent) {
  const World world;
  const Outcome outcome = world.ask("ADI-1", year_2025);
  EXPECT_EQ(outcome.status, Status::not_applicable);
  EXPECT_FALSE(outcome.value.has_value());
  EXPECT_EQ(shown(outcome), "");
}

TEST(LepsWorkedExample, W22AMeetingTypedLateIsInTimeAndItsDelayIsShownApart) {
  World world;
  // PAD 10 March: day 118 is 6 July, day 131 is 19 July.
  world.meet(world.household("2025-03-10"), "2025-07-06", "2025-07-19");
  const Outcome outcome = world.ask("ADI-1", year_2025);
  EXPECT_EQ(outcome.numerator, Fraction(1));
  EXPECT_EQ(outcome.status, Status::met);
  ASSERT_EQ(outcome.late_recordings.size(), 1U);
  EXPECT_EQ(outcome.late_recordings[0].delay_days, 13);
}

}  // namespace
}  // namespace telaio::domain::leps
