// SPDX-License-Identifier: EUPL-1.2
// Why a determined fee does not stand. Each code has an Italian text in config/texts.
#pragma once

#include <string_view>

namespace telaio::domain::refusals {

inline constexpr std::string_view fee_ids_missing = "fee.ids_missing";
inline constexpr std::string_view fee_id_used = "fee.id_used";
inline constexpr std::string_view fee_other_service = "fee.other_service";
inline constexpr std::string_view fee_period_reversed = "fee.period_reversed";
inline constexpr std::string_view fee_status_missing = "fee.status_missing";
inline constexpr std::string_view fee_amount_negative = "fee.amount_negative";
inline constexpr std::string_view fee_amount_without_access = "fee.amount_without_access";
inline constexpr std::string_view fee_shares_do_not_sum = "fee.shares_do_not_sum";
inline constexpr std::string_view fee_other_regulation = "fee.other_regulation";
inline constexpr std::string_view fee_regulation_not_in_force = "fee.regulation_not_in_force";
inline constexpr std::string_view fee_period_overlaps = "fee.period_overlaps";
// The rule changed inside a period that has a fee: that is seen again as a whole, among the
// effects.
inline constexpr std::string_view fee_period_cut = "fee.period_cut";
inline constexpr std::string_view fee_unknown = "fee.unknown";
inline constexpr std::string_view fee_superseded = "fee.superseded";
inline constexpr std::string_view fee_date_in_future = "fee.date_in_future";

// ---- Settlement ----
inline constexpr std::string_view fee_nothing_to_settle = "fee.nothing_to_settle";
inline constexpr std::string_view fee_settlement_stale = "fee.settlement_stale";
inline constexpr std::string_view fee_settlement_mismatch = "fee.settlement_mismatch";
inline constexpr std::string_view fee_settlement_method_missing = "fee.settlement_method_missing";
inline constexpr std::string_view fee_refund_of_debt = "fee.refund_of_debt";
inline constexpr std::string_view fee_waiver_of_credit = "fee.waiver_of_credit";
inline constexpr std::string_view fee_instalments_of_credit = "fee.instalments_of_credit";
inline constexpr std::string_view fee_instalments_out_of_range = "fee.instalments_out_of_range";

// ---- Contest ----
inline constexpr std::string_view fee_already_notified = "fee.already_notified";
inline constexpr std::string_view fee_not_notified = "fee.not_notified";
inline constexpr std::string_view fee_before_notification = "fee.before_notification";
inline constexpr std::string_view fee_already_reviewed = "fee.already_reviewed";
inline constexpr std::string_view fee_no_review = "fee.no_review";
inline constexpr std::string_view fee_review_decided = "fee.review_decided";
inline constexpr std::string_view fee_before_request = "fee.before_request";
inline constexpr std::string_view fee_outcome_missing = "fee.outcome_missing";

}  // namespace telaio::domain::refusals
