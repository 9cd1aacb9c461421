// SPDX-License-Identifier: EUPL-1.2
// Why a regulation is not published. Each code has an Italian text in config/texts.
#pragma once

#include <string_view>

namespace telaio::domain::refusals {

inline constexpr std::string_view regulation_exists = "regulation.exists";
inline constexpr std::string_view regulation_id_missing = "regulation.id_missing";
inline constexpr std::string_view regulation_unknown_comune = "regulation.unknown_comune";
inline constexpr std::string_view regulation_unknown_service = "regulation.unknown_service";
inline constexpr std::string_view regulation_validity_reversed = "regulation.validity_reversed";
inline constexpr std::string_view regulation_field_missing = "regulation.field_missing";
inline constexpr std::string_view regulation_text_malformed = "regulation.text_malformed";
inline constexpr std::string_view regulation_text_too_long = "regulation.text_too_long";
inline constexpr std::string_view regulation_digest_malformed = "regulation.digest_malformed";
inline constexpr std::string_view regulation_has_errors = "regulation.has_errors";
inline constexpr std::string_view regulation_reading_unsigned = "regulation.reading_unsigned";

}  // namespace telaio::domain::refusals
