// SPDX-License-Identifier: EUPL-1.2
#include "domain/isee/lookup.hpp"

#include "domain/isee/isee_refusals.hpp"
#include "tests/domain/fixtures.hpp"

namespace telaio::domain {
namespace {

using namespace telaio::testing;
using schema::IseeLookupOutcome;

const IseeContext context{today, codes, {}, {id<PersonId>(2)}};

RecordIseeLookup lookup(IseeLookupOutcome outcome) {
  RecordIseeLookup command;
  command.household = id<HouseholdId>(9);
  command.person = id<PersonId>(2);
  command.kind = schema::IseeKind::ordinario;
  command.service_code = Code("SAD");
  command.outcome = outcome;
  return command;
}

AcquireAttestation attestation() {
  AcquireAttestation command;
  command.household = id<HouseholdId>(9);
  command.attestation = id<AttestationId>(1);
  command.beneficiary = id<PersonId>(2);
  command.kind = schema::IseeKind::ordinario;
  command.presented_on = yesterday;
  command.valid_from = yesterday;
  command.valid_to = Date::of(2026, 12, 31);
  command.channel = schema::IseeChannel::citizen;
  command.dsu_number = "INPS-ISEE-2026-00000032P-00";
  return command;
}

TEST(RecordIseeLookup, KeepsWhoWasAskedAboutForWhatAndHowItEnded) {
  const auto decision = decide(IseeFolder{}, lookup(IseeLookupOutcome::no_data), context);
  const NewEvent& event = only_event(decision);
  const auto* made = event.fact.AsIseeLookupMade();
  ASSERT_NE(made, nullptr);
  EXPECT_EQ(made->person, id<PersonId>(2));
  EXPECT_EQ(made->service_code, Code("SAD"));
  EXPECT_EQ(made->outcome, IseeLookupOutcome::no_data);
  EXPECT_EQ(event.visibility, schema::VisibilityClass::p2);
  EXPECT_EQ(event.effective_from, today);
  EXPECT_TRUE(event.parts.empty());
}

TEST(RecordIseeLookup, MadeTwiceIsTwoFacts) {
  const auto folder = after(IseeFolder{}, lookup(IseeLookupOutcome::offline), context);
  expect_accepted(decide(folder, lookup(IseeLookupOutcome::offline), context));
}

TEST(RecordIseeLookup, NeedsAnOutcomeAndAPersonOfTheHousehold) {
  expect_refused(decide(IseeFolder{}, lookup(IseeLookupOutcome::unknown), context),
                 refusals::isee_lookup_outcome_missing);
  auto other = lookup(IseeLookupOutcome::no_data);
  other.person = id<PersonId>(3);
  expect_refused(decide(IseeFolder{}, other, context), refusals::isee_not_of_household);
}

TEST(RecordIseeLookup, WithoutAnAnswerLeavesTheIseeUnknownAndWithNoDataDoesNot) {
  EXPECT_FALSE(answer_is_missing(IseeFolder{}));
  for (const auto outcome : {IseeLookupOutcome::offline, IseeLookupOutcome::invalid_request,
                             IseeLookupOutcome::internal_error}) {
    EXPECT_TRUE(answer_is_missing(after(IseeFolder{}, lookup(outcome), context)));
  }
  for (const auto outcome : {IseeLookupOutcome::no_data, IseeLookupOutcome::found}) {
    EXPECT_FALSE(answer_is_missing(after(IseeFolder{}, lookup(outcome), context)));
  }
}

TEST(RecordIseeLookup, IsSettledByALaterAnswerOrByAnAttestationOnPaper) {
  const auto unknown = after(IseeFolder{}, lookup(IseeLookupOutcome::offline), context);
  EXPECT_FALSE(answer_is_missing(after(unknown, lookup(IseeLookupOutcome::no_data), context)));
  EXPECT_FALSE(answer_is_missing(after(unknown, attestation(), context)));
}

RecordIseeLookup threshold(IseeLookupOutcome outcome, schema::IseeThresholdAnswer answer) {
  auto command = lookup(outcome);
  command.threshold = Money::from_cents(25'000'00);
  command.answer = answer;
  return command;
}

TEST(RecordIseeLookup, OfAThresholdKeepsTheThresholdTheSideAndTheAnnotations) {
  auto command = threshold(IseeLookupOutcome::found, schema::IseeThresholdAnswer::above);
  command.annotated = true;
  const auto decision = decide(IseeFolder{}, command, context);
  const auto* made = only_event(decision).fact.AsIseeLookupMade();
  ASSERT_NE(made, nullptr);
  ASSERT_NE(made->threshold, nullptr);
  EXPECT_EQ(*made->threshold, Money::from_cents(25'000'00));
  EXPECT_EQ(made->answer, schema::IseeThresholdAnswer::above);
  EXPECT_TRUE(made->annotated);
  EXPECT_EQ(made->attestation, nullptr);
}

TEST(RecordIseeLookup, OfAThresholdHasASideIfAndOnlyIfItFoundOne) {
  using Answer = schema::IseeThresholdAnswer;
  expect_accepted(
      decide(IseeFolder{}, threshold(IseeLookupOutcome::no_data, Answer::unknown), context));
  expect_refused(
      decide(IseeFolder{}, threshold(IseeLookupOutcome::found, Answer::unknown), context),
      refusals::isee_lookup_answer);
  expect_refused(
      decide(IseeFolder{}, threshold(IseeLookupOutcome::offline, Answer::within), context),
      refusals::isee_lookup_answer);
  auto bare = lookup(IseeLookupOutcome::found);
  bare.answer = Answer::within;
  expect_refused(decide(IseeFolder{}, bare, context), refusals::isee_lookup_answer);
  auto annotated = threshold(IseeLookupOutcome::no_data, Answer::unknown);
  annotated.annotated = true;
  expect_refused(decide(IseeFolder{}, annotated, context), refusals::isee_lookup_answer);
  auto acquired = threshold(IseeLookupOutcome::found, Answer::within);
  acquired.attestation = id<AttestationId>(1);
  expect_refused(decide(IseeFolder{}, acquired, context), refusals::isee_lookup_answer);
}

TEST(RecordIseeLookup, OfAThresholdNamesAKindAndAnAmountFromZero) {
  auto command = threshold(IseeLookupOutcome::found, schema::IseeThresholdAnswer::within);
  command.threshold = Money();
  expect_accepted(decide(IseeFolder{}, command, context));
  command.threshold = Money::from_cents(-1);
  expect_refused(decide(IseeFolder{}, command, context), refusals::isee_amount_negative);
  command = threshold(IseeLookupOutcome::found, schema::IseeThresholdAnswer::within);
  command.kind = schema::IseeKind::unknown;
  expect_refused(decide(IseeFolder{}, command, context), refusals::isee_kind_missing);
}

// There is an ISEE, and its amount is not known: pricing as if there were none would charge the
// most to somebody who has one.
TEST(RecordIseeLookup, OfAThresholdLeavesTheAmountUnknownUnlessInpsHasNoData) {
  using Answer = schema::IseeThresholdAnswer;
  const auto within =
      after(IseeFolder{}, threshold(IseeLookupOutcome::found, Answer::within), context);
  EXPECT_TRUE(answer_is_missing(within));
  EXPECT_FALSE(answer_is_missing(after(within, attestation(), context)));
  EXPECT_FALSE(answer_is_missing(
      after(IseeFolder{}, threshold(IseeLookupOutcome::no_data, Answer::unknown), context)));
  EXPECT_TRUE(answer_is_missing(
      after(IseeFolder{}, threshold(IseeLookupOutcome::offline, Answer::unknown), context)));
}

}  // namespace
}  // namespace telaio::domain
