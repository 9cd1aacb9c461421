// SPDX-License-Identifier: EUPL-1.2
#include "domain/leps/fraction.hpp"

#include <algorithm>

#include "base/assert.hpp"

namespace telaio::domain::leps {
namespace {

Wide greatest_common_divisor(Wide a, Wide b) {
  if (a < 0) a = -a;
  while (b != 0) {
    const Wide rest = a % b;
    a = b;
    b = rest;
  }
  return a;
}

std::string digits(Wide value) {
  if (value == 0) return "0";
  const bool negative = value < 0;
  if (negative) value = -value;
  std::string text;
  for (; value > 0; value /= 10)
    text.push_back(static_cast<char>('0' + static_cast<int>(value % 10)));
  if (negative) text.push_back('-');
  std::reverse(text.begin(), text.end());
  return text;
}

// Half up of value * 10^decimals.
Wide scaled_half_up(const Fraction& value, int decimals) {
  Wide scale = 1;
  for (int i = 0; i < decimals; ++i) scale *= 10;
  const bool negative = value.numerator() < 0;
  const Wide numerator = (negative ? -value.numerator() : value.numerator()) * scale;
  const Wide rounded = (2 * numerator + value.denominator()) / (2 * value.denominator());
  return negative ? -rounded : rounded;
}

}  // namespace

Fraction Fraction::of(Wide numerator, Wide denominator) {
  TELAIO_ASSERT(denominator > 0);
  const Wide divisor = greatest_common_divisor(denominator, numerator < 0 ? -numerator : numerator);
  Fraction made;
  made.numerator_ = numerator / divisor;
  made.denominator_ = denominator / divisor;
  return made;
}

Fraction Fraction::operator+(const Fraction& other) const {
  return of(numerator_ * other.denominator_ + other.numerator_ * denominator_,
            denominator_ * other.denominator_);
}

Fraction Fraction::operator-(const Fraction& other) const {
  return of(numerator_ * other.denominator_ - other.numerator_ * denominator_,
            denominator_ * other.denominator_);
}

Fraction Fraction::operator*(const Fraction& other) const {
  return of(numerator_ * other.numerator_, denominator_ * other.denominator_);
}

Fraction Fraction::operator/(const Fraction& other) const {
  TELAIO_ASSERT(other.numerator_ > 0);
  return of(numerator_ * other.denominator_, denominator_ * other.numerator_);
}

std::strong_ordering Fraction::operator<=>(const Fraction& other) const {
  const Wide left = numerator_ * other.denominator_;
  const Wide right = other.numerator_ * denominator_;
  if (left < right) return std::strong_ordering::less;
  return left == right ? std::strong_ordering::equal : std::strong_ordering::greater;
}

std::string half_up(const Fraction& value, int decimals) {
  const Wide scaled = scaled_half_up(value, decimals);
  std::string text = digits(scaled < 0 ? -scaled : scaled);
  const auto places = static_cast<std::size_t>(decimals);
  if (text.size() <= places) text.insert(0, places + 1 - text.size(), '0');
  if (places > 0) text.insert(text.size() - places, 1, '.');
  return scaled < 0 ? "-" + text : text;
}

std::int64_t half_up_whole(const Fraction& value) {
  return static_cast<std::int64_t>(scaled_half_up(value, 0));
}

std::string exact(const Fraction& value) {
  const std::string above = digits(value.numerator());
  return value.denominator() == 1 ? above : above + "/" + digits(value.denominator());
}

std::optional<Fraction> parse_fraction(std::string_view text) {
  constexpr std::size_t whole_digits_max = 12;
  constexpr std::size_t decimals_max = 6;
  const std::size_t dot = text.find('.');
  const std::string_view whole = text.substr(0, dot);
  const std::string_view decimals =
      dot == std::string_view::npos ? std::string_view() : text.substr(dot + 1);
  if (whole.empty() || whole.size() > whole_digits_max) return std::nullopt;
  if (decimals.size() > decimals_max) return std::nullopt;
  if (dot != std::string_view::npos && decimals.empty()) return std::nullopt;

  Wide numerator = 0;
  Wide denominator = 1;
  for (const std::string_view part : {whole, decimals}) {
    for (const char c : part) {
      if (c < '0' || c > '9') return std::nullopt;
      numerator = numerator * 10 + (c - '0');
    }
  }
  for (std::size_t i = 0; i < decimals.size(); ++i) denominator *= 10;
  return Fraction::of(numerator, denominator);
}

}  // namespace telaio::domain::leps
