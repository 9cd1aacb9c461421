// SPDX-License-Identifier: EUPL-1.2
// Exact fractions for LEPS numbers: shares, residents per worker, contributions. A status compares
// them by cross-multiplication and never sees a rounded value (leps.md 3, rules of calculation).
//
// 128 bits inside: the largest product of a comparison, hundredths of FTE summed over the longest
// window times residents, stays below 2^127 (limits of window.hpp and of the stored fields).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace telaio::domain::leps {

__extension__ using Wide = __int128;

class Fraction {
 public:
  // 0.
  constexpr Fraction() = default;
  constexpr explicit Fraction(std::int64_t whole) : numerator_(whole) {}
  // Reduced to lowest terms. `denominator` is positive (asserted).
  static Fraction of(Wide numerator, Wide denominator);

  Wide numerator() const { return numerator_; }
  Wide denominator() const { return denominator_; }  // Positive.
  bool is_zero() const { return numerator_ == 0; }

  Fraction operator+(const Fraction& other) const;
  Fraction operator-(const Fraction& other) const;
  Fraction operator*(const Fraction& other) const;
  // `other` is positive (asserted).
  Fraction operator/(const Fraction& other) const;

  bool operator==(const Fraction&) const = default;
  // By cross-multiplication.
  std::strong_ordering operator<=>(const Fraction& other) const;

 private:
  Wide numerator_ = 0;
  Wide denominator_ = 1;  // Invariant: positive, without common divisor with numerator_.
};

// Half up (away from zero when negative), exactly `decimals` digits after a dot: "88.74".
std::string half_up(const Fraction& value, int decimals);
// The nearest whole number, half up; what half_up(value, 0) writes.
std::int64_t half_up_whole(const Fraction& value);
// "205/231"; a whole number has no bar: "280000".
std::string exact(const Fraction& value);
// Reads "28.88" or "5000": digits with at most one dot, at most 6 decimals and 12 digits before it.
std::optional<Fraction> parse_fraction(std::string_view text);

}  // namespace telaio::domain::leps
