// SPDX-License-Identifier: EUPL-1.2
// An exact fraction of a euro (or a percentage): what a fee is before the rounding stages that its
// regulation names. 7,518.75 x 8 / 30,000 is exactly 2.005; a double holds less and would round it
// the wrong way (isee-and-copayment, example E27).
//
// Numerator and denominator have 64 bits, the arithmetic 128: a result that does not fit is
// reported, never wrapped.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>

#include "base/money.hpp"

namespace telaio::domain::fees {

class Fraction {
 public:
  // Zero.
  constexpr Fraction() = default;
  // Nothing when `den` is zero, or the reduced pair does not fit in 64 bits with a positive
  // denominator.
  static std::optional<Fraction> make(std::int64_t num, std::int64_t den);
  static Fraction whole(std::int64_t value);
  // Euro.
  static Fraction of(Money money);
  static Fraction of_thousandths(std::int64_t value);

  constexpr std::int64_t num() const { return num_; }
  constexpr std::int64_t den() const { return den_; }

  constexpr bool operator==(const Fraction&) const = default;
  std::strong_ordering operator<=>(const Fraction& other) const;

 private:
  friend std::optional<Fraction> reduced(__int128 num, __int128 den);

  std::int64_t num_ = 0;
  std::int64_t den_ = 1;  // Invariant: positive, and no common divisor with num_.
};

// Nothing on overflow, on division by zero, and when an operand is nothing: so a chain of
// operations is looked at once, at its end.
using MaybeFraction = std::optional<Fraction>;
MaybeFraction checked_add(const MaybeFraction& a, const MaybeFraction& b);
MaybeFraction checked_subtract(const MaybeFraction& a, const MaybeFraction& b);
MaybeFraction checked_multiply(const MaybeFraction& a, const MaybeFraction& b);
MaybeFraction checked_divide(const MaybeFraction& a, const MaybeFraction& b);

// "17223/2449"; a whole number is "3/1".
std::string to_string(const Fraction& fraction);

}  // namespace telaio::domain::fees
