// SPDX-License-Identifier: EUPL-1.2
#include "domain/fee/settlement.hpp"

#include "domain/fee/fee_refusals.hpp"
#include "tests/domain/fixtures.hpp"

namespace telaio::domain {
namespace {

using namespace telaio::testing;
using schema::FeeStatus;
using schema::SettlementMethod;

const Date first = Date::of(2026, 2, 1);
const Date last = Date::of(2026, 3, 31);
const SettlementContext context{today, codes};

schema::CopaymentDeterminedT fee(unsigned char n, Date from, Date to, std::int64_t cents) {
  schema::CopaymentDeterminedT made;
  made.fee = id<FeeId>(n);
  made.service = id<ServiceId>(2);
  made.person = id<PersonId>(3);
  made.from = from;
  made.to = to;
  made.regulation = id<RegulationId>(4);
  made.status = FeeStatus::determined;
  made.amount = Money::from_cents(cents);
  return made;
}

// One fee of two months, charged 105.88.
FeeHistory charged() {
  const FeeContext terms{today,        codes,       id<RegulationId>(4), Date::of(2026, 1, 1),
                         std::nullopt, std::nullopt};
  return after(FeeHistory{}, DetermineCopayment{fee(1, first, last, 105'88)}, terms);
}

Redetermination again(unsigned char n, Date from, Date to, std::int64_t was, std::int64_t now) {
  Redetermination made;
  made.determined = fee(n, from, to, now);
  made.determined.supersedes = std::make_unique<FeeId>(id<FeeId>(1));
  made.charged = Money::from_cents(was);
  made.regulation = id<RegulationId>(4);
  made.regulation_from = Date::of(2026, 1, 1);
  return made;
}

DecideSettlement settle(std::vector<Redetermination> periods) {
  DecideSettlement command;
  command.settlement = id<SettlementId>(20);
  command.service = id<ServiceId>(2);
  command.periods = std::move(periods);
  command.method = SettlementMethod::next_invoice;
  command.cause = id<EventId>(30);
  command.on = today;
  return command;
}

DecideSettlement debt() {
  return settle({again(11, first, last, 105'88, 192'50)});
}
DecideSettlement credit() {
  return settle({again(11, first, last, 105'88, 100'00)});
}

TEST(DecideSettlement, PutsTheNewFeeAndTheDifferenceInOneCommit) {
  const auto decision = decide(charged(), debt(), context);
  ASSERT_TRUE(decision) << decision.error().code;
  ASSERT_EQ(decision->size(), 2U);
  const auto* now = decision->at(0).fact.AsCopaymentDetermined();
  EXPECT_EQ(*now->supersedes, id<FeeId>(1));
  EXPECT_EQ(decision->at(0).effective_from, first);
  const auto* settled = decision->at(1).fact.AsSettlementDecided();
  EXPECT_EQ(settled->total, Money::from_cents(86'62));
  ASSERT_EQ(settled->fees.size(), 1U);
  EXPECT_EQ(settled->fees[0]->charged, Money::from_cents(105'88));
  EXPECT_EQ(settled->fees[0]->due, Money::from_cents(192'50));
  EXPECT_EQ(settled->fees[0]->replacement, id<FeeId>(11));
  EXPECT_EQ(*settled->cause, id<EventId>(30));
}

TEST(DecideSettlement, LeavesTheOldFeeAsItWasAndReplacesIt) {
  const FeeHistory history = after(charged(), debt(), context);
  EXPECT_EQ(history.entries[0].determined->amount, Money::from_cents(105'88));
  EXPECT_EQ(history.entries[0].superseded_by, id<FeeId>(11));
  EXPECT_EQ(fee_on(history, first)->amount, Money::from_cents(192'50));
  expect_already_done(decide(history, debt(), context));
  auto other = debt();
  other.settlement = id<SettlementId>(21);
  other.periods[0].determined.fee = id<FeeId>(12);
  expect_refused(decide(history, other, context), refusals::fee_settlement_stale);
}

TEST(DecideSettlement, APieceAfterTheOtherCoversTheOldFee) {
  const Date cut = Date::of(2026, 3, 1);
  auto command = settle(
      {again(11, first, cut.plus_days(-1), 50'00, 50'00), again(12, cut, last, 55'88, 99'00)});
  const FeeHistory history = after(charged(), command, context);
  EXPECT_EQ(fee_on(history, first)->amount, Money::from_cents(50'00));
  EXPECT_EQ(fee_on(history, last)->amount, Money::from_cents(99'00));
  EXPECT_EQ(history.settlements.front().total, Money::from_cents(43'12));

  command.periods[1].determined.from = cut.plus_days(1);
  expect_refused(decide(charged(), command, context), refusals::fee_settlement_mismatch);
  command.periods[1].determined.from = cut;
  command.periods[1].charged = Money::from_cents(55'87);
  expect_refused(decide(charged(), command, context), refusals::fee_settlement_mismatch);
}

TEST(DecideSettlement, RefusesAMethodThatDoesNotFit) {
  auto command = debt();
  command.method = SettlementMethod::unknown;
  expect_refused(decide(charged(), command, context), refusals::fee_settlement_method_missing);
  command.method = SettlementMethod::refund;
  expect_refused(decide(charged(), command, context), refusals::fee_refund_of_debt);
  command = credit();
  command.method = SettlementMethod::refund;
  expect_accepted(decide(charged(), command, context));
  command.method = SettlementMethod::waived;
  expect_refused(decide(charged(), command, context), refusals::fee_waiver_of_credit);
  command.method = SettlementMethod::instalments;
  command.instalments = 2;
  expect_refused(decide(charged(), command, context), refusals::fee_instalments_of_credit);
}

TEST(DecideSettlement, InstalmentsGoFromTwoToSixty) {
  auto command = debt();
  command.method = SettlementMethod::instalments;
  for (const std::uint8_t wrong : std::initializer_list<std::uint8_t>{0, 1, 61}) {
    command.instalments = wrong;
    expect_refused(decide(charged(), command, context), refusals::fee_instalments_out_of_range);
  }
  for (const std::uint8_t right : std::initializer_list<std::uint8_t>{2, 60}) {
    command.instalments = right;
    expect_accepted(decide(charged(), command, context));
  }
  command.method = SettlementMethod::waived;
  expect_refused(decide(charged(), command, context), refusals::fee_instalments_out_of_range);
}

TEST(DecideSettlement, RefusesNothingAndAFeeNobodyDetermined) {
  expect_refused(decide(charged(), settle({}), context), refusals::fee_nothing_to_settle);
  expect_refused(decide(FeeHistory{}, debt(), context), refusals::fee_settlement_stale);
  auto tomorrow_s = debt();
  tomorrow_s.on = tomorrow;
  expect_refused(decide(charged(), tomorrow_s, context), refusals::fee_date_in_future);
  auto reused = debt();
  reused.periods[0].determined.fee = id<FeeId>(1);
  expect_refused(decide(charged(), reused, context), refusals::fee_id_used);
}

}  // namespace
}  // namespace telaio::domain
