// SPDX-License-Identifier: EUPL-1.2
#include "domain/fees/fraction.hpp"

#include <limits>

#include "base/assert.hpp"

namespace telaio::domain::fees {
namespace {

using Wide = __int128;

Wide greatest_common_divisor(Wide a, Wide b) {
  if (a < 0) a = -a;
  while (b != 0) {
    const Wide rest = a % b;
    a = b;
    b = rest;
  }
  return a;
}

bool fits(Wide value) {
  return value >= std::numeric_limits<std::int64_t>::min() &&
         value <= std::numeric_limits<std::int64_t>::max();
}

}  // namespace

// Every caller passes products and sums of two products of 64-bit numbers: at most 2^127 - 2^64 in
// magnitude, so neither the negation nor the divisor can overflow.
std::optional<Fraction> reduced(__int128 num, __int128 den) {
  if (den == 0) return std::nullopt;
  if (den < 0) {
    num = -num;
    den = -den;
  }
  const Wide divisor = greatest_common_divisor(num, den);
  num /= divisor;
  den /= divisor;
  if (!fits(num) || !fits(den)) return std::nullopt;
  Fraction fraction;
  fraction.num_ = static_cast<std::int64_t>(num);
  fraction.den_ = static_cast<std::int64_t>(den);
  return fraction;
}

std::optional<Fraction> Fraction::make(std::int64_t num, std::int64_t den) {
  return reduced(num, den);
}

Fraction Fraction::whole(std::int64_t value) {
  Fraction fraction;
  fraction.num_ = value;
  return fraction;
}

Fraction Fraction::of(Money money) {
  const auto fraction = reduced(money.cents(), 100);
  TELAIO_ASSERT(fraction.has_value());  // Reducing never makes either number larger.
  return *fraction;
}

Fraction Fraction::of_thousandths(std::int64_t value) {
  const auto fraction = reduced(value, 1000);
  TELAIO_ASSERT(fraction.has_value());
  return *fraction;
}

std::strong_ordering Fraction::operator<=>(const Fraction& other) const {
  const Wide left = static_cast<Wide>(num_) * other.den_;
  const Wide right = static_cast<Wide>(other.num_) * den_;
  if (left < right) return std::strong_ordering::less;
  if (left > right) return std::strong_ordering::greater;
  return std::strong_ordering::equal;
}

MaybeFraction checked_add(const MaybeFraction& a, const MaybeFraction& b) {
  if (!a || !b) return std::nullopt;
  const Wide left = static_cast<Wide>(a->num()) * b->den();
  const Wide right = static_cast<Wide>(b->num()) * a->den();
  return reduced(left + right, static_cast<Wide>(a->den()) * b->den());
}

MaybeFraction checked_subtract(const MaybeFraction& a, const MaybeFraction& b) {
  if (!a || !b) return std::nullopt;
  const Wide left = static_cast<Wide>(a->num()) * b->den();
  const Wide right = static_cast<Wide>(b->num()) * a->den();
  return reduced(left - right, static_cast<Wide>(a->den()) * b->den());
}

MaybeFraction checked_multiply(const MaybeFraction& a, const MaybeFraction& b) {
  if (!a || !b) return std::nullopt;
  return reduced(static_cast<Wide>(a->num()) * b->num(), static_cast<Wide>(a->den()) * b->den());
}

MaybeFraction checked_divide(const MaybeFraction& a, const MaybeFraction& b) {
  if (!a || !b) return std::nullopt;
  return reduced(static_cast<Wide>(a->num()) * b->den(), static_cast<Wide>(a->den()) * b->num());
}

std::string to_string(const Fraction& fraction) {
  return std::to_string(fraction.num()) + "/" + std::to_string(fraction.den());
}

}  // namespace telaio::domain::fees
