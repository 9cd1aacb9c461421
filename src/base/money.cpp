// SPDX-License-Identifier: EUPL-1.2
#include "base/money.hpp"

#include <algorithm>
#include <charconv>

#include "base/assert.hpp"

namespace telaio {
namespace {

struct Digits {
  bool negative;
  std::string units;
  std::string cents;
};

// The absolute value goes through unsigned arithmetic: the smallest int64 has no positive twin.
Digits digits_of(Money money) {
  const bool negative = money.cents() < 0;
  const auto bits = static_cast<std::uint64_t>(money.cents());
  const std::uint64_t magnitude = negative ? ~bits + 1 : bits;
  std::string cents = std::to_string(magnitude % 100);
  if (cents.size() < 2) cents.insert(0, "0");
  return {negative, std::to_string(magnitude / 100), cents};
}

bool all_digits(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

std::optional<Money> checked_add(Money a, Money b) {
  std::int64_t sum = 0;
  if (__builtin_add_overflow(a.cents(), b.cents(), &sum)) return std::nullopt;
  return Money::from_cents(sum);
}

std::optional<Money> checked_subtract(Money a, Money b) {
  std::int64_t difference = 0;
  if (__builtin_sub_overflow(a.cents(), b.cents(), &difference)) return std::nullopt;
  return Money::from_cents(difference);
}

std::vector<Money> split(Money whole, std::int64_t parts) {
  TELAIO_ASSERT(parts >= 1);
  const auto doubled = static_cast<__int128>(whole.cents()) * 2 + parts;
  __int128 each = doubled / (static_cast<__int128>(parts) * 2);
  if (doubled < 0 && doubled % (static_cast<__int128>(parts) * 2) != 0) each -= 1;
  std::vector<Money> shares(static_cast<std::size_t>(parts - 1),
                            Money::from_cents(static_cast<std::int64_t>(each)));
  const __int128 rest = whole.cents() - each * (parts - 1);
  shares.push_back(Money::from_cents(static_cast<std::int64_t>(rest)));
  return shares;
}

std::string to_string(Money money) {
  const Digits digits = digits_of(money);
  return (digits.negative ? "-" : "") + digits.units + "." + digits.cents;
}

std::string to_italian(Money money) {
  Digits digits = digits_of(money);
  for (std::size_t at = digits.units.size(); at > 3; at -= 3) digits.units.insert(at - 3, ".");
  return (digits.negative ? "-" : "") + digits.units + "," + digits.cents;
}

ParsedMoney parse_money(std::string_view text) {
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  const std::size_t dot = text.find('.');
  const std::string_view units = text.substr(0, dot);
  const std::string_view decimals =
      dot == std::string_view::npos ? std::string_view() : text.substr(dot + 1);
  if (!all_digits(units) || (dot != std::string_view::npos && !all_digits(decimals))) {
    return {std::nullopt, MoneyError::malformed};
  }
  if (decimals.size() > 2) return {std::nullopt, MoneyError::too_many_digits};

  std::string magnitude(units);
  magnitude.append(decimals);
  magnitude.append(2 - decimals.size(), '0');
  if (negative) magnitude.insert(0, "-");
  std::int64_t cents = 0;
  const auto [end, error] =
      std::from_chars(magnitude.data(), magnitude.data() + magnitude.size(), cents);
  if (error != std::errc() || end != magnitude.data() + magnitude.size()) {
    return {std::nullopt, MoneyError::too_many_digits};
  }
  return {Money::from_cents(cents), MoneyError::malformed};
}

}  // namespace telaio
