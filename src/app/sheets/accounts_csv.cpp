// SPDX-License-Identifier: EUPL-1.2
#include <array>

#include "app/sheets/accounts_sheet.hpp"

namespace telaio::app::sheets {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
constexpr std::array<std::string_view, 14> columns{
    "column.month", "column.comune",        "column.invoice", "column.person", "column.issued",
    "column.due",   "column.service",       "column.item",    "column.amount", "column.total",
    "column.state", "column.notice_amount", "column.iuv",     "column.closed"};

// A name is what somebody typed: a spreadsheet must not take it for a formula.
std::string safe(std::string_view text) {
  const bool formula =
      !text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos;
  return (formula ? "'" : "") + std::string(text);
}

std::string quoted(std::string_view text) {
  if (text.find_first_of(";\"\r\n") == std::string_view::npos) return std::string(text);
  std::string field = "\"";
  for (const char c : text) {
    if (c == '"') field += '"';
    field += c;
  }
  return field + '"';
}

// "-1234,50": no thousands, or some programs read a text.
std::string amount(Money money) {
  std::string text = to_string(money);
  text[text.find('.')] = ',';
  return text;
}

class Rows {
 public:
  void text(std::string_view field) { put(quoted(safe(field))); }
  void number(const std::string& field) { put(field); }
  void end() {
    content_ += "\r\n";
    first_ = true;
  }
  std::string take() { return std::move(content_); }

 private:
  void put(const std::string& field) {
    if (!first_) content_ += ';';
    content_ += field;
    first_ = false;
  }

  std::string content_{byte_order_mark};
  bool first_ = true;
};

}  // namespace

std::string to_csv(const Accounts& accounts) {
  Rows rows;
  for (const std::string_view column : columns) rows.text(text_of(column));
  rows.end();
  for (const Invoice& invoice : accounts.invoices) {
    for (const Line& line : invoice.lines) {
      rows.number(to_italian(accounts.month));
      rows.text(accounts.comune);
      rows.text(invoice.number);
      rows.text(invoice.person);
      rows.number(to_italian(invoice.issued_on));
      rows.number(to_italian(invoice.due_on));
      rows.text(line.service);
      rows.text(text_of(line.settlement ? "item.settlement" : "item.fee"));
      rows.number(amount(line.amount));
      rows.number(amount(invoice.total));
      rows.text(text_of(state_key(invoice.state)));
      rows.number(invoice.notice_amount ? amount(*invoice.notice_amount) : "");
      rows.text(invoice.iuv);
      rows.number(invoice.closed_on ? to_italian(*invoice.closed_on) : "");
      rows.end();
    }
  }
  return rows.take();
}

}  // namespace telaio::app::sheets
