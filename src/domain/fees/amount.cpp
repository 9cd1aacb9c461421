// SPDX-License-Identifier: EUPL-1.2
#include "domain/fees/amount.hpp"

#include <algorithm>
#include <limits>

#include "base/limits.hpp"
#include "domain/fees/fees_refusals.hpp"

namespace telaio::domain::fees {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// Why this text, which is not an amount, is not one.
std::string_view reason(std::string_view text) {
  if (text.starts_with('-')) return amount_negative;
  const bool known = std::all_of(text.begin(), text.end(), [](char c) {
    return is_digit(c) || c == '.' || c == ',' || c == '\'' || c == ' ';
  });
  if (!known || text.empty() || !is_digit(text.front()) || !is_digit(text.back())) {
    return amount_malformed;
  }
  const auto dots = std::count(text.begin(), text.end(), '.');
  const auto commas = std::count(text.begin(), text.end(), ',');
  const bool grouped = text.find_first_of("' ") != std::string_view::npos || dots > 1 ||
                       commas > 1 || (dots == 1 && commas == 1);
  if (grouped) return amount_thousands_separator;
  if (commas == 1) return amount_comma;
  const auto dot = text.find('.');
  if (dot != std::string_view::npos && text.size() - dot - 1 > 2) return amount_three_decimals;
  return amount_too_large;
}

}  // namespace

Result<Money, Refusal> parse_amount(std::string_view text) {
  const ParsedMoney parsed = parse_money(text);
  if (!parsed.money || text.starts_with('-')) return Refusal{reason(text), {}};
  if (parsed.money->cents() > limits::amount_cents_max) return Refusal{amount_too_large, {}};
  return *parsed.money;
}

Result<std::uint32_t, Refusal> parse_quantity(std::string_view text) {
  const auto hundredths = parse_amount(text);
  if (!hundredths) return hundredths.error();
  if (hundredths->cents() > std::numeric_limits<std::uint32_t>::max()) {
    return Refusal{amount_too_large, {}};
  }
  return static_cast<std::uint32_t>(hundredths->cents());
}

}  // namespace telaio::domain::fees
