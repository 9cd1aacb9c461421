// SPDX-License-Identifier: EUPL-1.2
// One person's account in March 2026: a fee of 123.03 for February, an invoice, a notice.
#pragma once

#include "domain/account/account.hpp"
#include "domain/account/account_refusals.hpp"
#include "tests/domain/fixtures.hpp"

namespace telaio::testing {

inline const PersonId anna = id<PersonId>(1);
inline const ServiceId meals = id<ServiceId>(1);
inline const Date february = Date::of(2026, 2, 1);
inline const Date march = Date::of(2026, 3, 1);
inline const Date due = Date::of(2026, 4, 20);
inline const domain::AccountContext context{today, codes, false};
inline const domain::AccountContext receipt{today, codes, true};

inline domain::Charge fee_charge(unsigned char fee, std::int64_t cents, std::uint32_t parts = 1,
                                 std::uint32_t part = 0) {
  return {id<FeeId>(fee), std::nullopt, meals, Money::from_cents(cents), parts, part};
}
inline domain::Charge settled(unsigned char settlement, std::int64_t cents, std::uint32_t parts = 1,
                              std::uint32_t part = 0) {
  return {std::nullopt, id<SettlementId>(settlement), meals, Money::from_cents(cents), parts, part};
}
inline domain::IssueInvoice invoice(unsigned char number, std::vector<domain::Charge> charges,
                                    Date month = february) {
  return {id<InvoiceId>(number), anna, sesto, month, std::move(charges), due};
}
inline domain::IssueNotice notice(unsigned char number, unsigned char of_invoice = 1) {
  return {id<NoticeId>(number), id<InvoiceId>(of_invoice), due, "0112345678901234"};
}
inline domain::CloseNotice close(schema::NoticeOutcome outcome, Date on = today,
                                 std::optional<std::int64_t> cents = std::nullopt) {
  domain::CloseNotice command{id<NoticeId>(1), outcome, on, std::nullopt};
  if (cents) command.amount = Money::from_cents(*cents);
  return command;
}

inline domain::Account invoiced() {
  return after(domain::Account{}, invoice(1, {fee_charge(1, 123'03)}), context);
}
inline domain::Account noticed() {
  return after(invoiced(), notice(1), context);
}

}  // namespace telaio::testing
