// SPDX-License-Identifier: EUPL-1.2
#include "projections/accounts/accounts_query.hpp"

#include <algorithm>
#include <tuple>

#include "projections/accounts/accounts_rows.hpp"

namespace telaio::projections::accounts {
namespace {

using view::ReadRows;
using view::RowReader;
using view::RowWriter;

void read_outcome(const ReadRows& rows, Notice& notice, Date on) {
  rows.scan(closed, notice.notice.view(), [&](BytesView key, BytesView value) {
    const Date date = RowReader(key.subspan(id_size)).date();
    if (date > on) return false;
    notice.outcome = RowReader(value).code_of<schema::NoticeOutcome>();
    notice.closed_on = date;
    return false;  // The first one: no later outcome is accepted.
  });
}

std::vector<Line> lines_of(const ReadRows& rows, const InvoiceId& invoice, Position position) {
  std::vector<Line> found;
  rows.scan(lines, invoice.view(), [&](BytesView key, BytesView value) {
    RowReader place(key.subspan(id_size));
    place.u16();
    if (place.position() != position) return true;
    RowReader row(value);
    Line line;
    line.fee = row.optional_id_of<FeeId>();
    line.settlement = row.optional_id_of<SettlementId>();
    line.service = row.id_of<ServiceId>();
    line.amount = row.money();
    found.push_back(line);
    return true;
  });
  return found;
}

std::vector<Notice> notices_of(const ReadRows& rows, const InvoiceId& invoice, Date on) {
  std::vector<Notice> found;
  rows.scan(notices, invoice.view(), [&](BytesView key, BytesView value) {
    RowReader row(value);
    Notice notice;
    notice.position = RowReader(key.subspan(id_size)).position();
    notice.notice = row.id_of<NoticeId>();
    notice.amount = row.money();
    notice.due_on = row.date();
    notice.replaces = row.optional_id_of<NoticeId>();
    notice.issued_on = row.date();
    if (notice.issued_on > on) return true;
    read_outcome(rows, notice, on);
    found.push_back(notice);
    return true;
  });
  return found;
}

std::optional<Invoice> decode(const ReadRows& rows, BytesView key, BytesView value, Date on) {
  RowReader place(key);
  Invoice invoice;
  invoice.comune = place.code();
  invoice.month = place.date();
  invoice.invoice = place.id_of<InvoiceId>();
  invoice.position = place.position();
  RowReader row(value);
  invoice.person = row.id_of<PersonId>();
  invoice.total = row.money();
  invoice.due_on = row.date();
  invoice.issued_on = row.date();
  if (invoice.issued_on > on) return std::nullopt;
  invoice.lines = lines_of(rows, invoice.invoice, invoice.position);
  invoice.notices = notices_of(rows, invoice.invoice, on);
  return invoice;
}

}  // namespace

std::vector<Invoice> invoices_of(const ReadRows& rows, const Code& comune, Date month, Date on) {
  std::vector<Invoice> found;
  const Bytes prefix = RowWriter().code(comune).date(month).take();
  rows.scan(invoices, prefix, [&](BytesView key, BytesView value) {
    if (auto invoice = decode(rows, key, value, on)) found.push_back(std::move(*invoice));
    return true;
  });
  std::ranges::sort(found, {},
                    [](const Invoice& each) { return std::tuple(each.person, each.position); });
  return found;
}

std::optional<Invoice> invoice_with_id(const ReadRows& rows, const InvoiceId& invoice, Date on) {
  std::optional<Invoice> found;
  rows.scan(invoices_by_id, invoice.view(), [&](BytesView key, BytesView value) {
    const Position position = RowReader(key.subspan(id_size)).position();
    RowReader row(value);
    const Code comune = row.code();
    const Date month = row.date();
    const Bytes place = RowWriter().code(comune).date(month).id(invoice).position(position).take();
    if (const auto stored = rows.get(invoices, place)) found = decode(rows, place, *stored, on);
    return !found.has_value();
  });
  return found;
}

std::optional<Invoice> invoice_of_notice(const ReadRows& rows, const NoticeId& notice, Date on) {
  std::optional<InvoiceId> invoice;
  rows.scan(notices_by_id, notice.view(), [&](BytesView /*key*/, BytesView value) {
    invoice = RowReader(value).id_of<InvoiceId>();
    return false;
  });
  return invoice ? invoice_with_id(rows, *invoice, on) : std::nullopt;
}

}  // namespace telaio::projections::accounts
