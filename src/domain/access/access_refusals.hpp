// SPDX-License-Identifier: EUPL-1.2
// What a check of access criteria finds. Each code has an Italian text in config/texts.
#pragma once

#include <string_view>

namespace telaio::domain::access {

inline constexpr std::string_view finding_unreadable = "criteria.unreadable";
inline constexpr std::string_view finding_incomplete = "criteria.incomplete";
inline constexpr std::string_view finding_too_many = "criteria.too_many";
inline constexpr std::string_view finding_gate_unknown = "criteria.gate_unknown";
inline constexpr std::string_view finding_gate_value = "criteria.gate_value";
inline constexpr std::string_view finding_gate_condition = "criteria.gate_condition";
inline constexpr std::string_view finding_comuni_missing = "criteria.comuni_missing";
inline constexpr std::string_view finding_ages_reversed = "criteria.ages_reversed";
inline constexpr std::string_view finding_ceiling_repeated = "criteria.ceiling_repeated";
inline constexpr std::string_view finding_ceiling_for_some = "criteria.ceiling_for_some";
inline constexpr std::string_view finding_class_repeated = "criteria.class_repeated";
inline constexpr std::string_view finding_item_repeated = "criteria.item_repeated";
inline constexpr std::string_view finding_points_missing = "criteria.points_missing";
inline constexpr std::string_view finding_points_too_many = "criteria.points_too_many";
inline constexpr std::string_view finding_tie_unknown = "criteria.tie_unknown";
inline constexpr std::string_view finding_tie_item = "criteria.tie_item";
inline constexpr std::string_view finding_no_order = "criteria.no_order";

}  // namespace telaio::domain::access
