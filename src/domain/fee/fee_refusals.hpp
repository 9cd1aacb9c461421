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

}  // namespace telaio::domain::refusals
