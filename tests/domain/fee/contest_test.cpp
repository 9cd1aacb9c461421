// SPDX-License-Identifier: EUPL-1.2
#include "domain/fee/contest.hpp"

#include "domain/fee/fee_refusals.hpp"
#include "tests/domain/fixtures.hpp"

namespace telaio::domain {
namespace {

using namespace telaio::testing;
using schema::FeeReviewOutcome;

const ContestContext context{today};
const Date told = Date::of(2026, 3, 1);
const Date asked = Date::of(2026, 3, 10);

schema::CopaymentDeterminedT fee(unsigned char n, std::int64_t cents) {
  schema::CopaymentDeterminedT made;
  made.fee = id<FeeId>(n);
  made.service = id<ServiceId>(2);
  made.person = id<PersonId>(3);
  made.from = Date::of(2026, 2, 1);
  made.to = Date::of(2026, 2, 28);
  made.regulation = id<RegulationId>(4);
  made.status = schema::FeeStatus::determined;
  made.amount = Money::from_cents(cents);
  return made;
}

const FeeContext terms{today,        codes,       id<RegulationId>(4), Date::of(2026, 1, 1),
                       std::nullopt, std::nullopt};

FeeHistory determined() {
  return after(FeeHistory{}, DetermineCopayment{fee(1, 51'00)}, terms);
}
FeeHistory notified() {
  return after(determined(), NotifyFee{id<FeeId>(1), told}, context);
}
FeeHistory contested() {
  return after(notified(), RequestReview{id<FeeId>(1), asked}, context);
}

TEST(NotifyFee, KeepsTheDayFromWhichTermsRun) {
  EXPECT_EQ(notified().entries[0].notified_on, told);
  expect_already_done(decide(notified(), NotifyFee{id<FeeId>(1), told}, context));
  expect_refused(decide(notified(), NotifyFee{id<FeeId>(1), asked}, context),
                 refusals::fee_already_notified);
}

TEST(NotifyFee, OfNoFeeAndOnADayToComeIsRefused) {
  expect_refused(decide(FeeHistory{}, NotifyFee{id<FeeId>(1), told}, context),
                 refusals::fee_unknown);
  expect_accepted(decide(determined(), NotifyFee{id<FeeId>(1), today}, context));
  expect_refused(decide(determined(), NotifyFee{id<FeeId>(1), tomorrow}, context),
                 refusals::fee_date_in_future);
}

TEST(NotifyFee, OfAFeeThatWasReplacedIsRefused) {
  const auto history = after(determined(), DetermineCopayment{fee(9, 60'00)}, terms);
  expect_refused(decide(history, NotifyFee{id<FeeId>(1), told}, context), refusals::fee_superseded);
}

TEST(RequestReview, NeedsANotificationOfThatDayOrBefore) {
  expect_refused(decide(determined(), RequestReview{id<FeeId>(1), asked}, context),
                 refusals::fee_not_notified);
  expect_refused(decide(notified(), RequestReview{id<FeeId>(1), told.plus_days(-1)}, context),
                 refusals::fee_before_notification);
  expect_accepted(decide(notified(), RequestReview{id<FeeId>(1), told}, context));
}

TEST(RequestReview, IsOneForEachFee) {
  expect_already_done(decide(contested(), RequestReview{id<FeeId>(1), asked}, context));
  expect_refused(decide(contested(), RequestReview{id<FeeId>(1), today}, context),
                 refusals::fee_already_reviewed);
}

TEST(DecideReview, AnswersAndChangesNoAmount) {
  const DecideReview changed{id<FeeId>(1), FeeReviewOutcome::changed, today};
  const auto decision = decide(contested(), changed, context);
  EXPECT_EQ(only_event(decision).fact.AsFeeReviewDecided()->outcome, FeeReviewOutcome::changed);
  const FeeHistory history = after(contested(), changed, context);
  EXPECT_EQ(history.entries[0].review->decided_on, today);
  EXPECT_EQ(fee_on(history, Date::of(2026, 2, 1))->amount, Money::from_cents(51'00));
  expect_already_done(decide(history, changed, context));
  expect_refused(
      decide(history, DecideReview{id<FeeId>(1), FeeReviewOutcome::confirmed, today}, context),
      refusals::fee_review_decided);
}

TEST(DecideReview, NeedsARequestAndAnOutcome) {
  expect_refused(
      decide(notified(), DecideReview{id<FeeId>(1), FeeReviewOutcome::confirmed, today}, context),
      refusals::fee_no_review);
  expect_refused(
      decide(contested(), DecideReview{id<FeeId>(1), FeeReviewOutcome::unknown, today}, context),
      refusals::fee_outcome_missing);
  const Date before = asked.plus_days(-1);
  expect_refused(
      decide(contested(), DecideReview{id<FeeId>(1), FeeReviewOutcome::confirmed, before}, context),
      refusals::fee_before_request);
  expect_accepted(
      decide(contested(), DecideReview{id<FeeId>(1), FeeReviewOutcome::confirmed, asked}, context));
}

TEST(DecideReview, IsOwedAlsoWhenTheFeeWasReplacedMeanwhile) {
  const auto history = after(contested(), DetermineCopayment{fee(9, 60'00)}, terms);
  expect_accepted(
      decide(history, DecideReview{id<FeeId>(1), FeeReviewOutcome::confirmed, today}, context));
}

}  // namespace
}  // namespace telaio::domain
