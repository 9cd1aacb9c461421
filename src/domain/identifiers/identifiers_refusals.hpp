// SPDX-License-Identifier: EUPL-1.2
// Why a text is not an identifier of a person. No refusal carries the text: it would be personal
// data in a log. Each code has an Italian text in config/texts/refusals.fees.it.json.
#pragma once

#include <string_view>

namespace telaio::domain::identifiers {

// Neither 16 characters nor 11 digits.
inline constexpr std::string_view wrong_length = "identifiers.wrong_length";
// A letter where a digit belongs, or the other way round.
inline constexpr std::string_view wrong_form = "identifiers.wrong_form";
// The last character does not follow from the others.
inline constexpr std::string_view wrong_check_character = "identifiers.wrong_check_character";
// The date it encodes does not exist.
inline constexpr std::string_view no_such_date = "identifiers.no_such_date";

}  // namespace telaio::domain::identifiers
