// SPDX-License-Identifier: EUPL-1.2
// The state machine of a notice, every transition.
#include "tests/domain/account/account_fixtures.hpp"

namespace telaio::domain {
namespace {

using namespace telaio::testing;
using schema::NoticeOutcome;
using State = Account::NoticeState;

const Date day_after_due = due.plus_days(1);
const AccountContext later{day_after_due, codes, true};

State state_of(const Account& account, unsigned char number = 1) {
  return find_notice(account, id<NoticeId>(number))->state;
}

Account paid() {
  return after(noticed(), close(NoticeOutcome::paid, today, 123'03), receipt);
}
Account annulled() {
  return after(noticed(), close(NoticeOutcome::annulled), context);
}
Account expired() {
  return after(noticed(), close(NoticeOutcome::expired, day_after_due), later);
}

TEST(IssueNotice, AsksForTheWholeInvoiceAndSealsItsNumber) {
  const auto decision = decide(invoiced(), notice(1), context);
  const NewEvent& event = only_event(decision);
  EXPECT_EQ(event.fact.AsPaymentNoticeIssued()->amount, Money::from_cents(123'03));
  ASSERT_EQ(event.parts.size(), 1U);
  EXPECT_EQ(event.parts[0].subject, anna);
  EXPECT_EQ(event.parts[0].visibility, schema::VisibilityClass::p2);
  EXPECT_EQ(event.parts[0].content.AsNoticeNumber()->iuv, "0112345678901234");
}

TEST(IssueNotice, IsOneAtATimeForAnInvoice) {
  EXPECT_EQ(state_of(noticed()), State::pending);
  expect_already_done(decide(noticed(), notice(1), context));
  expect_refused(decide(noticed(), notice(2), context), refusals::account_notice_pending);
  expect_refused(decide(paid(), notice(2), context), refusals::account_notice_paid);
  expect_refused(decide(annulled(), notice(2), context), refusals::account_notice_annulled);
}

TEST(IssueNotice, MayFollowOneThatExpired) {
  auto command = notice(2);
  command.due_on = day_after_due;
  const auto decision = decide(expired(), command, later);
  EXPECT_EQ(*only_event(decision).fact.AsPaymentNoticeIssued()->replaces, id<NoticeId>(1));
}

TEST(IssueNotice, NeedsSomethingToPay) {
  for (const std::int64_t cents : {0, -1}) {
    const Account credit = after(Account{}, invoice(1, {settled(1, cents)}), context);
    expect_refused(decide(credit, notice(1), context), refusals::account_nothing_to_pay);
  }
  const Account cent = after(Account{}, invoice(1, {settled(1, 1)}), context);
  expect_accepted(decide(cent, notice(1), context));
  expect_refused(decide(Account{}, notice(1), context), refusals::account_invoice_unknown);
}

TEST(IssueNotice, TheIuvHasUpToThirtyFiveLettersAndDigits) {
  auto command = notice(1);
  command.iuv = std::string(35, '7');
  expect_accepted(decide(invoiced(), command, context));
  for (const std::string& wrong :
       {std::string(36, '7'), std::string(), std::string("12 3"), std::string("12\n")}) {
    command.iuv = wrong;
    expect_refused(decide(invoiced(), command, context), refusals::account_iuv_malformed);
  }
}

struct Transition {
  std::string name;
  Account from;
  NoticeOutcome asked;
  std::string_view refusal;  // Empty: accepted.
};

// Every state by every outcome. The same outcome on the same day is done already (below).
TEST(CloseNotice, EveryTransitionIsTakenOrRefusedByName) {
  using namespace refusals;
  const std::vector<Transition> table{
      {"pending, paid", noticed(), NoticeOutcome::paid, ""},
      {"pending, annulled", noticed(), NoticeOutcome::annulled, ""},
      {"pending, expired", noticed(), NoticeOutcome::expired, ""},
      {"paid, paid", paid(), NoticeOutcome::paid, account_notice_paid},
      {"paid, annulled", paid(), NoticeOutcome::annulled, account_notice_paid},
      {"paid, expired", paid(), NoticeOutcome::expired, account_notice_paid},
      {"annulled, paid", annulled(), NoticeOutcome::paid, account_paid_after_annulment},
      {"annulled, annulled", annulled(), NoticeOutcome::annulled, account_notice_annulled},
      {"annulled, expired", annulled(), NoticeOutcome::expired, account_notice_annulled},
      {"expired, paid", expired(), NoticeOutcome::paid, account_paid_after_expiry},
      {"expired, annulled", expired(), NoticeOutcome::annulled, account_notice_expired},
      {"expired, expired", expired(), NoticeOutcome::expired, account_notice_expired},
  };
  const AccountContext still_later{day_after_due.plus_days(1), codes, true};
  for (const Transition& each : table) {
    SCOPED_TRACE(each.name);
    const auto decision =
        decide(each.from, close(each.asked, day_after_due.plus_days(1), 123'03), still_later);
    if (each.refusal.empty()) {
      expect_accepted(decision);
    } else {
      expect_refused(decision, each.refusal);
    }
  }
}

TEST(CloseNotice, LeadsToTheStateItNames) {
  EXPECT_EQ(state_of(paid()), State::paid);
  EXPECT_EQ(state_of(annulled()), State::annulled);
  EXPECT_EQ(state_of(expired()), State::expired);
  EXPECT_EQ(find_notice(paid(), id<NoticeId>(1))->closed_on, today);
}

TEST(CloseNotice, SaidAgainIsDoneAlready) {
  expect_already_done(decide(paid(), close(NoticeOutcome::paid, today, 123'03), receipt));
  expect_already_done(decide(annulled(), close(NoticeOutcome::annulled), context));
  expect_already_done(decide(expired(), close(NoticeOutcome::expired, day_after_due), later));
}

TEST(CloseNotice, IsPaidToTheCentByItsIuv) {
  const auto pay = [](std::int64_t cents) { return close(NoticeOutcome::paid, today, cents); };
  expect_accepted(decide(noticed(), pay(123'03), receipt));
  expect_refused(decide(noticed(), pay(123'02), receipt), refusals::account_amount_differs);
  expect_refused(decide(noticed(), pay(123'04), receipt), refusals::account_amount_differs);
  expect_refused(decide(noticed(), close(NoticeOutcome::paid), receipt),
                 refusals::account_amount_differs);
  expect_refused(decide(noticed(), pay(123'03), context), refusals::account_iuv_differs);
}

TEST(CloseNotice, ExpiresAfterItsLastDay) {
  const AccountContext on_due{due, codes, false};
  expect_refused(decide(noticed(), close(NoticeOutcome::expired, due), on_due),
                 refusals::account_not_expired_yet);
  expect_accepted(decide(noticed(), close(NoticeOutcome::expired, day_after_due), later));
  expect_refused(decide(noticed(), close(NoticeOutcome::expired, day_after_due), on_due),
                 refusals::account_date_in_future);
}

TEST(CloseNotice, NeedsANoticeAndAnOutcome) {
  expect_refused(decide(invoiced(), close(NoticeOutcome::annulled), context),
                 refusals::account_notice_unknown);
  expect_refused(decide(noticed(), close(NoticeOutcome::unknown), context),
                 refusals::account_outcome_missing);
}

ReplaceNotice replacement(std::optional<std::int64_t> difference) {
  ReplaceNotice command{id<NoticeId>(1), id<NoticeId>(2), std::nullopt, due, "0199999999999999"};
  if (difference) {
    command.correction =
        ReplaceNotice::Correction{id<InvoiceId>(2), march, settled(1, *difference)};
  }
  return command;
}

TEST(ReplaceNotice, AnUnpaidOneIsAnnulledAndAnotherAsksForWhatIsDueNow) {
  const auto decision = decide(noticed(), replacement(-20'03), context);
  ASSERT_TRUE(decision.has_value()) << decision.error().code;
  ASSERT_EQ(decision->size(), 3U);
  const auto* closed = (*decision)[0].fact.AsPaymentNoticeClosed();
  const auto* corrected = (*decision)[1].fact.AsInvoiceIssued();
  const auto* issued = (*decision)[2].fact.AsPaymentNoticeIssued();
  EXPECT_EQ(closed->outcome, NoticeOutcome::annulled);
  EXPECT_EQ(corrected->total, Money::from_cents(-20'03));
  EXPECT_EQ(issued->amount, Money::from_cents(103'00));
  EXPECT_EQ(issued->invoice, id<InvoiceId>(2));
  EXPECT_EQ(*issued->replaces, id<NoticeId>(1));
  EXPECT_EQ((*decision)[2].parts[0].content.AsNoticeNumber()->iuv, "0199999999999999");

  const Account replaced = folded(*decision, noticed());
  EXPECT_EQ(state_of(replaced), State::annulled);
  EXPECT_EQ(state_of(replaced, 2), State::pending);
  expect_already_done(decide(replaced, replacement(-20'03), context));
  auto other = replacement(std::nullopt);
  other.replacement = id<NoticeId>(3);
  expect_refused(decide(replaced, other, context), refusals::account_notice_replaced);
}

TEST(ReplaceNotice, NothingLeftToPayHasNoNewNotice) {
  for (const std::int64_t difference : {-123'03, -200'00}) {
    const auto decision = decide(noticed(), replacement(difference), context);
    ASSERT_TRUE(decision.has_value()) << decision.error().code;
    EXPECT_EQ(decision->size(), 2U);
  }
  const auto a_cent = decide(noticed(), replacement(-123'02), context);
  ASSERT_TRUE(a_cent.has_value());
  EXPECT_EQ(a_cent->size(), 3U);
}

TEST(ReplaceNotice, AnExpiredOneIsAskedForAgain) {
  auto command = replacement(std::nullopt);
  command.due_on = day_after_due;
  const auto decision = decide(expired(), command, later);
  EXPECT_EQ(only_event(decision).fact.AsPaymentNoticeIssued()->amount, Money::from_cents(123'03));
}

TEST(ReplaceNotice, APaidOneIsLeftForTheConguaglio) {
  expect_refused(decide(paid(), replacement(-20'03), context), refusals::account_notice_paid);
  expect_refused(decide(annulled(), replacement(-20'03), context),
                 refusals::account_notice_annulled);
  expect_refused(decide(invoiced(), replacement(-20'03), context),
                 refusals::account_notice_unknown);
}

TEST(ReplaceNotice, TheSettlementIsChargedOnce) {
  const Account charged =
      after(noticed(), invoice(2, {settled(1, -20'03)}, Date::of(2026, 1, 1)), context);
  auto command = replacement(-20'03);
  command.correction->invoice = id<InvoiceId>(3);
  expect_refused(decide(charged, command, context), refusals::account_settlement_invoiced);
}

}  // namespace
}  // namespace telaio::domain
