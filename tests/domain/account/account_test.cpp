// SPDX-License-Identifier: EUPL-1.2
#include "domain/account/account.hpp"

#include "base/limits.hpp"
#include "domain/account/iuv.hpp"
#include "tests/domain/account/account_fixtures.hpp"

namespace telaio::domain {
namespace {

using namespace telaio::testing;

const schema::InvoiceIssuedT& issued(const Decision& decision) {
  return *only_event(decision).fact.AsInvoiceIssued();
}

TEST(IssueInvoice, SumsItsLinesToTheCent) {
  const auto decision =
      decide(Account{}, invoice(1, {fee_charge(1, 123'03), settled(1, -20'04)}), context);
  EXPECT_EQ(issued(decision).total, Money::from_cents(102'99));
  EXPECT_EQ(issued(decision).lines.size(), 2U);
  EXPECT_EQ(only_event(decision).visibility, schema::VisibilityClass::p2);
}

TEST(IssueInvoice, ANegativeTotalIsACreditAndStands) {
  const auto decision =
      decide(Account{}, invoice(1, {fee_charge(1, 10'00), settled(1, -30'00)}), context);
  EXPECT_EQ(issued(decision).total, Money::from_cents(-20'00));
}

TEST(IssueInvoice, SaidAgainIsDoneAlready) {
  expect_already_done(decide(invoiced(), invoice(1, {fee_charge(1, 123'03)}), context));
  expect_refused(decide(invoiced(), invoice(1, {fee_charge(2, 1'00)}), context),
                 refusals::account_invoice_id_used);
}

TEST(IssueInvoice, ChargesAFeeOnce) {
  expect_refused(decide(invoiced(), invoice(2, {fee_charge(1, 123'03)}), context),
                 refusals::account_fee_invoiced);
  expect_refused(decide(invoiced(), invoice(2, {fee_charge(1, 123'03)}, march), context),
                 refusals::account_fee_invoiced);
  expect_refused(decide(Account{}, invoice(1, {fee_charge(1, 5'00), fee_charge(1, 5'00)}), context),
                 refusals::account_fee_invoiced);
  expect_accepted(decide(invoiced(), invoice(2, {fee_charge(2, 5'00)}), context));
}

TEST(IssueInvoice, ChargesASettlementOnce) {
  const Account once = after(Account{}, invoice(1, {settled(1, 9'00)}), context);
  expect_refused(decide(once, invoice(2, {settled(1, 9'00)}, march), context),
                 refusals::account_settlement_invoiced);
}

// isee-and-copayment, example E34: 3,000.00 in eleven instalments.
TEST(IssueInvoice, ThePartsOfAFeeSumToTheWholeAndEndThere) {
  Account account;
  for (unsigned char part = 0; part < 11; ++part) {
    const Date month = add_months(Date::of(2025, 4, 1), part);
    const auto command =
        invoice(static_cast<unsigned char>(part + 1), {fee_charge(1, 3'000'00, 11, part)}, month);
    const auto decision = decide(account, command, context);
    EXPECT_EQ(issued(decision).total, Money::from_cents(part < 10 ? 272'73 : 272'70));
    account = after(account, command, context);
    expect_refused(
        decide(account, invoice(99, {fee_charge(1, 3'000'00, 11, part)}, month), context),
        refusals::account_fee_invoiced);
  }
  EXPECT_EQ(times_invoiced(account, id<FeeId>(1)), 11U);
  expect_refused(decide(account, invoice(20, {fee_charge(1, 3'000'00, 11, 0)}, march), context),
                 refusals::account_fee_invoiced);
}

TEST(IssueInvoice, RefusesWhatDoesNotFitInAnInvoice) {
  const auto limit = limits::amount_cents_max;
  expect_accepted(decide(Account{}, invoice(1, {fee_charge(1, limit)}), context));
  expect_refused(decide(Account{}, invoice(1, {fee_charge(1, limit), fee_charge(2, 1)}), context),
                 refusals::account_total_overflow);
  expect_refused(
      decide(Account{}, invoice(1, {fee_charge(1, std::numeric_limits<std::int64_t>::max())}),
             context),
      refusals::account_total_overflow);
}

TEST(IssueInvoice, HasFromOneToAHundredLines) {
  expect_refused(decide(Account{}, invoice(1, {}), context), refusals::account_lines_missing);
  std::vector<Charge> charges;
  for (std::size_t n = 0; n < invoice_lines_max; ++n) {
    charges.push_back(fee_charge(static_cast<unsigned char>(n), 1));
  }
  expect_accepted(decide(Account{}, invoice(1, charges), context));
  charges.push_back(fee_charge(200, 1));
  expect_refused(decide(Account{}, invoice(1, charges), context), refusals::account_lines_too_many);
}

TEST(IssueInvoice, ALineIsAFeeOrASettlement) {
  Charge both = fee_charge(1, 1'00);
  both.settlement = id<SettlementId>(1);
  Charge neither = fee_charge(1, 1'00);
  neither.fee.reset();
  for (const Charge& wrong : {both, neither, fee_charge(1, 1'00, 1, 1), fee_charge(1, 1'00, 0, 0),
                              fee_charge(1, 1'00, charge_parts_max + 1, 0)}) {
    expect_refused(decide(Account{}, invoice(1, {wrong}), context),
                   refusals::account_line_malformed);
  }
  expect_accepted(
      decide(Account{}, invoice(1, {fee_charge(1, 1'00, charge_parts_max, 0)}), context));
}

TEST(IssueInvoice, IsForAMonthThatBegan) {
  expect_refused(
      decide(Account{}, invoice(1, {fee_charge(1, 1'00)}, Date::of(2026, 2, 2)), context),
      refusals::account_month_malformed);
  expect_accepted(decide(Account{}, invoice(1, {fee_charge(1, 1'00)}, march), context));
  expect_refused(
      decide(Account{}, invoice(1, {fee_charge(1, 1'00)}, Date::of(2026, 4, 1)), context),
      refusals::account_month_in_future);
}

TEST(IssueInvoice, IsDueFromTodayOn) {
  auto command = invoice(1, {fee_charge(1, 1'00)});
  command.due_on = today;
  expect_accepted(decide(Account{}, command, context));
  command.due_on = yesterday;
  expect_refused(decide(Account{}, command, context), refusals::account_due_in_past);
}

TEST(IssueInvoice, IsForOnePersonAndAComuneOfTheAmbito) {
  auto command = invoice(2, {fee_charge(2, 1'00)});
  command.person = id<PersonId>(2);
  expect_refused(decide(invoiced(), command, context), refusals::account_other_person);
  command = invoice(2, {fee_charge(2, 1'00)});
  command.comune = milano;
  expect_refused(decide(Account{}, command, context), refusals::account_unknown_comune);
  command = invoice(0, {fee_charge(2, 1'00)});
  expect_refused(decide(Account{}, command, context), refusals::account_ids_missing);
}

// Control digits by hand: 3010000000000000 divided by 93 leaves 43.
TEST(Iuv, HasSeventeenDigitsThatEndWithTheirControl) {
  EXPECT_EQ(iuv_of(1, 0), "01000000000000043");
  EXPECT_EQ(iuv_of(49, iuv_base_end - 1).size(), 17U);
  EXPECT_NE(iuv_of(1, 1), iuv_of(2, 1));
  EXPECT_EQ(notice_number_of(iuv_of(1, 0)), "301000000000000043");
}

}  // namespace
}  // namespace telaio::domain
