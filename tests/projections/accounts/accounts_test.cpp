// SPDX-License-Identifier: EUPL-1.2
#include "projections/accounts/accounts.hpp"

#include <gtest/gtest.h>

#include "projections/accounts/accounts_query.hpp"
#include "tests/projections/support/story.hpp"

namespace telaio::projections::accounts {
namespace {

using schema::NoticeOutcome;
using testing::Fold;
using testing::id;
using testing::Story;
using testing::Told;

const Code sesto("015209");
const Code cologno("015081");
const Date may = Date::of(2026, 5, 1);
const Date june = Date::of(2026, 6, 1);
const Date june_5 = Date::of(2026, 6, 5);
const Date june_20 = Date::of(2026, 6, 20);
const Date july_5 = Date::of(2026, 7, 5);

class AccountsTest : public ::testing::Test {
 protected:
  Told invoice(std::uint64_t number, std::int64_t cents, Date month = may,
               const Code& comune = sesto, Date on = june_5, std::uint64_t person = 1) {
    schema::InvoiceIssuedT fact;
    fact.invoice = id<InvoiceId>(number);
    fact.person = id<PersonId>(person);
    fact.comune = comune;
    fact.month = month;
    fact.total = Money::from_cents(cents);
    fact.due_on = july_5;
    auto line = std::make_unique<schema::InvoiceLineT>();
    line->fee = std::make_unique<FeeId>(id<FeeId>(number));
    line->service = id<ServiceId>(1);
    line->amount = fact.total;
    fact.lines.push_back(std::move(line));
    return story.tell(fact, on);
  }
  Told notice(std::uint64_t number, std::uint64_t of_invoice, std::int64_t cents,
              Date on = june_5) {
    schema::PaymentNoticeIssuedT fact;
    fact.notice = id<NoticeId>(number);
    fact.invoice = id<InvoiceId>(of_invoice);
    fact.amount = Money::from_cents(cents);
    fact.due_on = july_5;
    return story.tell(fact, on, {std::nullopt, {id<PersonId>(1)}, {}, {}});
  }
  Told closed(std::uint64_t number, NoticeOutcome outcome, Date on) {
    schema::PaymentNoticeClosedT fact;
    fact.notice = id<NoticeId>(number);
    fact.outcome = outcome;
    fact.on = on;
    return story.tell(fact, on);
  }
  std::vector<Invoice> found(Date on = july_5, Date month = may, const Code& comune = sesto) {
    Fold fold(story.events(), projection, &story.derived_values());
    fold.advance_to(story.size() - 1);
    return invoices_of(fold.rows(), comune, month, on);
  }

  Story story;
  Accounts projection;
};

TEST_F(AccountsTest, AMonthOfAComuneHasItsInvoicesWithTheirLines) {
  invoice(1, 220'00);
  invoice(2, 10'00, june);
  invoice(3, 10'00, may, cologno);
  const auto rows = found();
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0].total, Money::from_cents(220'00));
  ASSERT_EQ(rows[0].lines.size(), 1U);
  EXPECT_EQ(rows[0].lines[0].fee, id<FeeId>(1));
  EXPECT_EQ(rows[0].lines[0].amount, Money::from_cents(220'00));
  EXPECT_TRUE(rows[0].notices.empty());
}

TEST_F(AccountsTest, ANoticeIsPendingUntilTheDayItIsPaid) {
  invoice(1, 220'00);
  const Told issued = notice(1, 1, 220'00);
  closed(1, NoticeOutcome::paid, june_20);
  const auto before = found(june_20.plus_days(-1));
  ASSERT_EQ(before[0].notices.size(), 1U);
  EXPECT_EQ(before[0].notices[0].outcome, NoticeOutcome::unknown);
  EXPECT_EQ(before[0].notices[0].position, issued.position);
  EXPECT_EQ(found(june_20)[0].notices[0].outcome, NoticeOutcome::paid);
  EXPECT_EQ(found(june_20)[0].notices[0].closed_on, june_20);
}

TEST_F(AccountsTest, TheLastNoticeOfAnInvoiceCounts) {
  invoice(1, 220'00);
  notice(1, 1, 220'00);
  closed(1, NoticeOutcome::expired, june_20);
  notice(2, 1, 220'00, june_20);
  const auto rows = found();
  ASSERT_EQ(rows[0].notices.size(), 2U);
  EXPECT_EQ(rows[0].notices.back().notice, id<NoticeId>(2));
  EXPECT_EQ(rows[0].notices.back().outcome, NoticeOutcome::unknown);
}

TEST_F(AccountsTest, NothingIsThereBeforeItWasIssued) {
  invoice(1, 220'00);
  EXPECT_TRUE(found(june_5.plus_days(-1)).empty());
  EXPECT_EQ(found(june_5).size(), 1U);
  EXPECT_TRUE(found(july_5, june).empty());
}

TEST_F(AccountsTest, AVoidedPaymentLeavesTheNoticePending) {
  invoice(1, 220'00);
  notice(1, 1, 220'00);
  story.make_void(closed(1, NoticeOutcome::paid, june_20));
  EXPECT_EQ(found()[0].notices[0].outcome, NoticeOutcome::unknown);
}

TEST_F(AccountsTest, AVoidedInvoiceIsGone) {
  story.make_void(invoice(1, 220'00));
  EXPECT_TRUE(found().empty());
}

TEST_F(AccountsTest, ANoticeLeadsToItsInvoice) {
  invoice(1, 220'00);
  notice(7, 1, 220'00);
  Fold fold(story.events(), projection, &story.derived_values());
  fold.advance_to(story.size() - 1);
  EXPECT_EQ(invoice_of_notice(fold.rows(), id<NoticeId>(7), july_5)->invoice, id<InvoiceId>(1));
  EXPECT_FALSE(invoice_of_notice(fold.rows(), id<NoticeId>(8), july_5).has_value());
}

TEST_F(AccountsTest, EveryPositionAndDateEqualsAFoldOfThePrefix) {
  std::mt19937_64 random(testing::test_seed());
  const auto below = [&](std::uint64_t end) { return random() % end; };
  const auto days =
      static_cast<std::uint64_t>(days_between(testing::random_first_day, testing::random_last_day));
  std::vector<Told> told;
  for (std::uint64_t n = 1; n <= 400; ++n) {
    const Date on = testing::random_first_day.plus_days(static_cast<std::int32_t>(below(days)));
    const Date month = Date::of(2025, 1 + static_cast<unsigned>(below(3)), 1);
    const std::uint64_t kind = below(5);
    if (kind < 2) {
      told.push_back(invoice(n, static_cast<std::int64_t>(below(90'000)), month,
                             below(2) == 0 ? sesto : cologno, on, 1 + below(5)));
    } else if (kind == 2) {
      told.push_back(notice(n, 1 + below(n), 10'00, on));
    } else if (kind == 3) {
      told.push_back(closed(1 + below(n), static_cast<NoticeOutcome>(1 + below(3)), on));
    } else if (!told.empty()) {
      if (below(2) == 0) {
        story.make_void(told[below(told.size())]);
      } else {
        story.correct_date(told[below(told.size())], on);
      }
    }
  }
  struct Answer {
    std::vector<std::vector<Invoice>> months;
    std::vector<std::optional<Invoice>> by_id;
    bool operator==(const Answer&) const = default;
  };
  testing::same_as_a_fold_of_the_prefix(
      story, projection, random, [](const view::ReadRows& all, Date on) {
        Answer answer;
        for (unsigned month = 1; month <= 3; ++month) {
          for (const Code& comune : {sesto, cologno}) {
            answer.months.push_back(invoices_of(all, comune, Date::of(2025, month, 1), on));
          }
        }
        for (std::uint64_t n = 1; n <= 400; n += 7) {
          answer.by_id.push_back(invoice_of_notice(all, id<NoticeId>(n), on));
        }
        return answer;
      });
}

}  // namespace
}  // namespace telaio::projections::accounts
