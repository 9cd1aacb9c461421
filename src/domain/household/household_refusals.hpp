// SPDX-License-Identifier: EUPL-1.2
// Why a command on a household is refused. Each code has an Italian text in config/texts.
#pragma once

#include <string_view>

namespace telaio::domain::refusals {

inline constexpr std::string_view household_kind_missing = "household.kind_missing";
inline constexpr std::string_view household_no_member = "household.no_member";
inline constexpr std::string_view household_too_many_members = "household.too_many_members";
inline constexpr std::string_view household_member_twice = "household.member_twice";
inline constexpr std::string_view household_relation_malformed = "household.relation_malformed";
inline constexpr std::string_view household_holder_not_one = "household.holder_not_one";
inline constexpr std::string_view household_date_in_future = "household.date_in_future";
inline constexpr std::string_view household_before_last = "household.before_last";
inline constexpr std::string_view household_composed_differently = "household.composed_differently";
inline constexpr std::string_view household_not_composed = "household.not_composed";
inline constexpr std::string_view household_isee_frozen = "household.isee_frozen";
inline constexpr std::string_view household_change_missing = "household.change_missing";
inline constexpr std::string_view household_already_member = "household.already_member";
inline constexpr std::string_view household_not_member = "household.not_member";

}  // namespace telaio::domain::refusals
