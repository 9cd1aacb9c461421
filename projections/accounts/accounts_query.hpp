// SPDX-License-Identifier: EUPL-1.2
// Questions to the `accounts` projection. Every function reads rows at one position of the log;
// `on` is the date the answer is true for.
#pragma once

#include <optional>
#include <vector>

#include "view/recorded.hpp"
#include "view/rows.hpp"

namespace telaio::projections::accounts {

using view::Position;

// Either a fee or a settlement.
struct Line {
  std::optional<FeeId> fee;
  std::optional<SettlementId> settlement;
  ServiceId service;
  Money amount;
  bool operator==(const Line&) const = default;
};

struct Notice {
  NoticeId notice;
  Money amount;
  Date due_on;
  Date issued_on;
  std::optional<NoticeId> replaces;
  // Unknown: pending.
  schema::NoticeOutcome outcome = schema::NoticeOutcome::unknown;
  std::optional<Date> closed_on;
  Position position = 0;  // Of the event with the sealed IUV.
  bool operator==(const Notice&) const = default;
};

struct Invoice {
  InvoiceId invoice;
  Code comune;
  Date month;
  PersonId person;
  Money total;
  Date due_on;
  Date issued_on;
  std::vector<Line> lines;
  std::vector<Notice> notices;  // As issued: the last one counts.
  Position position = 0;
  bool operator==(const Invoice&) const = default;
};

// Issued on the date or before, in order of person, then of issue.
std::vector<Invoice> invoices_of(const view::ReadRows& rows, const Code& comune, Date month,
                                 Date on);
std::optional<Invoice> invoice_with_id(const view::ReadRows& rows, const InvoiceId& invoice,
                                       Date on);
// The invoice that the notice collects.
std::optional<Invoice> invoice_of_notice(const view::ReadRows& rows, const NoticeId& notice,
                                         Date on);

}  // namespace telaio::projections::accounts
