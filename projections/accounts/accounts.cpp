// SPDX-License-Identifier: EUPL-1.2
#include "projections/accounts/accounts.hpp"

#include "projections/accounts/accounts_rows.hpp"

namespace telaio::projections::accounts {
namespace {

using view::FactRows;
using view::FactState;
using view::maybe;
using view::plain;
using view::Recorded;
using view::RowWriter;

void index_invoice(const schema::InvoiceIssued& fact, const Recorded& recorded,
                   const FactState& state, FactRows& rows) {
  const InvoiceId invoice = plain(fact.invoice());
  const Code comune = plain(fact.comune());
  const Date month = plain(fact.month());
  const auto at = recorded.position;
  RowWriter value;
  value.id(plain(fact.person())).money(plain(fact.total())).date(plain(fact.due_on()));
  value.date(state.effective);
  rows.put(invoices, RowWriter().code(comune).date(month).id(invoice).position(at).view(),
           value.view());
  rows.put(invoices_by_id, RowWriter().id(invoice).position(at).view(),
           RowWriter().code(comune).date(month).view());
  if (fact.lines() == nullptr) return;
  std::uint16_t number = 0;
  for (const auto* line : *fact.lines()) {
    RowWriter row;
    row.optional_id(maybe(line->fee())).optional_id(maybe(line->settlement()));
    row.id(plain(line->service())).money(plain(line->amount()));
    rows.put(lines, RowWriter().id(invoice).u16(number++).position(at).view(), row.view());
  }
}

void index_notice(const schema::PaymentNoticeIssued& fact, const Recorded& recorded,
                  const FactState& state, FactRows& rows) {
  const NoticeId notice = plain(fact.notice());
  const InvoiceId invoice = plain(fact.invoice());
  RowWriter value;
  value.id(notice).money(plain(fact.amount())).date(plain(fact.due_on()));
  value.optional_id(maybe(fact.replaces())).date(state.effective);
  rows.put(notices, RowWriter().id(invoice).position(recorded.position).view(), value.view());
  rows.put(notices_by_id, RowWriter().id(notice).position(recorded.position).view(),
           RowWriter().id(invoice).view());
}

}  // namespace

void Accounts::index(const Recorded& recorded, const FactState& state, FactRows& rows) const {
  if (const auto* invoice = recorded.fact<schema::InvoiceIssued>()) {
    index_invoice(*invoice, recorded, state, rows);
  } else if (const auto* notice = recorded.fact<schema::PaymentNoticeIssued>()) {
    index_notice(*notice, recorded, state, rows);
  } else if (const auto* end = recorded.fact<schema::PaymentNoticeClosed>()) {
    const NoticeId of = plain(end->notice());
    rows.put(closed, RowWriter().id(of).date(state.effective).position(recorded.position).view(),
             RowWriter().code_of(end->outcome()).view());
  }
}

}  // namespace telaio::projections::accounts
