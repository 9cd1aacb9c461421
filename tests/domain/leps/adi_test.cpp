// SPDX-License-Identifier: EUPL-1.2
#include "domain/leps/adi.hpp"

#include "tests/domain/leps/support.hpp"

namespace telaio::domain::leps {
namespace {

using testing::comune_a;
using testing::comune_b;
using testing::comune_outside;
using testing::day;
using testing::World;

const Window year_2025 = Window::year(2025);

// A PAD signed on 10 March 2025 is due on 8 July 2025.
constexpr std::string_view pad = "2025-03-10";

void move_to(World& world, AdiHousehold& household, std::string_view from, Code comune) {
  household.moves.push_back({world.next(day(from)), day(from), comune});
}

TEST(Adi1, ABenefitEndedTheDayBeforeTheDueDayIsExcludedAndOnItIsNot) {
  World before;
  const Position ended = before.stop(before.household(pad), BenefitStop::ended, "2025-07-07");
  EXPECT_EQ(before.ask("ADI-1", year_2025).status, Status::not_applicable);
  EXPECT_EQ(before.ask("ADI-1", year_2025).excluded_events, Events{ended});

  World on_due_day;
  on_due_day.stop(on_due_day.household(pad), BenefitStop::lost, "2025-07-08");
  EXPECT_EQ(on_due_day.ask("ADI-1", year_2025).excluded(), 0U);
  EXPECT_EQ(on_due_day.ask("ADI-1", year_2025).status, Status::not_met);
}

TEST(Adi1, ASuspensionExcludesNobody) {
  World world;
  world.stop(world.household(pad), BenefitStop::suspended, "2025-07-01");
  EXPECT_EQ(world.ask("ADI-1", year_2025).denominator, Fraction(1));
}

TEST(Adi1, TheEarliestFirstMeetingCountsWhateverTheOrderOfTyping) {
  World world;
  AdiHousehold& household = world.household(pad);
  world.meet(household, "2025-08-01");
  const Position earlier = world.meet(household, "2025-07-08", "2025-08-02");
  EXPECT_EQ(world.ask("ADI-1", year_2025).numerator_events, Events{earlier});
}

TEST(Adi1, AnAppointmentOfAnotherKindIsNotAFirstMeeting) {
  World world;
  AdiHousehold& household = world.household(pad);
  world.meet(household, "2025-07-01");
  household.appointments.back().kind = schema::AppointmentKind::ninety_day;
  EXPECT_EQ(world.ask("ADI-1", year_2025).numerator, Fraction(0));
}

TEST(Adi1, ATermThatEndsAfterTheKnownDayIsNotAFailure) {
  World world;
  world.household(pad);
  Question question = world.question(year_2025);
  question.known_on = day("2025-07-07");
  const Outcome running = world.ask("ADI-1", question);
  EXPECT_EQ(running.status, Status::not_yet_due);
  EXPECT_EQ(running.pending_events.size(), 1U);
  question.known_on = day("2025-07-08");
  EXPECT_EQ(world.ask("ADI-1", question).status, Status::not_met);
}

TEST(Adi1, ATermOutsideTheWindowBelongsToTheNextOne) {
  World world;
  world.household("2025-09-03");  // Due on 1 January 2026.
  world.household("2025-09-02");  // Due on 31 December 2025.
  EXPECT_EQ(world.ask("ADI-1", year_2025).denominator, Fraction(1));
  EXPECT_EQ(world.ask("ADI-1", Window::year(2026)).denominator, Fraction(1));
}

TEST(Adi1, HouseholdsDueInThirtyDaysAndNotYetMetAreAtRisk) {
  World world;
  world.household(pad);
  Question question = world.question(year_2025);
  question.on = day("2025-06-08");
  EXPECT_EQ(world.ask("ADI-1", question).at_risk_events.size(), 1U);
  question.on = day("2025-06-07");
  EXPECT_TRUE(world.ask("ADI-1", question).at_risk_events.empty());
  world.meet(world.households[0], "2025-06-08");
  question.on = day("2025-06-08");
  EXPECT_TRUE(world.ask("ADI-1", question).at_risk_events.empty());
}

TEST(Adi1, AHouseholdWithoutItsPadStaysOutAndIsListed) {
  World world;
  AdiHousehold& household = world.household(pad);
  household.receptions[0].pad_signed_on.reset();
  const Outcome outcome = world.ask("ADI-1", year_2025);
  EXPECT_EQ(outcome.status, Status::not_applicable);
  EXPECT_EQ(outcome.untriggered_events, Events{household.receptions[0].source.position});
}

TEST(Adi1, ALaterReceptionOfTheSameApplicationCompletesIt) {
  World world;
  AdiHousehold& household = world.household(pad);
  Reception completed = household.receptions[0];
  household.receptions[0].pad_signed_on.reset();
  completed.source = world.next(day(pad));
  household.receptions.push_back(completed);
  const Outcome outcome = world.ask("ADI-1", year_2025);
  EXPECT_EQ(outcome.denominator_events, Events{completed.source.position});
  EXPECT_TRUE(outcome.untriggered_events.empty());
}

TEST(Adi1, ARenewalDoesNotRestartTheClock) {
  World world;
  AdiHousehold& household = world.household(pad);
  world.meet(household, "2025-07-08");
  Reception renewal = household.receptions[0];
  renewal.source = world.next(day("2026-10-01"));
  renewal.application_on = renewal.received_on = day("2026-10-01");
  renewal.pad_signed_on = day("2026-10-01");
  household.receptions.push_back(renewal);
  EXPECT_EQ(world.ask("ADI-1", year_2025).denominator, Fraction(1));
  EXPECT_EQ(world.ask("ADI-1", Window::year(2027)).status, Status::not_applicable);
}

// A second application of 1 October 2026, PAD the same day: due on 29 January 2027.
void apply_again(World& world, AdiHousehold& household) {
  Reception again = household.receptions[0];
  again.source = world.next(day("2026-10-01"));
  again.application_on = again.received_on = day("2026-10-01");
  again.pad_signed_on = day("2026-10-01");
  household.receptions.push_back(again);
}

TEST(Adi1, AnApplicationAfterALossStartsANewClock) {
  World world;
  AdiHousehold& household = world.household(pad);
  world.meet(household, "2025-07-08");
  world.stop(household, BenefitStop::lost, "2026-09-30");
  apply_again(world, household);
  EXPECT_EQ(world.ask("ADI-1", year_2025).numerator, Fraction(1));
  EXPECT_EQ(world.ask("ADI-1", Window::year(2027)).status, Status::not_met);
  world.meet(household, "2027-01-29");
  EXPECT_EQ(world.ask("ADI-1", Window::year(2027)).status, Status::met);
}

TEST(Adi1, AnApplicationAfterAnEndIsARenewalIfTheHouseholdHadBeenMet) {
  World met;
  AdiHousehold& household = met.household(pad);
  met.meet(household, "2025-07-08");
  met.stop(household, BenefitStop::ended, "2026-09-30");
  apply_again(met, household);
  EXPECT_EQ(met.ask("ADI-1", Window::year(2027)).status, Status::not_applicable);

  World never_met;
  AdiHousehold& other = never_met.household(pad);
  never_met.stop(other, BenefitStop::ended, "2026-09-30");
  apply_again(never_met, other);
  EXPECT_EQ(never_met.ask("ADI-1", Window::year(2027)).denominator, Fraction(1));
}

TEST(Adi1, RollsTwoComuniUpIntoTheAmbito) {
  World world;
  world.meet(world.household(pad, comune_a), "2025-07-08");
  world.household(pad, comune_a);
  world.meet(world.household(pad, comune_b), "2025-07-08");
  const auto of = [&](std::optional<Code> comune) {
    Question question = world.question(year_2025);
    question.unit.comune = comune;
    return world.ask("ADI-1", question);
  };
  EXPECT_EQ(shown(of(comune_a)), "50,00 %");
  EXPECT_EQ(shown(of(comune_b)), "100,00 %");
  EXPECT_EQ(of(std::nullopt).numerator, Fraction(2));
  EXPECT_EQ(of(std::nullopt).denominator, Fraction(3));
  EXPECT_EQ(shown(of(std::nullopt)), "66,67 %");
}

TEST(Adi1, AMoveInsideTheAmbitoOnlyChangesTheComuneThatAnswers) {
  World world;
  AdiHousehold& household = world.household(pad, comune_a);
  move_to(world, household, "2025-07-08", comune_b);
  const auto denominator = [&](std::optional<Code> comune) {
    Question question = world.question(year_2025);
    question.unit.comune = comune;
    return world.ask("ADI-1", question).denominator;
  };
  EXPECT_EQ(denominator(std::nullopt), Fraction(1));
  EXPECT_EQ(denominator(comune_a), Fraction(0));
  EXPECT_EQ(denominator(comune_b), Fraction(1));
  // The day after the due date it is too late to change anything.
  household.moves[0].from = day("2025-07-09");
  EXPECT_EQ(denominator(comune_a), Fraction(1));
}

TEST(Adi1, AMoveOutOfTheAmbitoExcludesAndIsAnsweredByTheLastComuneOfIt) {
  World world;
  AdiHousehold& household = world.household(pad, comune_a);
  move_to(world, household, "2025-05-01", comune_b);
  move_to(world, household, "2025-06-01", comune_outside);
  const Position gone = household.moves[1].source.position;
  EXPECT_EQ(world.ask("ADI-1", year_2025).excluded_events, Events{gone});
  Question question = world.question(year_2025);
  question.unit.comune = comune_b;
  EXPECT_EQ(world.ask("ADI-1", question).excluded_events, Events{gone});
  question.unit.comune = comune_a;
  EXPECT_EQ(world.ask("ADI-1", question).excluded(), 0U);
}

TEST(Adi1, AComuneThatLeftTheAmbitoBeforeTheDueDayIsNotCounted) {
  World world;
  world.household(pad, comune_b);
  world.compose("2025-07-09", {comune_a});
  EXPECT_EQ(world.ask("ADI-1", year_2025).denominator, Fraction(1));
  world.compose("2025-07-08", {comune_a});
  EXPECT_EQ(world.ask("ADI-1", year_2025).denominator, Fraction(0));
}

TEST(Adi1, OurTargetHasAStatusForManagersAndNoneInAComplianceExport) {
  World world;
  world.meet(world.household(pad), "2025-07-08");
  Question question = world.question(year_2025);
  EXPECT_EQ(world.ask("ADI-1", question).status, Status::met);
  question.purpose = Purpose::compliance;
  EXPECT_EQ(world.ask("ADI-1", question).status, Status::no_threshold);
  EXPECT_EQ(shown(world.ask("ADI-1", question)), "100,00 %");
}

TEST(Adi1, IsNotYetDueBeforeTheMeasureExisted) {
  const World world;
  EXPECT_EQ(world.ask("ADI-1", Window::year(2023)).status, Status::not_yet_due);
}

TEST(Adi2, CountsSixtyDaysFromTheApplicationAndNeverDecides) {
  World world;
  world.meet(world.household(pad), "2025-05-09");  // Day 60.
  world.meet(world.household(pad), "2025-05-10");  // Day 61.
  const Outcome outcome = world.ask("ADI-2", year_2025);
  EXPECT_EQ(shown(outcome), "50,00 %");
  EXPECT_EQ(outcome.status, Status::no_threshold);
  EXPECT_EQ(outcome.term_days, 60);
  EXPECT_TRUE(outcome.unconfirmed);
}

TEST(Adi2, LeavesOutApplicationsBeforeTheGuidelines) {
  World world;
  world.household("2024-05-01");
  EXPECT_EQ(world.ask("ADI-2", Window::year(2024)).denominator, Fraction(0));
  world.household("2024-05-02");
  EXPECT_EQ(world.ask("ADI-2", Window::year(2024)).denominator, Fraction(1));
}

TEST(Adi7, ACallOnTheDayOfTheSuspensionIsACallAndTheDayAfterIsNot) {
  World called;
  AdiHousehold& household = called.household(pad);
  called.stop(household, BenefitStop::suspended, "2025-08-01",
              schema::BenefitReason::first_meeting);
  called.convene(household, "2025-08-01");
  EXPECT_EQ(called.ask("ADI-7", year_2025).status, Status::met);
  EXPECT_EQ(shown(called.ask("ADI-7", year_2025)), "0,00 %");

  household.convocations[0].on = day("2025-08-02");
  EXPECT_EQ(called.ask("ADI-7", year_2025).status, Status::not_met);
  EXPECT_EQ(called.ask("ADI-7", year_2025).short_events.size(), 1U);
}

TEST(Adi7, SuspensionsForAnotherReasonDoNotCount) {
  World world;
  world.stop(world.household(pad), BenefitStop::suspended, "2025-08-01",
             schema::BenefitReason::ninety_day);
  EXPECT_EQ(world.ask("ADI-7", year_2025).status, Status::not_applicable);
}

TEST(Adi7, AHouseholdSuspendedTwiceIsCountedOnce) {
  World world;
  AdiHousehold& household = world.household(pad);
  world.stop(household, BenefitStop::suspended, "2025-08-01", schema::BenefitReason::first_meeting);
  world.stop(household, BenefitStop::suspended, "2025-10-01", schema::BenefitReason::first_meeting);
  EXPECT_EQ(world.ask("ADI-7", year_2025).denominator, Fraction(1));
}

}  // namespace
}  // namespace telaio::domain::leps
