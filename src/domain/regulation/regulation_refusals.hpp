// SPDX-License-Identifier: EUPL-1.2
// Why a regulation is not published or withdrawn. Each code has an Italian text in config/texts.
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
// Another version holds on a day of this one. Values: atto, inizio.
inline constexpr std::string_view regulation_overlaps = "regulation.overlaps_version";
inline constexpr std::string_view regulation_replaced_unknown = "regulation.replaced_unknown";
// It is of another Comune or for another service.
inline constexpr std::string_view regulation_replaced_other = "regulation.replaced_other";
inline constexpr std::string_view regulation_replaced_withdrawn = "regulation.replaced_withdrawn";
// The amendment would begin with the version it amends, or before. Values: inizio.
inline constexpr std::string_view regulation_replaced_too_early = "regulation.replaced_too_early";
// Values: massimo.
inline constexpr std::string_view regulation_too_many_versions = "regulation.too_many_versions";

// ---- Withdrawing ----
inline constexpr std::string_view regulation_not_published = "regulation.not_published";
inline constexpr std::string_view regulation_withdrawal_incomplete =
    "regulation.withdrawal_incomplete";
// Values: inizio.
inline constexpr std::string_view regulation_withdrawal_too_early =
    "regulation.withdrawal_too_early";
// It had ended before. Values: fine.
inline constexpr std::string_view regulation_withdrawal_too_late = "regulation.withdrawal_too_late";
// Values: inizio.
inline constexpr std::string_view regulation_withdrawn_already = "regulation.withdrawn_already";

}  // namespace telaio::domain::refusals
