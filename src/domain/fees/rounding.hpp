// SPDX-License-Identifier: EUPL-1.2
// The one place where a fraction becomes an amount. No act read states how to round and the
// customs differ (isee-and-copayment 2.9), so mode and step are data of the regulation.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/money.hpp"
#include "domain/fees/fraction.hpp"
#include "schemas/regulation_generated.h"

namespace telaio::domain::fees {

using RoundingMode = schema::RoundingMode;

// Thousandths of a euro, or of a percent point: published unit prices go to three decimals.
struct Thousandths {
  std::int64_t value = 0;
  constexpr auto operator<=>(const Thousandths&) const = default;
};

inline constexpr Thousandths one_cent{10};

// To the nearest multiple of `step`. A tie goes away from zero (half_up), to the even multiple
// (half_even) or towards zero (half_down); truncate never goes away from zero. `step` is positive
// and `mode` known (asserted). Nothing when the result does not fit.
std::optional<Thousandths> round_to_step(const Fraction& value, RoundingMode mode,
                                         Thousandths step);

// Nothing when it is not a whole number of cents, or does not fit.
std::optional<Money> to_money(Thousandths amount);
// Nothing when it does not fit.
std::optional<Thousandths> to_thousandths(Money money);
Fraction to_fraction(Thousandths amount);

// "7.03"; the third decimal only when it is not zero: "1.055".
std::string to_string(Thousandths amount);
// Digits with at most one dot and three decimals, perhaps a minus; nothing otherwise.
std::optional<Thousandths> parse_thousandths(std::string_view text);

// "half_up" and so on; nothing for another text, and for "unknown".
std::optional<RoundingMode> parse_rounding_mode(std::string_view text);

}  // namespace telaio::domain::fees
