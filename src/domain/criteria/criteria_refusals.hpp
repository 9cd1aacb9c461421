// SPDX-License-Identifier: EUPL-1.2
// Why access criteria are not published. Each code has an Italian text in config/texts.
#pragma once

#include <string_view>

namespace telaio::domain::refusals {

inline constexpr std::string_view criteria_exists = "criteria.exists";
inline constexpr std::string_view criteria_id_missing = "criteria.id_missing";
inline constexpr std::string_view criteria_unknown_service = "criteria.unknown_service";
inline constexpr std::string_view criteria_unknown_comune = "criteria.unknown_comune";
inline constexpr std::string_view criteria_validity_reversed = "criteria.validity_reversed";
inline constexpr std::string_view criteria_field_missing = "criteria.field_missing";
inline constexpr std::string_view criteria_text_malformed = "criteria.text_malformed";
inline constexpr std::string_view criteria_text_too_long = "criteria.text_too_long";
inline constexpr std::string_view criteria_has_errors = "criteria.has_errors";

}  // namespace telaio::domain::refusals
