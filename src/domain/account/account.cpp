// SPDX-License-Identifier: EUPL-1.2
// Invoices, and the state of the account. Notices: notices.cpp.
#include "domain/account/account.hpp"

#include <algorithm>

#include "base/limits.hpp"
#include "domain/account/account_refusals.hpp"
#include "domain/checks.hpp"
#include "schemas/read.hpp"

namespace telaio::domain {
namespace {

using schema::NoticeOutcome;
using schema::VisibilityClass;
using Line = Account::Line;
using NoticeState = Account::NoticeState;

std::optional<Refusal> check(const Account& account, const IssueInvoice& command,
                             const AccountContext& context) {
  if (command.invoice.is_nil() || command.person.is_nil()) {
    return Refusal{refusals::account_ids_missing, {}};
  }
  if (!account.invoices.empty() && account.person != command.person) {
    return Refusal{refusals::account_other_person, {}};
  }
  if (!context.codes.comuni.contains(command.comune)) {
    return Refusal{refusals::account_unknown_comune, {}};
  }
  if (first_of_month(command.month) != command.month) {
    return Refusal{refusals::account_month_malformed, {}};
  }
  if (command.month > context.today) {
    return Refusal{refusals::account_month_in_future, {date_value("mese", command.month)}};
  }
  if (command.due_on < context.today) {
    return Refusal{refusals::account_due_in_past, {date_value("data", command.due_on)}};
  }
  if (command.charges.empty()) return Refusal{refusals::account_lines_missing, {}};
  if (command.charges.size() > invoice_lines_max) {
    return Refusal{refusals::account_lines_too_many,
                   {{"massimo", std::to_string(invoice_lines_max)}}};
  }
  return std::nullopt;
}

std::optional<Refusal> check(const Charge& charge) {
  const bool one = charge.fee.has_value() != charge.settlement.has_value();
  const bool placed =
      charge.part < charge.parts && charge.parts >= 1 && charge.parts <= charge_parts_max;
  if (!one || !placed || charge.service.is_nil()) {
    return Refusal{refusals::account_line_malformed, {}};
  }
  return std::nullopt;
}

bool charges_same(const Line& line, const Charge& charge) {
  return line.fee == charge.fee && line.settlement == charge.settlement;
}

// Never twice in a month, never more often than there are parts.
bool charged_already(const Account& account, const std::vector<Line>& lines_so_far, Date month,
                     const Charge& charge) {
  const auto same = [&](const Line& line) { return charges_same(line, charge); };
  if (std::ranges::any_of(lines_so_far, same)) return true;
  std::size_t times = 0;
  for (const Account::Invoice& invoice : account.invoices) {
    const auto here = std::ranges::count_if(invoice.lines, same);
    if (here > 0 && invoice.month == month) return true;
    times += static_cast<std::size_t>(here);
  }
  return times >= charge.parts;
}

Result<Line, Refusal> line_of(const Account& account, const std::vector<Line>& lines_so_far,
                              Date month, const Charge& charge) {
  if (auto refusal = check(charge)) return *refusal;
  if (charged_already(account, lines_so_far, month, charge)) {
    return Refusal{
        charge.fee ? refusals::account_fee_invoiced : refusals::account_settlement_invoiced, {}};
  }
  const auto parts = split(charge.whole, charge.parts);
  return Line{charge.fee, charge.settlement, charge.service, parts[charge.part]};
}

bool same_invoice(const Account::Invoice& before, const IssueInvoice& command) {
  const bool same = before.comune == command.comune && before.month == command.month &&
                    before.lines.size() == command.charges.size();
  return same && std::ranges::equal(before.lines, command.charges, charges_same);
}

}  // namespace

const Account::Invoice* find_invoice(const Account& account, const InvoiceId& id) {
  const auto found = std::ranges::find(account.invoices, id, &Account::Invoice::id);
  return found == account.invoices.end() ? nullptr : &*found;
}

const Account::Notice* find_notice(const Account& account, const NoticeId& id) {
  const auto found = std::ranges::find(account.notices, id, &Account::Notice::id);
  return found == account.notices.end() ? nullptr : &*found;
}

const Account::Notice* last_notice_of(const Account& account, const InvoiceId& invoice) {
  const Account::Notice* last = nullptr;
  for (const Account::Notice& each : account.notices) {
    if (each.invoice == invoice) last = &each;
  }
  return last;
}

namespace {

template <class Matches>
std::size_t count_lines(const Account& account, const Matches& matches) {
  std::size_t times = 0;
  for (const Account::Invoice& invoice : account.invoices) {
    times += static_cast<std::size_t>(std::ranges::count_if(invoice.lines, matches));
  }
  return times;
}

}  // namespace

std::size_t times_invoiced(const Account& account, const FeeId& fee) {
  return count_lines(account, [&](const Line& line) { return line.fee == fee; });
}

std::size_t times_invoiced(const Account& account, const SettlementId& settlement) {
  return count_lines(account, [&](const Line& line) { return line.settlement == settlement; });
}

bool invoiced_for(const Account& account, const FeeId& fee, Date month) {
  return std::ranges::any_of(account.invoices, [&](const Account::Invoice& invoice) {
    const auto same = [&](const Line& line) { return line.fee == fee; };
    return invoice.month == month && std::ranges::any_of(invoice.lines, same);
  });
}

Decision decide(const Account& account, const IssueInvoice& command,
                const AccountContext& context) {
  if (const Account::Invoice* before = find_invoice(account, command.invoice)) {
    if (same_invoice(*before, command)) return std::vector<NewEvent>{};
    return Refusal{refusals::account_invoice_id_used, {}};
  }
  if (auto refusal = check(account, command, context)) return *refusal;

  schema::InvoiceIssuedT issued;
  issued.invoice = command.invoice;
  issued.person = command.person;
  issued.comune = command.comune;
  issued.month = command.month;
  issued.due_on = command.due_on;
  std::vector<Line> lines;
  for (const Charge& charge : command.charges) {
    const auto line = line_of(account, lines, command.month, charge);
    if (!line) return line.error();
    const auto total = checked_add(issued.total, line->amount);
    const bool fits = total && total->cents() <= limits::amount_cents_max &&
                      total->cents() >= -limits::amount_cents_max;
    if (!fits) {
      return Refusal{refusals::account_total_overflow,
                     {{"massimo", to_italian(Money::from_cents(limits::amount_cents_max))}}};
    }
    issued.total = *total;
    lines.push_back(*line);
    auto stored = std::make_unique<schema::InvoiceLineT>();
    stored->fee = pointer_to(line->fee);
    stored->settlement = pointer_to(line->settlement);
    stored->service = line->service;
    stored->amount = line->amount;
    issued.lines.push_back(std::move(stored));
  }
  std::vector<NewEvent> events;
  events.push_back(event(std::move(issued), VisibilityClass::p2, context.today));
  return events;
}

namespace {

void apply(Account& account, const schema::InvoiceIssued& issued) {
  account.person = schema::read(issued.person());
  Account::Invoice invoice;
  invoice.id = schema::read(issued.invoice());
  invoice.comune = schema::read(issued.comune());
  invoice.month = schema::read(issued.month());
  invoice.total = schema::read(issued.total());
  invoice.due_on = schema::read(issued.due_on());
  if (issued.lines() != nullptr) {
    for (const auto* line : *issued.lines()) {
      invoice.lines.push_back({schema::read_optional(line->fee()),
                               schema::read_optional(line->settlement()),
                               schema::read(line->service()), schema::read(line->amount())});
    }
  }
  account.invoices.push_back(std::move(invoice));
}

void apply(Account& account, const schema::PaymentNoticeIssued& issued) {
  Account::Notice notice;
  notice.id = schema::read(issued.notice());
  notice.invoice = schema::read(issued.invoice());
  notice.amount = schema::read(issued.amount());
  notice.due_on = schema::read(issued.due_on());
  if (const auto replaces = schema::read_optional(issued.replaces())) {
    const auto before = std::ranges::find(account.notices, *replaces, &Account::Notice::id);
    if (before != account.notices.end()) before->replaced_by = notice.id;
  }
  account.notices.push_back(std::move(notice));
}

NoticeState state_after(NoticeOutcome outcome) {
  switch (outcome) {
    case NoticeOutcome::paid:
      return NoticeState::paid;
    case NoticeOutcome::annulled:
      return NoticeState::annulled;
    case NoticeOutcome::expired:
      return NoticeState::expired;
    case NoticeOutcome::unknown:
      break;
  }
  return NoticeState::pending;
}

}  // namespace

Account evolve(Account account, const schema::Header& stored) {
  if (const auto* invoice = stored.fact_as_InvoiceIssued()) {
    apply(account, *invoice);
  } else if (const auto* notice = stored.fact_as_PaymentNoticeIssued()) {
    apply(account, *notice);
  } else if (const auto* closed = stored.fact_as_PaymentNoticeClosed()) {
    const auto found =
        std::ranges::find(account.notices, schema::read(closed->notice()), &Account::Notice::id);
    if (found != account.notices.end()) {
      found->state = state_after(closed->outcome());
      found->closed_on = schema::read(closed->on());
    }
  }
  return account;
}

}  // namespace telaio::domain
