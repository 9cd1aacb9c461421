// SPDX-License-Identifier: EUPL-1.2
#include "domain/fee/fee.hpp"

#include "domain/fee/fee_refusals.hpp"
#include "tests/domain/fixtures.hpp"

namespace telaio::domain {
namespace {

using namespace telaio::testing;
using schema::FeeStatus;

const Date first = Date::of(2026, 2, 1);
const Date last = Date::of(2026, 2, 28);
const FeeContext context{
    today, codes, id<RegulationId>(4), Date::of(2026, 1, 1), Date::of(2026, 12, 31), std::nullopt};

FeeContext with_cost(std::int64_t cents) {
  return {today,
          codes,
          context.regulation,
          context.regulation_from,
          context.regulation_to,
          Money::from_cents(cents)};
}

DetermineCopayment february() {
  DetermineCopayment command;
  auto& fee = command.determined;
  fee.fee = id<FeeId>(1);
  fee.service = id<ServiceId>(2);
  fee.person = id<PersonId>(3);
  fee.from = first;
  fee.to = last;
  fee.regulation = id<RegulationId>(4);
  fee.attestation = std::make_unique<AttestationId>(id<AttestationId>(5));
  fee.isee = std::make_unique<Money>(Money::from_cents(9'000'00));
  fee.status = FeeStatus::determined;
  fee.exact_unit_fee = std::make_unique<schema::Fraction>(17, 4);
  fee.unit_fee_thousandths = 4250;
  fee.quantity_hundredths = 1200;
  fee.amount = Money::from_cents(51'00);
  auto step = std::make_unique<schema::FeeStepT>();
  step->kind = schema::FeeStepKind::segment_value;
  step->value = std::make_unique<schema::Fraction>(17, 4);
  fee.steps.push_back(std::move(step));
  return command;
}

DetermineCopayment with_share(std::int64_t cents) {
  auto command = february();
  command.determined.body_share = std::make_unique<Money>(Money::from_cents(cents));
  return command;
}

DetermineCopayment higher() {
  auto command = february();
  command.determined.fee = id<FeeId>(9);
  command.determined.amount = Money::from_cents(60'00);
  return command;
}

FeeHistory determined() {
  return after(FeeHistory{}, february(), context);
}

TEST(DetermineCopayment, StandsForItsPeriod) {
  const auto decision = decide(FeeHistory{}, february(), context);
  EXPECT_EQ(only_event(decision).effective_from, first);
  EXPECT_EQ(only_event(decision).effective_to, last);
  const FeeHistory history = determined();
  EXPECT_EQ(fee_on(history, first.plus_days(-1)), nullptr);
  ASSERT_NE(fee_on(history, first), nullptr);
  EXPECT_EQ(fee_on(history, last)->amount, Money::from_cents(51'00));
  EXPECT_EQ(fee_on(history, last.plus_days(1)), nullptr);
}

TEST(DetermineCopayment, WithTheSameInputsIsAlreadyDone) {
  auto again = february();
  again.determined.fee = id<FeeId>(9);
  expect_already_done(decide(determined(), again, context));
}

TEST(DetermineCopayment, WithSomethingChangedSupersedesTheOldAmount) {
  const auto decision = decide(determined(), higher(), context);
  const auto* fact = only_event(decision).fact.AsCopaymentDetermined();
  ASSERT_NE(fact->supersedes, nullptr);
  EXPECT_EQ(*fact->supersedes, id<FeeId>(1));
  const FeeHistory history = folded(*decision, determined());
  EXPECT_EQ(history.entries[0].superseded_by, id<FeeId>(9));
  EXPECT_EQ(fee_on(history, first)->amount, Money::from_cents(60'00));
  auto again = higher();
  again.determined.fee = id<FeeId>(10);
  expect_already_done(decide(history, again, context));
}

TEST(DetermineCopayment, BackToAnEarlierAmountIsNewsAgain) {
  const FeeHistory history = after(determined(), higher(), context);
  auto back = february();
  back.determined.fee = id<FeeId>(11);
  const auto decision = decide(history, back, context);
  EXPECT_EQ(*only_event(decision).fact.AsCopaymentDetermined()->supersedes, id<FeeId>(9));
}

TEST(DetermineCopayment, WithAnotherStepIsAnotherExplanationAndSoNews) {
  auto command = february();
  command.determined.fee = id<FeeId>(9);
  command.determined.steps.front()->segment = 2;
  expect_accepted(decide(determined(), command, context));
}

TEST(DetermineCopayment, RefusesAPeriodThatPartlyOverlaps) {
  auto next = higher();
  next.determined.from = last;
  next.determined.to = Date::of(2026, 3, 31);
  expect_refused(decide(determined(), next, context), refusals::fee_period_overlaps);
  next.determined.from = last.plus_days(1);
  expect_accepted(decide(determined(), next, context));
  auto before = higher();
  before.determined.from = Date::of(2026, 1, 1);
  before.determined.to = first;
  expect_refused(decide(determined(), before, context), refusals::fee_period_overlaps);
  before.determined.to = first.plus_days(-1);
  expect_accepted(decide(determined(), before, context));
}

TEST(DetermineCopayment, HasSharesThatSumToTheCostInCents) {
  expect_accepted(decide(FeeHistory{}, with_share(149'00), with_cost(200'00)));
  expect_refused(decide(FeeHistory{}, with_share(149'01), with_cost(200'00)),
                 refusals::fee_shares_do_not_sum);
  expect_refused(decide(FeeHistory{}, with_share(148'99), with_cost(200'00)),
                 refusals::fee_shares_do_not_sum);
}

TEST(DetermineCopayment, HasBothShareAndCostOrNeither) {
  expect_refused(decide(FeeHistory{}, february(), with_cost(200'00)),
                 refusals::fee_shares_do_not_sum);
  expect_refused(decide(FeeHistory{}, with_share(149'00), context),
                 refusals::fee_shares_do_not_sum);
}

TEST(DetermineCopayment, IsNeverNegative) {
  auto command = february();
  command.determined.amount = Money();
  expect_accepted(decide(FeeHistory{}, command, context));
  command.determined.amount = Money::from_cents(-1);
  expect_refused(decide(FeeHistory{}, command, context), refusals::fee_amount_negative);
  expect_refused(decide(FeeHistory{}, with_share(-1), with_cost(50'99)),
                 refusals::fee_amount_negative);
}

TEST(DetermineCopayment, OfAServiceThatIsNotAccessibleAsksForNothing) {
  auto command = february();
  command.determined.status = FeeStatus::not_accessible;
  expect_refused(decide(FeeHistory{}, command, context), refusals::fee_amount_without_access);
  command.determined.amount = Money();
  expect_accepted(decide(FeeHistory{}, command, with_cost(200'00)));
}

TEST(DetermineCopayment, UsesTheVersionOfTheRegulationThatWasGiven) {
  auto command = february();
  command.determined.regulation = id<RegulationId>(6);
  expect_refused(decide(FeeHistory{}, command, context), refusals::fee_other_regulation);
}

TEST(DetermineCopayment, LiesWhollyWithinTheValidityOfItsRegulation) {
  const auto valid = [](Date from, std::optional<Date> to) {
    return FeeContext{today, codes, id<RegulationId>(4), from, to, std::nullopt};
  };
  expect_accepted(decide(FeeHistory{}, february(), valid(first, last)));
  expect_accepted(decide(FeeHistory{}, february(), valid(first, std::nullopt)));
  expect_refused(decide(FeeHistory{}, february(), valid(first.plus_days(1), last)),
                 refusals::fee_regulation_not_in_force);
  expect_refused(decide(FeeHistory{}, february(), valid(first, last.plus_days(-1))),
                 refusals::fee_regulation_not_in_force);
}

TEST(DetermineCopayment, LastsADayAtLeast) {
  auto command = february();
  command.determined.to = first;
  expect_accepted(decide(FeeHistory{}, command, context));
  command.determined.to = first.plus_days(-1);
  expect_refused(decide(FeeHistory{}, command, context), refusals::fee_period_reversed);
}

TEST(DetermineCopayment, NamesFeeServicePersonAndStatus) {
  auto fee = february();
  fee.determined.fee = FeeId();
  expect_refused(decide(FeeHistory{}, fee, context), refusals::fee_ids_missing);
  auto service = february();
  service.determined.service = ServiceId();
  expect_refused(decide(FeeHistory{}, service, context), refusals::fee_ids_missing);
  auto person = february();
  person.determined.person = PersonId();
  expect_refused(decide(FeeHistory{}, person, context), refusals::fee_ids_missing);
  auto status = february();
  status.determined.status = FeeStatus::unknown;
  expect_refused(decide(FeeHistory{}, status, context), refusals::fee_status_missing);
}

TEST(DetermineCopayment, RefusesAnotherServiceAndAnIdOfAnotherDetermination) {
  auto other = higher();
  other.determined.service = id<ServiceId>(7);
  expect_refused(decide(determined(), other, context), refusals::fee_other_service);
  auto reused = higher();
  reused.determined.fee = id<FeeId>(1);
  expect_refused(decide(determined(), reused, context), refusals::fee_id_used);
}

}  // namespace
}  // namespace telaio::domain
