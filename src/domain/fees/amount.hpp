// SPDX-License-Identifier: EUPL-1.2
// Amounts as people write them at the edge of the program. Nothing is guessed: "1.234" may be one
// euro and a bit or one thousand, so it is refused with the reason.
#pragma once

#include <cstdint>
#include <string_view>

#include "base/money.hpp"
#include "base/result.hpp"

namespace telaio::domain::fees {

// "450", "450.5", "450.00", zero included. Refuses, each with a code of its own: a decimal comma,
// a thousands separator, a third decimal, a minus, what is too large, and any other text.
Result<Money, Refusal> parse_amount(std::string_view text);

// Hundredths of a unit (hours, days, meals): "17.5" is 1750. Same refusals.
Result<std::uint32_t, Refusal> parse_quantity(std::string_view text);

}  // namespace telaio::domain::fees
