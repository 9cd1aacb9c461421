// SPDX-License-Identifier: EUPL-1.2
// Why a command on a case is refused. Each code has an Italian text in config/texts.
#pragma once

#include <string_view>

namespace telaio::domain::refusals {

inline constexpr std::string_view case_exists = "case.exists";
inline constexpr std::string_view case_not_open = "case.not_open";
inline constexpr std::string_view case_no_subject = "case.no_subject";
inline constexpr std::string_view case_unknown_area = "case.unknown_area";
inline constexpr std::string_view case_unknown_comune = "case.unknown_comune";
inline constexpr std::string_view case_unknown_unit = "case.unknown_unit";
inline constexpr std::string_view case_unknown_closing_reason = "case.unknown_closing_reason";
inline constexpr std::string_view case_manager_missing = "case.manager_missing";
inline constexpr std::string_view case_assignment_before_last = "case.assignment_before_last";
inline constexpr std::string_view case_date_in_future = "case.date_in_future";
inline constexpr std::string_view case_before_opening = "case.before_opening";
inline constexpr std::string_view case_text_empty = "case.text_empty";
inline constexpr std::string_view case_text_too_long = "case.text_too_long";
inline constexpr std::string_view case_late_without_reason = "case.late_without_reason";
inline constexpr std::string_view case_time_malformed = "case.time_malformed";

}  // namespace telaio::domain::refusals
