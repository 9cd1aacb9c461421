// SPDX-License-Identifier: EUPL-1.2
// Why an application is not assessed. Each code has an Italian text in config/texts.
#pragma once

#include <string_view>

namespace telaio::domain::refusals {

inline constexpr std::string_view application_not_pending = "application.not_pending";
inline constexpr std::string_view application_protocol_missing = "application.protocol_missing";
inline constexpr std::string_view application_other_service = "application.other_service";
inline constexpr std::string_view application_criteria_not_in_force =
    "application.criteria_not_in_force";
inline constexpr std::string_view application_before_request = "application.before_request";
inline constexpr std::string_view application_in_future = "application.in_future";
inline constexpr std::string_view application_age_out_of_range = "application.age_out_of_range";
inline constexpr std::string_view application_unknown_condition = "application.unknown_condition";
inline constexpr std::string_view application_unknown_class = "application.unknown_class";
inline constexpr std::string_view application_isee_out_of_range = "application.isee_out_of_range";
inline constexpr std::string_view application_isee_unattested = "application.isee_unattested";
inline constexpr std::string_view application_unknown_item = "application.unknown_item";
inline constexpr std::string_view application_item_twice = "application.item_twice";
inline constexpr std::string_view application_points_above = "application.points_above";

}  // namespace telaio::domain::refusals
