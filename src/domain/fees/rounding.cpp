// SPDX-License-Identifier: EUPL-1.2
#include "domain/fees/rounding.hpp"

#include <algorithm>
#include <charconv>
#include <limits>

#include "base/assert.hpp"

namespace telaio::domain::fees {
namespace {

using Wide = __int128;

// `twice_rest` is twice the magnitude of what is left over, to compare with one whole `unit`.
bool goes_away_from_zero(RoundingMode mode, Wide twice_rest, Wide unit, bool quotient_is_odd) {
  switch (mode) {
    case RoundingMode::half_up:
      return twice_rest >= unit;
    case RoundingMode::half_even:
      return twice_rest > unit || (twice_rest == unit && quotient_is_odd);
    case RoundingMode::half_down:
      return twice_rest > unit;
    case RoundingMode::truncate:
      return false;
    case RoundingMode::unknown:
      break;
  }
  TELAIO_ASSERT(mode != RoundingMode::unknown);
  return false;
}

bool all_digits(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

std::optional<Thousandths> round_to_step(const Fraction& value, RoundingMode mode,
                                         Thousandths step) {
  TELAIO_ASSERT(step.value > 0);
  // How many steps: value / (step / 1000).
  const Wide dividend = static_cast<Wide>(value.num()) * 1000;
  const Wide divisor = static_cast<Wide>(value.den()) * step.value;
  Wide steps = dividend / divisor;
  Wide rest = dividend % divisor;
  if (rest < 0) rest = -rest;
  if (goes_away_from_zero(mode, rest * 2, divisor, steps % 2 != 0)) {
    steps += value.num() < 0 ? -1 : 1;
  }
  const Wide thousandths = steps * step.value;
  if (thousandths < std::numeric_limits<std::int64_t>::min() ||
      thousandths > std::numeric_limits<std::int64_t>::max()) {
    return std::nullopt;
  }
  return Thousandths{static_cast<std::int64_t>(thousandths)};
}

std::optional<Money> to_money(Thousandths amount) {
  if (amount.value % 10 != 0) return std::nullopt;
  return Money::from_cents(amount.value / 10);
}

std::optional<Thousandths> to_thousandths(Money money) {
  Thousandths amount;
  if (__builtin_mul_overflow(money.cents(), 10, &amount.value)) return std::nullopt;
  return amount;
}

Fraction to_fraction(Thousandths amount) {
  return Fraction::of_thousandths(amount.value);
}

std::string to_string(Thousandths amount) {
  std::string text = telaio::to_string(Money::from_cents(amount.value / 10));
  const auto last = amount.value % 10;
  if (amount.value < 0 && amount.value > -10 && last != 0) text.insert(0, "-");
  if (last != 0) text += static_cast<char>('0' + (last < 0 ? -last : last));
  return text;
}

std::optional<Thousandths> parse_thousandths(std::string_view text) {
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  const std::size_t dot = text.find('.');
  const std::string_view decimals =
      dot == std::string_view::npos ? std::string_view() : text.substr(dot + 1);
  if (!all_digits(text.substr(0, dot)) || decimals.size() > 3 ||
      (dot != std::string_view::npos && !all_digits(decimals))) {
    return std::nullopt;
  }
  std::string digits(negative ? "-" : "");
  digits.append(text.substr(0, dot)).append(decimals).append(3 - decimals.size(), '0');
  Thousandths amount;
  const char* const end = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data(), end, amount.value);
  if (error != std::errc() || stop != end) return std::nullopt;
  return amount;
}

std::optional<RoundingMode> parse_rounding_mode(std::string_view text) {
  if (text == "half_up") return RoundingMode::half_up;
  if (text == "half_even") return RoundingMode::half_even;
  if (text == "half_down") return RoundingMode::half_down;
  if (text == "truncate") return RoundingMode::truncate;
  return std::nullopt;
}

}  // namespace telaio::domain::fees
