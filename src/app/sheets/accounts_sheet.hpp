// SPDX-License-Identifier: EUPL-1.2
// The invoices of a Comune and month as the accounts office takes them away: one CSV file with a
// row per line, or one XLSX workbook with a sheet of invoices and one of lines. Holds names:
// whoever makes one has authorised and recorded it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.hpp"
#include "base/date.hpp"
#include "base/money.hpp"
#include "base/result.hpp"

namespace telaio::app::sheets {

struct Line {
  std::string service;  // Its name.
  bool settlement = false;
  Money amount;
};

enum class NoticeState : std::uint8_t { none, pending, paid, annulled, expired };

struct Invoice {
  std::string number;  // Opaque.
  std::string person;
  Date issued_on;
  Date due_on;
  Money total;
  std::vector<Line> lines;
  // Of its last notice.
  NoticeState state = NoticeState::none;
  std::optional<Money> notice_amount;
  std::string iuv;
  std::optional<Date> closed_on;
};

struct Accounts {
  std::string comune;  // Its name.
  Date month;
  std::vector<Invoice> invoices;
};

// Nothing when the sum does not fit.
std::optional<Money> total_of(const Accounts& accounts);

// config/texts/accounts.it.json, as built into the program.
std::string_view built_in_texts();
std::string text_of(std::string_view key);
std::string_view state_key(NoticeState state);

// UTF-8 with a byte order mark, fields divided by a semicolon, amounts with a decimal comma, dates
// dd/mm/yyyy: as spreadsheets set to Italian read them. A text that would begin a formula is led by
// an apostrophe.
std::string to_csv(const Accounts& accounts);

// Amounts are numbers with two decimals. A cell of a spreadsheet is a binary double: each holds the
// one nearest to the exact cents, which read back and rounded to cents is the same amount for every
// amount that an invoice may have (limits::amount_cents_max). Sums are made here, in cents, and
// written as amounts. Dates are dates. The file never touches a disk.
// Faults: sheets.xlsx.
Result<Bytes, Fault> to_xlsx(const Accounts& accounts);

}  // namespace telaio::app::sheets
