// SPDX-License-Identifier: EUPL-1.2
// What one person is asked to pay, and what became of it: invoices with their lines, and the pagoPA
// notices that collect them (isee-and-copayment 5.3 and 5.5).
//
// An issued invoice never changes: what was wrong is settled on a later one. A notice is pending
// until it is paid, annulled or expired; an invoice has one pending notice at a time, each with an
// IUV of its own. The IUV is sealed, so the state does not know it.
//
// Pure code: no clock, no I/O. `evolve` applies one stored event and cannot fail.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/code.hpp"
#include "domain/code_lists.hpp"
#include "domain/event.hpp"

namespace telaio::domain {

struct Account {
  // Either a fee or a settlement.
  struct Line {
    std::optional<FeeId> fee;
    std::optional<SettlementId> settlement;
    ServiceId service;
    Money amount;

    bool operator==(const Line&) const = default;
  };
  struct Invoice {
    InvoiceId id;
    Code comune;
    Date month;  // First day.
    std::vector<Line> lines;
    Money total;  // Negative: a credit.
    Date due_on;
  };
  enum class NoticeState : std::uint8_t { pending, paid, annulled, expired };
  struct Notice {
    NoticeId id;
    InvoiceId invoice;
    Money amount;
    Date due_on;
    NoticeState state = NoticeState::pending;
    std::optional<Date> closed_on;
    std::optional<NoticeId> replaced_by;
  };

  PersonId person;
  std::vector<Invoice> invoices;  // As issued.
  std::vector<Notice> notices;
};

// Nothing when the account has none with that id.
const Account::Invoice* find_invoice(const Account& account, const InvoiceId& id);
const Account::Notice* find_notice(const Account& account, const NoticeId& id);
// The one issued last for the invoice.
const Account::Notice* last_notice_of(const Account& account, const InvoiceId& invoice);
// Lines that charge the fee or the settlement, over all invoices.
std::size_t times_invoiced(const Account& account, const FeeId& fee);
std::size_t times_invoiced(const Account& account, const SettlementId& settlement);
bool invoiced_for(const Account& account, const FeeId& fee, Date month);

// What becomes one line. `whole` is charged in `parts` equal months, the last of which takes the
// rest; this is number `part`, from 0. A fee of one month has one part.
struct Charge {
  std::optional<FeeId> fee;
  std::optional<SettlementId> settlement;
  ServiceId service;
  Money whole;
  std::uint32_t parts = 1;
  std::uint32_t part = 0;
};
// A fee of twelve months, a plan of ten years: more is a mistake.
inline constexpr std::uint32_t charge_parts_max = 120;
inline constexpr std::size_t invoice_lines_max = 100;

// For the services of `month` (its first day) that the Comune answers for. A negative total is a
// credit, zero is owed by nobody: both stand, neither gets a notice. A fee is charged once in a
// month and never more often than it has parts; so is a settlement.
struct IssueInvoice {
  InvoiceId invoice;
  PersonId person;
  Code comune;
  Date month;
  std::vector<Charge> charges;
  Date due_on;
};

// IUV: letters and digits, 35 at most; whoever makes it sees that it is unique.
inline constexpr std::size_t iuv_characters_max = 35;

// The first notice of an invoice, or another after one expired.
struct IssueNotice {
  NoticeId notice;
  InvoiceId invoice;
  Date due_on;
  std::string iuv;
};

// Of a pending notice. Paid: by the IUV of its receipt and to the cent. Expired: after its last
// day.
struct CloseNotice {
  NoticeId notice;
  schema::NoticeOutcome outcome = schema::NoticeOutcome::unknown;
  Date on;
  std::optional<Money> amount;  // As paid.
};

// An unpaid notice gives way to another with a new IUV; with a correction its amount changes by the
// settlement, which gets an invoice of its own; the new notice then stands for both and is that
// invoice's. Nothing is left to pay: no new notice.
struct ReplaceNotice {
  struct Correction {
    InvoiceId invoice;
    Date month;
    Charge settlement;
  };

  NoticeId notice;
  NoticeId replacement;
  std::optional<Correction> correction;
  Date due_on;
  std::string iuv;
};

struct AccountContext {
  Date today;
  const CodeLists& codes;
  // Whether the IUV of the receipt is that of the notice being closed: the state cannot know.
  bool iuv_matches = false;
};

// Each said again is already done: no events.
Decision decide(const Account& account, const IssueInvoice& command, const AccountContext& context);
Decision decide(const Account& account, const IssueNotice& command, const AccountContext& context);
Decision decide(const Account& account, const CloseNotice& command, const AccountContext& context);
Decision decide(const Account& account, const ReplaceNotice& command,
                const AccountContext& context);

Account evolve(Account account, const schema::Header& stored);

}  // namespace telaio::domain
