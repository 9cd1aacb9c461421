// SPDX-License-Identifier: EUPL-1.2
#include "projections/timeline/timeline.hpp"

#include <gtest/gtest.h>

#include "projections/timeline/timeline_query.hpp"
#include "tests/projections/support/story.hpp"

namespace telaio::projections::timeline {
namespace {

using schema::Fact;
using testing::Fold;
using testing::id;
using testing::Story;
using testing::Told;

const CaseId rossi = id<CaseId>(1);
const CaseId bianchi = id<CaseId>(2);
const PersonId anna = id<PersonId>(1);
const PersonId bruno = id<PersonId>(2);
const HouseholdId household = id<HouseholdId>(1);
const ContactId contact = id<ContactId>(1);
const ServiceId meals = id<ServiceId>(1);
const Date may_1 = Date::of(2026, 5, 1);
const Date june_1 = Date::of(2026, 6, 1);
const Date june_10 = Date::of(2026, 6, 10);
const Date june_30 = Date::of(2026, 6, 30);

class TimelineTest : public ::testing::Test {
 protected:
  TimelineTest() { story.today(june_30); }

  Told taken(const CaseId& case_file = rossi) {
    schema::TakenInChargeT fact;
    fact.case_file = case_file;
    fact.subjects = {case_file == rossi ? anna : bruno};
    if (case_file == rossi) fact.household = std::make_unique<HouseholdId>(household);
    fact.on = june_1;
    return story.tell(fact, june_1);
  }
  Told visit(Date on, const CaseId& case_file = rossi) {
    schema::InterventionLoggedT fact;
    fact.case_file = case_file;
    fact.kind = schema::InterventionKind::home_visit;
    fact.on = on;
    fact.confidential = true;
    return story.tell(fact, on);
  }
  Told requested(const ServiceId& service, const PersonId& person,
                 std::optional<CaseId> case_file) {
    schema::ServiceRequestedT fact;
    fact.service = service;
    fact.person = person;
    if (case_file) fact.case_file = std::make_unique<CaseId>(*case_file);
    fact.on = june_10;
    return story.tell(fact, june_10);
  }
  const view::ReadRows& rows() {
    fold = std::make_unique<Fold>(story.events(), timeline, nullptr);
    fold->advance_to(story.size() - 1);
    return fold->rows();
  }
  Page all(const CaseId& case_file = rossi) {
    Wanted wanted;
    wanted.case_file = case_file;
    return page(rows(), wanted);
  }
  static std::vector<Position> positions(const Page& page) {
    std::vector<Position> found;
    for (const Row& row : page.rows) found.push_back(row.position);
    return found;
  }
  static std::vector<Fact> types(const Page& page) {
    std::vector<Fact> found;
    for (const Row& row : page.rows) found.push_back(row.type);
    return found;
  }

  Story story;
  Timeline timeline;
  std::unique_ptr<Fold> fold;
};

TEST_F(TimelineTest, ShowsTheNewestDateFirstAndOfOneDateTheLastRecorded) {
  taken();         // 0, on 1 June
  visit(june_10);  // 1
  visit(may_1);    // 2, before the case was opened
  visit(june_10);  // 3
  EXPECT_EQ(positions(all()), (std::vector<Position>{3, 1, 0, 2}));
}

TEST_F(TimelineTest, ARowSaysWhenItHappenedWhenItWasRecordedAndHowLate) {
  taken();
  story.today(june_30);
  const Told told = visit(june_10);
  const Row row = all().rows[0];
  EXPECT_EQ(row.event, told.event);
  EXPECT_EQ(row.type, Fact::InterventionLogged);
  EXPECT_EQ(row.kind, 2);  // home_visit
  EXPECT_EQ(row.on, june_10);
  EXPECT_EQ(row.recorded_on, june_30);
  EXPECT_EQ(row.late_days, 20);
  EXPECT_TRUE(row.confidential);
  EXPECT_EQ(row.visibility, schema::VisibilityClass::p3);
  EXPECT_EQ(row.about, About::case_file);
  EXPECT_EQ(row.subject, rossi);
}

TEST_F(TimelineTest, AFactRecordedInAdvanceIsNotLate) {
  taken();
  visit(june_30.plus_days(5));
  EXPECT_EQ(all().rows[0].late_days, 0);
}

TEST_F(TimelineTest, HoldsTheFactsOfItsSubjectsHouseholdContactsAndServices) {
  schema::AccessContactLoggedT logged;
  logged.contact = contact;
  logged.persons = {anna};
  story.tell(logged, may_1);  // 0
  schema::AccessOutcomeDecidedT outcome;
  outcome.contact = contact;
  story.tell(outcome, may_1);  // 1
  schema::ResidenceChangedT moved;
  moved.person = anna;
  story.tell(moved, may_1);  // 2: before the case
  taken();                   // 3
  schema::CaseManagerAssignedT assigned;
  assigned.case_file = rossi;
  story.tell(assigned, june_1);  // 4
  schema::HouseholdMembershipChangedT joined;
  joined.household = household;
  joined.person = bruno;
  story.tell(joined, june_10);  // 5
  schema::IseeAttestationAcquiredT isee;
  isee.household = household;
  story.tell(isee, june_10);      // 6
  requested(meals, anna, rossi);  // 7
  schema::ServiceDeliveredT delivered;
  delivered.service = meals;
  story.tell(delivered, june_30);  // 8
  schema::CopaymentDeterminedT fee;
  fee.service = meals;
  story.tell(fee, june_30, {june_30, {}, {}, {}});  // 9
  schema::AppointmentHeldT held;
  held.household = household;
  story.tell(held, june_30);  // 10
  schema::CaseClosedT closed;
  closed.case_file = rossi;
  story.tell(closed, june_30);  // 11
  // Of others: nothing of this belongs to the case.
  taken(bianchi);
  visit(june_30, bianchi);
  moved.person = bruno;  // A member of the household, but not a subject of the case.
  story.tell(moved, june_30);

  EXPECT_EQ(positions(all()), (std::vector<Position>{11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0}));
  EXPECT_EQ(all().rows[2].to, june_30);
}

TEST_F(TimelineTest, WhatBecomesOfAFeeIsAmongTheFactsOfItsService) {
  taken();
  requested(meals, anna, rossi);  // 1
  schema::SettlementDecidedT settled;
  settled.service = meals;
  settled.method = schema::SettlementMethod::refund;
  story.tell(settled, june_10);  // 2
  schema::FeeNotifiedT notified;
  // These name the fee alone and lie in the stream of its service.
  notified.fee = FeeId(Uuid(meals));
  story.tell(notified, june_10);  // 3
  schema::FeeReviewRequestedT asked;
  asked.fee = notified.fee;
  story.tell(asked, june_10);  // 4
  schema::FeeReviewDecidedT answered;
  answered.fee = notified.fee;
  answered.outcome = schema::FeeReviewOutcome::changed;
  story.tell(answered, june_10);  // 5
  schema::ServiceSuspendedT suspended;
  suspended.service = meals;
  suspended.reason = schema::SuspensionReason::arrears;
  story.tell(suspended, june_10);  // 6
  schema::ServiceResumedT resumed;
  resumed.service = meals;
  story.tell(resumed, june_10);                  // 7
  notified.fee = FeeId(Uuid(id<ServiceId>(9)));  // Of another family.
  story.tell(notified, june_10);
  const Page page = all();
  EXPECT_EQ(positions(page), (std::vector<Position>{7, 6, 5, 4, 3, 2, 1, 0}));
  EXPECT_EQ(page.rows[2].kind, static_cast<std::uint8_t>(schema::FeeReviewOutcome::changed));
}

// No data and no answer lead to different fees (isee-and-copayment 2.7): the page tells them apart.
TEST_F(TimelineTest, AQuestionToInpsIsAmongTheFactsOfTheHouseholdWithItsOutcome) {
  taken();
  const auto asked = [&](schema::IseeLookupOutcome outcome) {
    schema::IseeLookupMadeT fact;
    fact.household = household;
    fact.person = anna;
    fact.outcome = outcome;
    return story.tell(fact, june_10);
  };
  asked(schema::IseeLookupOutcome::no_data);
  asked(schema::IseeLookupOutcome::offline);
  const Page page = all();
  ASSERT_EQ(page.rows.size(), 3U);
  EXPECT_EQ(page.rows[0].type, Fact::IseeLookupMade);
  EXPECT_EQ(page.rows[0].kind, static_cast<std::uint8_t>(schema::IseeLookupOutcome::offline));
  EXPECT_EQ(page.rows[1].kind, static_cast<std::uint8_t>(schema::IseeLookupOutcome::no_data));
}

TEST_F(TimelineTest, AServiceAskedForWithinACaseIsOnThatCaseAlone) {
  taken();
  schema::TakenInChargeT second;
  second.case_file = bianchi;
  second.subjects = {anna};
  story.tell(second, june_1);
  const Told within = requested(meals, anna, rossi);
  const Told without = requested(id<ServiceId>(2), anna, std::nullopt);
  EXPECT_EQ(positions(all()), (std::vector<Position>{without.position, within.position, 0}));
  EXPECT_EQ(positions(all(bianchi)), (std::vector<Position>{without.position, 1}));
}

TEST_F(TimelineTest, PagesJoinWithoutGapsOrRepetitions) {
  taken();
  for (int i = 0; i < 7; ++i) visit(i % 2 == 0 ? june_10 : june_30);
  const auto whole = positions(all());
  ASSERT_EQ(whole.size(), 8U);
  for (const std::size_t limit : {1U, 3U, 7U, 8U, 9U}) {
    Wanted wanted;
    wanted.case_file = rossi;
    wanted.limit = limit;
    std::vector<Position> joined;
    do {
      const Page one = page(rows(), wanted);
      EXPECT_LE(one.rows.size(), limit);
      for (const Position position : positions(one)) joined.push_back(position);
      wanted.after = one.next;
    } while (wanted.after);
    EXPECT_EQ(joined, whole) << limit;
  }
}

TEST_F(TimelineTest, OnADateShowsWhatHadHappenedByThen) {
  taken();
  visit(june_10);
  visit(june_30);
  Wanted wanted;
  wanted.case_file = rossi;
  wanted.on = june_10;
  EXPECT_EQ(positions(page(rows(), wanted)), (std::vector<Position>{1, 0}));
  wanted.on = june_10.plus_days(-1);
  EXPECT_EQ(positions(page(rows(), wanted)), (std::vector<Position>{0}));
}

TEST_F(TimelineTest, MayShowSomeTypesOnly) {
  taken();
  visit(june_10);
  Wanted wanted;
  wanted.case_file = rossi;
  wanted.types = {Fact::TakenInCharge};
  EXPECT_EQ(types(page(rows(), wanted)), std::vector{Fact::TakenInCharge});
}

TEST_F(TimelineTest, AVoidedFactStaysCrossedOutAndIsNotCounted) {
  taken();
  const Told wrong = visit(june_10);
  story.make_void(wrong);
  const Page now = all();
  ASSERT_EQ(positions(now), (std::vector<Position>{1, 0}));
  EXPECT_TRUE(now.rows[0].voided);
  ASSERT_EQ(now.rows[0].corrections.size(), 1U);
  EXPECT_EQ(now.rows[0].corrections[0].kind, schema::CorrectionKind::void_event);
  const Counts numbers = counts(rows(), rossi, std::nullopt);
  ASSERT_EQ(numbers.by_type.size(), 1U);
  EXPECT_EQ(numbers.by_type[0].type, Fact::TakenInCharge);
  EXPECT_EQ(numbers.voided, std::vector<Position>{1});
}

TEST_F(TimelineTest, ACorrectedDateMovesTheRowAndShowsOldAndNew) {
  taken();
  visit(june_10);
  const Told late = visit(june_30);
  story.correct_date(late, may_1);
  const Page now = all();
  EXPECT_EQ(positions(now), (std::vector<Position>{1, 0, 2}));
  ASSERT_EQ(now.rows[2].corrections.size(), 1U);
  EXPECT_EQ(now.rows[2].corrections[0].old_effective, june_30);
  EXPECT_EQ(now.rows[2].corrections[0].new_effective, may_1);
  EXPECT_EQ(now.rows[2].late_days, 60);
}

TEST_F(TimelineTest, AVoidedRequestTiesNoLivingServiceToTheCase) {
  taken();
  taken(bianchi);
  const Told wrong = requested(meals, anna, rossi);
  story.make_void(wrong);
  requested(meals, bruno, bianchi);
  schema::ServiceActivatedT active;
  active.service = meals;
  const Told activated = story.tell(active, june_30);
  EXPECT_EQ(positions(all()), (std::vector<Position>{wrong.position, 0}));
  EXPECT_TRUE(all().rows[0].voided);
  EXPECT_EQ(positions(all(bianchi))[0], activated.position);
}

TEST_F(TimelineTest, EveryCountHasItsFactsAndTogetherTheyAreTheRows) {
  std::mt19937_64 random(testing::test_seed());
  tell_random(story, random, 1'000);
  const view::ReadRows& told = rows();
  for (std::uint64_t n = 1; n <= testing::random_cases; ++n) {
    Wanted wanted;
    wanted.case_file = id<CaseId>(n);
    wanted.limit = 10'000;
    const Page whole = page(told, wanted);
    const Counts numbers = counts(told, wanted.case_file, std::nullopt);
    EXPECT_EQ(numbers.rows(), whole.rows.size());
    for (const Count& one : numbers.by_type) {
      wanted.types = {one.type};
      auto listed = positions(page(told, wanted));
      std::erase_if(listed, [&](Position position) {
        return std::ranges::find(numbers.voided, position) != numbers.voided.end();
      });
      EXPECT_EQ(listed, one.positions);
    }
  }
}

TEST_F(TimelineTest, EveryPositionAndDateEqualsAFoldOfThePrefix) {
  std::mt19937_64 random(testing::test_seed());
  tell_random(story, random, 800);
  testing::same_as_a_fold_of_the_prefix(
      story, timeline, random, [](const view::ReadRows& all_rows, Date on) {
        std::pair<std::vector<Page>, std::vector<Counts>> answer;
        for (std::uint64_t n = 1; n <= testing::random_cases; ++n) {
          Wanted wanted;
          wanted.case_file = id<CaseId>(n);
          wanted.on = on;
          wanted.limit = 7;
          answer.first.push_back(page(all_rows, wanted));
          wanted.after = answer.first.back().next;
          answer.first.push_back(page(all_rows, wanted));
          answer.second.push_back(counts(all_rows, wanted.case_file, on));
        }
        return answer;
      });
}

}  // namespace
}  // namespace telaio::projections::timeline
