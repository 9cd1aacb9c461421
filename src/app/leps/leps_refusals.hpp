// SPDX-License-Identifier: EUPL-1.2
// Why a register of LEPS rules, or its texts, are refused. Italian texts:
// config/texts/refusals.leps.it.json.
#pragma once

#include <string_view>

namespace telaio::app::leps {

// Not JSON, or larger than limits::leps_register_bytes_max. Values: dettaglio.
inline constexpr std::string_view register_unreadable = "leps.register_unreadable";
// A field is missing, unknown or not of its form. Values: posizione (JSON pointer), campo.
inline constexpr std::string_view register_field = "leps.register_field";
// Two enabled versions of one rule answer for the same day and application. Values: regola.
inline constexpr std::string_view register_overlap = "leps.register_overlap";
// Evidence U, enabled, and confirmed by nobody. Values: regola.
inline constexpr std::string_view register_unconfirmed = "leps.register_unconfirmed";
// An indicator is repeated, not one this program computes, or missing. Values: indicatore.
inline constexpr std::string_view register_indicator = "leps.register_indicator";
// An indicator names a rule that is not there or has another unit. Values: indicatore, regola.
inline constexpr std::string_view register_rule = "leps.register_rule";

// No Ambito is called so, and none has that Comune on the day asked about. Values: unita, data.
inline constexpr std::string_view unit_unknown = "leps.unit_unknown";

}  // namespace telaio::app::leps
