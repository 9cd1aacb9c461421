// SPDX-License-Identifier: EUPL-1.2
#include "domain/leps/ssp.hpp"

#include "tests/domain/leps/support.hpp"

namespace telaio::domain::leps {
namespace {

using testing::comune_a;
using testing::comune_b;
using testing::comune_outside;
using testing::day;
using testing::World;

const Window year_2025 = Window::year(2025);

TEST(Ssp1, PassesAtTheExactRatioAndFailsAHundredthBelow) {
  World exact_ratio;
  exact_ratio.residents_130000(2025).worker(1, 2'600);
  EXPECT_EQ(exact_ratio.ask("SSP-1", year_2025).status, Status::met);
  EXPECT_FALSE(exact_ratio.ask("SSP-1", year_2025).gap.has_value());

  World below;
  below.residents_130000(2025).worker(1, 2'599);
  EXPECT_EQ(below.ask("SSP-1", year_2025).status, Status::not_met);
  EXPECT_EQ(half_up(*below.ask("SSP-1", year_2025).gap, 2), "0.01");
}

TEST(Ssp3, MustBeAboveTheEntryRatioNotAtIt) {
  World at;
  at.residents_130000(2025).worker(1, 2'000);
  EXPECT_EQ(at.ask("SSP-3", year_2025).status, Status::not_met);
  World above;
  above.residents_130000(2025).worker(1, 2'001);
  EXPECT_EQ(above.ask("SSP-3", year_2025).status, Status::met);
}

TEST(Ssp1, AddsTheResidentsOfItsComuniAndListsTheirFigures) {
  World world;
  world.residents_130000(2025).worker(1, 2'600);
  const Outcome outcome = world.ask("SSP-1", year_2025);
  EXPECT_EQ(outcome.denominator, Fraction(130'000));
  EXPECT_EQ(outcome.denominator_events.size(), 2U);
  EXPECT_EQ(outcome.events().size(), 3U);
}

TEST(Ssp1, NamesTheComuneWithoutAPopulation) {
  World world;
  world.population(comune_a, "2025-01-01", 100'000);
  world.population(comune_b, "2024-01-01", 30'000);
  world.worker(1, 2'600);
  const Outcome outcome = world.ask("SSP-1", year_2025);
  EXPECT_EQ(outcome.status, Status::insufficient_data);
  EXPECT_FALSE(outcome.value.has_value());
  EXPECT_THAT(outcome.missing, ::testing::ElementsAre(MissingDatum{MissingDatum::What::population,
                                                                   comune_b, day("2025-01-01")}));
}

TEST(Ssp1, TakesTheFigurePublishedLast) {
  World world;
  world.residents_130000(2025).worker(1, 2'600);
  world.population(comune_a, "2025-01-01", 100'001);
  const Outcome outcome = world.ask("SSP-1", year_2025);
  EXPECT_EQ(outcome.denominator, Fraction(130'001));
  EXPECT_EQ(outcome.status, Status::not_met);
}

TEST(Ssp1, CountsTheComuniOfTheLastDay) {
  World world;
  world.residents_130000(2025).worker(1, 2'600);
  world.population(comune_outside, "2025-01-01", 1);
  world.compose("2025-12-31", {comune_a, comune_b, comune_outside});
  EXPECT_EQ(world.ask("SSP-1", year_2025).denominator, Fraction(130'001));
  Question day_before = world.question(year_2025);
  day_before.on = day("2025-12-30");
  EXPECT_EQ(world.ask("SSP-1", day_before).denominator, Fraction(130'000));
}

TEST(Ssp1, AWindowStillRunningAveragesUpToTheKnownDay) {
  World world;
  world.residents_130000(2025).worker(1, 2'600);
  world.worker(2, 2'600, "2025-07-01");
  Question question = world.question(year_2025);
  question.known_on = day("2025-06-30");
  EXPECT_EQ(world.ask("SSP-1", question).numerator, Fraction(2'600));
  question.known_on = day("2026-01-01");
  EXPECT_EQ(world.ask("SSP-1", question).numerator, Fraction::of(2'600 * 365 + 2'600 * 184, 365));
}

TEST(Ssp1, IsNotYetDueBeforeTheRuleAndBeforeTheWindow) {
  World world;
  world.residents_130000(2020).residents_130000(2021).worker(1, 2'600);
  world.compose("2019-01-01", {comune_a, comune_b});
  EXPECT_EQ(world.ask("SSP-1", Window::year(2020)).status, Status::not_yet_due);
  EXPECT_EQ(world.ask("SSP-1", Window::year(2021)).status, Status::met);
  Question future = world.question(Window::year(2021));
  future.known_on = day("2020-12-31");
  EXPECT_EQ(world.ask("SSP-1", future).status, Status::not_yet_due);
}

TEST(Ssp1, WithoutResidentsItDoesNotApply) {
  World world;
  world.population(comune_a, "2025-01-01", 0);
  world.population(comune_b, "2025-01-01", 0);
  world.worker(1, 100);
  EXPECT_EQ(world.ask("SSP-1", year_2025).status, Status::not_applicable);
}

TEST(Ssp1, WithoutWorkersItIsNotMetAndHasNoRatio) {
  World world;
  world.residents_130000(2025);
  const Outcome outcome = world.ask("SSP-1", year_2025);
  EXPECT_EQ(outcome.status, Status::not_met);
  EXPECT_FALSE(outcome.value.has_value());
  EXPECT_EQ(outcome.gap, Fraction(26));
}

TEST(Ssp4, AFractionOfAnFteGivesAFractionOfTheAmount) {
  World world;
  world.residents_130000(2025).worker(1, 100, "2025-12-31");
  world.worker(2, 2'000);
  world.statement("2025-01-15");
  // One FTE for one day of 365, above the 20 of the entry ratio: 40,000 / 365.
  const Outcome outcome = world.ask("SSP-4", year_2025);
  EXPECT_EQ(exact(*outcome.value), "8000/73");
  EXPECT_EQ(machine_value(outcome), "109.59");
}

TEST(Ssp4, StandsAsAForecastUntilTheDueDayIsOver) {
  World world;
  world.residents_130000(2025).worker(1, 2'800);
  Question question = world.question(year_2025);
  question.on = day("2025-02-28");
  EXPECT_EQ(exact(*world.ask("SSP-4", question).value), "280000");
  question.on = day("2025-03-01");
  EXPECT_EQ(exact(*world.ask("SSP-4", question).value), "0");
}

TEST(Ssp5, IsMetOnTheDueDayAndNotTheDayAfter) {
  World on_time;
  on_time.statement("2025-02-28");
  EXPECT_EQ(on_time.ask("SSP-5", year_2025).status, Status::met);
  World late;
  late.statement("2025-03-01");
  EXPECT_EQ(late.ask("SSP-5", year_2025).status, Status::not_met);
}

TEST(Ssp5, IsNotYetDueWhileTheDueDayLasts) {
  const World world;
  Question question = world.question(year_2025);
  question.on = day("2025-02-28");
  EXPECT_EQ(world.ask("SSP-5", question).status, Status::not_yet_due);
  question.on = day("2025-03-01");
  EXPECT_EQ(world.ask("SSP-5", question).status, Status::not_met);
  EXPECT_FALSE(world.ask("SSP-5", question).value_day.has_value());
}

TEST(Ssp5, TheFirstStatementOfTheYearDecides) {
  World world;
  world.statement("2025-02-20");
  world.statement("2025-04-01");
  const Outcome outcome = world.ask("SSP-5", year_2025);
  EXPECT_EQ(outcome.value_day, day("2025-02-20"));
  EXPECT_EQ(outcome.numerator_events.size(), 1U);
  EXPECT_EQ(world.ask("SSP-5", Window::year(2026)).status, Status::not_met);
}

TEST(Ssp6, CountsCasesInChargeOnTheLastDay) {
  World world;
  world.worker(1, 150);
  const auto add = [&](std::uint8_t number, Code comune, std::string_view on,
                       std::optional<Date> closed) {
    world.ambito.cases.push_back(
        {world.next(day(on)), testing::id<CaseId>(number), comune, day(on), closed});
  };
  add(1, comune_a, "2025-12-31", {});
  add(2, comune_b, "2024-05-01", day("2026-01-01"));
  add(3, comune_b, "2024-05-01", day("2025-12-31"));  // Closed that day.
  add(4, comune_a, "2026-01-01", {});                 // Not yet.
  add(5, comune_outside, "2024-05-01", {});           // Of another Ambito.
  const Outcome outcome = world.ask("SSP-6", year_2025);
  EXPECT_EQ(outcome.numerator, Fraction(2));
  EXPECT_EQ(outcome.numerator_events.size(), 2U);
  EXPECT_EQ(machine_value(outcome), "1.333");
  EXPECT_EQ(outcome.status, Status::no_threshold);
}

TEST(Ssp6, WithoutWorkersItDoesNotApply) {
  const World world;
  EXPECT_EQ(world.ask("SSP-6", year_2025).status, Status::not_applicable);
}

TEST(Ssp, WithoutAnAmbitoTheDataAreInsufficient) {
  World world;
  world.ambito.compositions.clear();
  for (const char* code :
       {"SSP-1", "SSP-2", "SSP-3", "SSP-4", "SSP-5", "SSP-6", "ADI-1", "ADI-7"}) {
    const Outcome outcome = world.ask(code, year_2025);
    EXPECT_EQ(outcome.status, Status::insufficient_data) << code;
    EXPECT_EQ(outcome.missing.size(), 1U) << code;
  }
}

TEST(Ssp1, AThresholdNobodyConfirmedIsShownAndDecidesNothing) {
  World world;
  world.residents_130000(2025).worker(1, 2'600);
  Register rules = testing::shipped_register();
  for (Rule& rule : rules.rules) {
    if (rule.id == "ssp.lep_ratio") rule.evidence = Evidence::c;
  }
  const auto first = [&] {
    return board(rules, {world.ambito, {}}, world.question(year_2025)).front();
  };
  EXPECT_EQ(first().status, Status::no_threshold);
  EXPECT_TRUE(first().threshold->unconfirmed);
  EXPECT_TRUE(first().unconfirmed);
  EXPECT_EQ(first().threshold->value, Fraction(5'000));
  for (Rule& rule : rules.rules) rule.confirmed = true;
  EXPECT_EQ(first().status, Status::met);
  EXPECT_FALSE(first().unconfirmed);
}

}  // namespace
}  // namespace telaio::domain::leps
