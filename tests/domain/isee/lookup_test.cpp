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

}  // namespace
}  // namespace telaio::domain
