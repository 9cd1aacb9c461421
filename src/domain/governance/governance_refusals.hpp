// SPDX-License-Identifier: EUPL-1.2
// Why a correction or an authorisation is refused. Each code has an Italian text in config/texts.
#pragma once

#include <string_view>

namespace telaio::domain::refusals {

inline constexpr std::string_view correction_not_in_stream = "correction.not_in_stream";
inline constexpr std::string_view correction_of_correction = "correction.of_correction";
inline constexpr std::string_view correction_of_void = "correction.of_void";
inline constexpr std::string_view correction_kind_missing = "correction.kind_missing";
inline constexpr std::string_view correction_reason_missing = "correction.reason_missing";
inline constexpr std::string_view correction_author_missing = "correction.author_missing";
inline constexpr std::string_view correction_void_with_value = "correction.void_with_value";
inline constexpr std::string_view correction_without_value = "correction.without_value";
inline constexpr std::string_view correction_date_in_future = "correction.date_in_future";
inline constexpr std::string_view correction_no_text = "correction.no_text";
inline constexpr std::string_view correction_text_empty = "correction.text_empty";
inline constexpr std::string_view correction_text_malformed = "correction.text_malformed";
inline constexpr std::string_view correction_text_too_long = "correction.text_too_long";

inline constexpr std::string_view authorisation_operator_missing = "authorisation.operator_missing";
inline constexpr std::string_view authorisation_role_missing = "authorisation.role_missing";
inline constexpr std::string_view authorisation_unknown_unit = "authorisation.unknown_unit";
inline constexpr std::string_view authorisation_period_reversed = "authorisation.period_reversed";
inline constexpr std::string_view authorisation_grantor_missing = "authorisation.grantor_missing";
inline constexpr std::string_view authorisation_of_oneself = "authorisation.of_oneself";
inline constexpr std::string_view authorisation_name_missing = "authorisation.name_missing";
inline constexpr std::string_view authorisation_name_given = "authorisation.name_given";
inline constexpr std::string_view authorisation_name_malformed = "authorisation.name_malformed";
inline constexpr std::string_view authorisation_name_too_long = "authorisation.name_too_long";

}  // namespace telaio::domain::refusals
