// SPDX-License-Identifier: EUPL-1.2
// Why an invoice or a payment notice is refused. Each code has an Italian text in config/texts.
#pragma once

#include <string_view>

namespace telaio::domain::refusals {

inline constexpr std::string_view account_ids_missing = "account.ids_missing";
inline constexpr std::string_view account_other_person = "account.other_person";
inline constexpr std::string_view account_unknown_comune = "account.unknown_comune";
inline constexpr std::string_view account_month_malformed = "account.month_malformed";
inline constexpr std::string_view account_month_in_future = "account.month_in_future";
inline constexpr std::string_view account_date_in_future = "account.date_in_future";
inline constexpr std::string_view account_due_in_past = "account.due_in_past";
inline constexpr std::string_view account_lines_missing = "account.lines_missing";
inline constexpr std::string_view account_lines_too_many = "account.lines_too_many";
inline constexpr std::string_view account_line_malformed = "account.line_malformed";
inline constexpr std::string_view account_fee_invoiced = "account.fee_invoiced";
inline constexpr std::string_view account_settlement_invoiced = "account.settlement_invoiced";
inline constexpr std::string_view account_total_overflow = "account.total_overflow";
inline constexpr std::string_view account_invoice_id_used = "account.invoice_id_used";
inline constexpr std::string_view account_invoice_unknown = "account.invoice_unknown";
inline constexpr std::string_view account_nothing_to_pay = "account.nothing_to_pay";
inline constexpr std::string_view account_iuv_malformed = "account.iuv_malformed";
inline constexpr std::string_view account_iuv_differs = "account.iuv_differs";
inline constexpr std::string_view account_amount_differs = "account.amount_differs";
inline constexpr std::string_view account_outcome_missing = "account.outcome_missing";
inline constexpr std::string_view account_notice_id_used = "account.notice_id_used";
inline constexpr std::string_view account_notice_unknown = "account.notice_unknown";
inline constexpr std::string_view account_notice_pending = "account.notice_pending";
inline constexpr std::string_view account_notice_paid = "account.notice_paid";
inline constexpr std::string_view account_notice_annulled = "account.notice_annulled";
inline constexpr std::string_view account_notice_expired = "account.notice_expired";
inline constexpr std::string_view account_notice_replaced = "account.notice_replaced";
inline constexpr std::string_view account_not_expired_yet = "account.not_expired_yet";
inline constexpr std::string_view account_paid_after_annulment = "account.paid_after_annulment";
inline constexpr std::string_view account_paid_after_expiry = "account.paid_after_expiry";
inline constexpr std::string_view account_household_unknown = "account.household_unknown";
inline constexpr std::string_view account_iuv_exhausted = "account.iuv_exhausted";

}  // namespace telaio::domain::refusals
