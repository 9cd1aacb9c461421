// SPDX-License-Identifier: EUPL-1.2
// The life of a pagoPA notice: issued, then paid, annulled or expired; or replaced.
#include <algorithm>
#include <iterator>

#include "domain/account/account.hpp"
#include "domain/account/account_refusals.hpp"
#include "domain/checks.hpp"

namespace telaio::domain {
namespace {

using schema::NoticeOutcome;
using schema::VisibilityClass;
using Notice = Account::Notice;
using NoticeState = Account::NoticeState;

bool is_iuv(std::string_view text) {
  if (text.empty() || text.size() > iuv_characters_max) return false;
  return std::ranges::all_of(text, [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  });
}

std::optional<Refusal> check_new(const Account& account, const NoticeId& notice, Date due_on,
                                 std::string_view iuv, Date today) {
  if (notice.is_nil()) return Refusal{refusals::account_ids_missing, {}};
  if (find_notice(account, notice) != nullptr) {
    return Refusal{refusals::account_notice_id_used, {}};
  }
  if (!is_iuv(iuv)) {
    return Refusal{refusals::account_iuv_malformed,
                   {{"massimo", std::to_string(iuv_characters_max)}}};
  }
  if (due_on < today) return Refusal{refusals::account_due_in_past, {date_value("data", due_on)}};
  return std::nullopt;
}

struct NewNotice {
  NoticeId notice;
  InvoiceId invoice;
  Money amount;
  Date due_on;
  std::optional<NoticeId> replaces;
};

NewEvent issued_event(const PersonId& payer, const NewNotice& wanted, std::string iuv, Date today) {
  schema::PaymentNoticeIssuedT issued;
  issued.notice = wanted.notice;
  issued.invoice = wanted.invoice;
  issued.amount = wanted.amount;
  issued.due_on = wanted.due_on;
  issued.replaces = pointer_to(wanted.replaces);
  schema::NoticeNumberT number;
  number.iuv = std::move(iuv);
  NewEvent made = event(std::move(issued), VisibilityClass::p2, today);
  made.parts.push_back(sealed(payer, VisibilityClass::p2, std::move(number)));
  return made;
}

NewEvent closed_event(const NoticeId& notice, NoticeOutcome outcome, Date on) {
  schema::PaymentNoticeClosedT closed;
  closed.notice = notice;
  closed.outcome = outcome;
  closed.on = on;
  return event(std::move(closed), VisibilityClass::p2, on);
}

// Why a notice that is no longer pending takes no further outcome.
std::string_view closed_refusal(NoticeState state, NoticeOutcome asked) {
  const bool payment = asked == NoticeOutcome::paid;
  switch (state) {
    case NoticeState::annulled:
      return payment ? refusals::account_paid_after_annulment : refusals::account_notice_annulled;
    case NoticeState::expired:
      return payment ? refusals::account_paid_after_expiry : refusals::account_notice_expired;
    case NoticeState::paid:
    case NoticeState::pending:
      break;
  }
  return refusals::account_notice_paid;
}

bool is_outcome(NoticeState state, NoticeOutcome outcome) {
  switch (state) {
    case NoticeState::paid:
      return outcome == NoticeOutcome::paid;
    case NoticeState::annulled:
      return outcome == NoticeOutcome::annulled;
    case NoticeState::expired:
      return outcome == NoticeOutcome::expired;
    case NoticeState::pending:
      break;
  }
  return false;
}

std::optional<Refusal> check_pending(const Notice& notice, const CloseNotice& command,
                                     const AccountContext& context) {
  if (command.on > context.today) {
    return Refusal{refusals::account_date_in_future, {date_value("data", command.on)}};
  }
  switch (command.outcome) {
    case NoticeOutcome::paid:
      if (!context.iuv_matches) return Refusal{refusals::account_iuv_differs, {}};
      if (command.amount == notice.amount) return std::nullopt;
      return Refusal{refusals::account_amount_differs, {{"importo", to_italian(notice.amount)}}};
    case NoticeOutcome::expired:
      if (command.on > notice.due_on) return std::nullopt;
      return Refusal{refusals::account_not_expired_yet, {date_value("scadenza", notice.due_on)}};
    case NoticeOutcome::annulled:
    case NoticeOutcome::unknown:
      break;
  }
  return std::nullopt;
}

// The invoice of the correction, if it has one, and what is to pay then.
struct Corrected {
  std::vector<NewEvent> events;
  Money amount;
};

Result<Corrected, Refusal> correct(const Account& account, const Notice& notice,
                                   const ReplaceNotice& command, const AccountContext& context) {
  Corrected corrected{{}, notice.amount};
  if (!command.correction) return corrected;
  const Account::Invoice* invoice = find_invoice(account, notice.invoice);
  if (invoice == nullptr) return Refusal{refusals::account_invoice_unknown, {}};
  const IssueInvoice issue{
      command.correction->invoice,      account.person, invoice->comune, command.correction->month,
      {command.correction->settlement}, command.due_on};
  auto decision = decide(account, issue, context);
  if (!decision) return decision.error();
  // An invoice id that is there already belongs to a correction that was made before.
  if (decision->empty()) return Refusal{refusals::account_invoice_id_used, {}};
  const Money difference = decision->front().fact.AsInvoiceIssued()->total;
  const auto amount = checked_add(notice.amount, difference);
  if (!amount) return Refusal{refusals::account_total_overflow, {}};
  corrected.events = std::move(*decision);
  corrected.amount = *amount;
  return corrected;
}

}  // namespace

Decision decide(const Account& account, const IssueNotice& command, const AccountContext& context) {
  if (const Notice* before = find_notice(account, command.notice)) {
    if (before->invoice == command.invoice) return std::vector<NewEvent>{};
  }
  if (auto refusal =
          check_new(account, command.notice, command.due_on, command.iuv, context.today)) {
    return *refusal;
  }
  const Account::Invoice* invoice = find_invoice(account, command.invoice);
  if (invoice == nullptr) return Refusal{refusals::account_invoice_unknown, {}};
  NewNotice wanted{command.notice, command.invoice, invoice->total, command.due_on, std::nullopt};
  if (const Notice* last = last_notice_of(account, command.invoice)) {
    if (last->state == NoticeState::pending) return Refusal{refusals::account_notice_pending, {}};
    if (last->state == NoticeState::paid) return Refusal{refusals::account_notice_paid, {}};
    if (last->state == NoticeState::annulled) return Refusal{refusals::account_notice_annulled, {}};
    wanted.amount = last->amount;
    wanted.replaces = last->id;
  }
  if (wanted.amount <= Money()) return Refusal{refusals::account_nothing_to_pay, {}};
  std::vector<NewEvent> events;
  events.push_back(issued_event(account.person, wanted, command.iuv, context.today));
  return events;
}

Decision decide(const Account& account, const CloseNotice& command, const AccountContext& context) {
  if (!is_known(command.outcome)) return Refusal{refusals::account_outcome_missing, {}};
  const Notice* notice = find_notice(account, command.notice);
  if (notice == nullptr) return Refusal{refusals::account_notice_unknown, {}};
  if (notice->state != NoticeState::pending) {
    const bool same = is_outcome(notice->state, command.outcome) && notice->closed_on == command.on;
    const bool same_receipt = command.outcome != NoticeOutcome::paid || context.iuv_matches;
    if (same && same_receipt) return std::vector<NewEvent>{};
    return Refusal{closed_refusal(notice->state, command.outcome), {}};
  }
  if (auto refusal = check_pending(*notice, command, context)) return *refusal;
  std::vector<NewEvent> events;
  events.push_back(closed_event(command.notice, command.outcome, command.on));
  return events;
}

Decision decide(const Account& account, const ReplaceNotice& command,
                const AccountContext& context) {
  const Notice* notice = find_notice(account, command.notice);
  if (notice == nullptr) return Refusal{refusals::account_notice_unknown, {}};
  if (notice->replaced_by) {
    if (notice->replaced_by == command.replacement) return std::vector<NewEvent>{};
    return Refusal{refusals::account_notice_replaced, {}};
  }
  // What was paid stays as it is: the difference goes on the next invoice.
  if (notice->state == NoticeState::paid) return Refusal{refusals::account_notice_paid, {}};
  if (notice->state == NoticeState::annulled) return Refusal{refusals::account_notice_annulled, {}};
  if (auto refusal =
          check_new(account, command.replacement, command.due_on, command.iuv, context.today)) {
    return *refusal;
  }
  auto corrected = correct(account, *notice, command, context);
  if (!corrected) return corrected.error();

  std::vector<NewEvent> events;
  if (notice->state == NoticeState::pending) {
    events.push_back(closed_event(notice->id, NoticeOutcome::annulled, context.today));
  }
  std::ranges::move(corrected->events, std::back_inserter(events));
  if (corrected->amount > Money()) {
    const InvoiceId invoice = command.correction ? command.correction->invoice : notice->invoice;
    const NewNotice wanted{command.replacement, invoice, corrected->amount, command.due_on,
                           notice->id};
    events.push_back(issued_event(account.person, wanted, command.iuv, context.today));
  }
  return events;
}

}  // namespace telaio::domain
