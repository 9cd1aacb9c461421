// SPDX-License-Identifier: EUPL-1.2
#include "domain/account/charges.hpp"

#include <array>

#include "tests/domain/account/account_fixtures.hpp"

namespace telaio::domain {
namespace {

using namespace telaio::testing;
using schema::SettlementMethod;

schema::CopaymentDeterminedT determined(unsigned char number, Date from, Date to,
                                        std::int64_t cents) {
  schema::CopaymentDeterminedT fee;
  fee.fee = id<FeeId>(number);
  fee.service = meals;
  fee.person = anna;
  fee.from = from;
  fee.to = to;
  fee.amount = Money::from_cents(cents);
  fee.status = schema::FeeStatus::determined;
  return fee;
}

void add(FeeHistory& history, schema::CopaymentDeterminedT fee,
         std::optional<FeeId> superseded_by = std::nullopt) {
  FeeHistory::Entry entry;
  entry.determined = std::make_shared<const schema::CopaymentDeterminedT>(std::move(fee));
  entry.superseded_by = superseded_by;
  history.entries.push_back(std::move(entry));
}

void settle(FeeHistory& history, unsigned char number, std::int64_t cents, SettlementMethod method,
            std::uint8_t instalments = 0) {
  schema::SettlementDecidedT decided;
  decided.settlement = id<SettlementId>(number);
  decided.service = meals;
  decided.person = anna;
  auto row = std::make_unique<schema::SettledFeeT>();
  row->fee = id<FeeId>(1);
  decided.fees.push_back(std::move(row));
  decided.total = Money::from_cents(cents);
  decided.method = method;
  decided.instalments = instalments;
  decided.on = Date::of(2026, 2, 10);
  history.settlements.push_back(std::move(decided));
}
FeeHistory settled_with(std::int64_t cents, SettlementMethod method, std::uint8_t instalments = 0) {
  FeeHistory history;
  settle(history, 1, cents, method, instalments);
  return history;
}

const Date february_end = Date::of(2026, 2, 28);

// January 2026 to December 2026, 1,200.00; then again at 600.00 under number 2.
FeeHistory year_changed() {
  FeeHistory history;
  add(history, determined(1, Date::of(2026, 1, 1), Date::of(2026, 12, 31), 1'200'00), id<FeeId>(2));
  auto changed = determined(2, Date::of(2026, 1, 1), Date::of(2026, 12, 31), 600'00);
  changed.supersedes = std::make_unique<FeeId>(id<FeeId>(1));
  add(history, std::move(changed));
  return history;
}

std::vector<Charge> charges(const FeeHistory& fees, const Account& account, Date month = february) {
  return charges_of({fees, account, month});
}

TEST(Charges, AFeeOfTheMonthIsChargedWhole) {
  FeeHistory history;
  add(history, determined(1, february, february_end, 123'03));
  const auto found = charges(history, {});
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].fee, id<FeeId>(1));
  EXPECT_EQ(found[0].parts, 1U);
  EXPECT_TRUE(charges(history, {}, march).empty());
  EXPECT_TRUE(charges(history, {}, Date::of(2026, 1, 1)).empty());
  EXPECT_TRUE(charges(history, invoiced()).empty());
}

TEST(Charges, NothingDueIsNotCharged) {
  FeeHistory history;
  add(history, determined(1, february, february_end, 0));
  EXPECT_TRUE(charges(history, {}).empty());
}

TEST(Charges, AFeeOfSeveralMonthsIsChargedByMonth) {
  FeeHistory history;
  add(history, determined(1, Date::of(2026, 1, 15), Date::of(2026, 3, 31), 300'00));
  const auto found = charges(history, {}, march);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].parts, 3U);
  EXPECT_EQ(found[0].part, 2U);
}

TEST(Charges, TheFeeInForceIsChargedWhenTheOldOneNeverWas) {
  const auto found = charges(year_changed(), {});
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].fee, id<FeeId>(2));
}

TEST(Charges, AFeeThatWasInvoicedStaysTheOneCharged) {
  const Account january =
      after(Account{}, invoice(1, {fee_charge(1, 1'200'00, 12, 0)}, Date::of(2026, 1, 1)), context);
  const auto found = charges(year_changed(), january);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].fee, id<FeeId>(1));
  EXPECT_EQ(found[0].part, 1U);
}

TEST(Charges, AFeeThatWasSettledStaysTheOneCharged) {
  FeeHistory history = year_changed();
  settle(history, 1, -600'00, SettlementMethod::next_invoice);
  const auto found = charges(history, {});
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].fee, id<FeeId>(1));
  EXPECT_EQ(found[1].settlement, id<SettlementId>(1));
}

// A settlement may split a fee in the middle of a month: both pieces stand for the one charged.
TEST(Charges, APieceOfASettledFeeDoesNotChargeItAgain) {
  FeeHistory history;
  add(history, determined(1, february, february_end, 100'00), id<FeeId>(3));
  for (const unsigned char number : std::array<unsigned char, 2>{2, 3}) {
    const bool first = number == 2;
    auto piece = determined(number, first ? february : Date::of(2026, 2, 15),
                            first ? Date::of(2026, 2, 14) : february_end, 30'00);
    piece.supersedes = std::make_unique<FeeId>(id<FeeId>(1));
    add(history, std::move(piece));
  }
  settle(history, 1, -40'00, SettlementMethod::next_invoice);
  const auto found = charges(history, {});
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].fee, id<FeeId>(1));
  EXPECT_EQ(found[0].whole, Money::from_cents(100'00));
}

// isee-and-copayment, example E36: charged 1,320.00, due 923.00.
TEST(Charges, AConguaglioGoesOnTheFirstInvoiceOfItsMonthOrLater) {
  const FeeHistory history = settled_with(-397'00, SettlementMethod::next_invoice);
  EXPECT_TRUE(charges(history, {}, Date::of(2026, 1, 1)).empty());
  const auto found = charges(history, {});
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].whole, Money::from_cents(-397'00));
  const Account charged = after(Account{}, invoice(1, {found[0]}), context);
  EXPECT_TRUE(charges(history, charged).empty());
  EXPECT_TRUE(charges(history, charged, march).empty());
}

TEST(Charges, InstalmentsAreOneAMonthUntilAllAre) {
  const FeeHistory history = settled_with(100'00, SettlementMethod::instalments, 2);
  Account account;
  for (unsigned char n = 0; n < 2; ++n) {
    const Date month = add_months(february, n);
    const auto found = charges(history, account, month);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].part, n);
    account = after(account, invoice(static_cast<unsigned char>(n + 1), found, month), context);
    EXPECT_TRUE(charges(history, account, month).empty());
  }
  EXPECT_TRUE(charges(history, account, Date::of(2026, 4, 1)).empty());
}

TEST(Charges, RefundsAndWaiversAreOnNoInvoice) {
  EXPECT_TRUE(charges(settled_with(-5'00, SettlementMethod::refund), {}).empty());
  EXPECT_TRUE(charges(settled_with(5'00, SettlementMethod::waived), {}).empty());
}

}  // namespace
}  // namespace telaio::domain
