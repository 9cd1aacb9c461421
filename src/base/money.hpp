// SPDX-License-Identifier: EUPL-1.2
// An exact amount of euro in cents. There is no path to floating point; fractions of a cent live in
// domain/fees/fraction.hpp until a rounding stage that the regulation names.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace telaio {

// Why a text is not an amount; each has a message of its own.
enum class MoneyError : std::uint8_t {
  malformed,       // Not digits with at most one dot.
  too_many_digits  // More than two decimals, or it does not fit in 64 bits of cents.
};

class Money {
 public:
  constexpr Money() = default;
  static constexpr Money from_cents(std::int64_t cents) {
    Money money;
    money.cents_ = cents;
    return money;
  }

  constexpr std::int64_t cents() const { return cents_; }
  constexpr auto operator<=>(const Money&) const = default;

 private:
  std::int64_t cents_ = 0;
};

// Nothing on overflow of 64 bits.
std::optional<Money> checked_add(Money a, Money b);
std::optional<Money> checked_subtract(Money a, Money b);

// `parts` equal amounts, rounded half up, except the last, which takes the rest: they sum to the
// whole (isee-and-copayment, instalments). `parts` is at least 1 (asserted).
std::vector<Money> split(Money whole, std::int64_t parts);

// The form of APIs and files: "450.00", "-3.10".
std::string to_string(Money money);
// The form of pages and letters: "1.234,56".
std::string to_italian(Money money);

struct ParsedMoney {
  std::optional<Money> money;
  MoneyError error = MoneyError::malformed;  // Meaningful only without `money`.
};
// Reads "450", "450.5", "450.00", "-3.10". Refuses a comma, a thousands separator, an exponent and
// a third decimal: nothing is guessed.
ParsedMoney parse_money(std::string_view text);

}  // namespace telaio
