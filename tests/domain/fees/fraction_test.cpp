// SPDX-License-Identifier: EUPL-1.2
#include "domain/fees/fraction.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <random>

namespace telaio::domain::fees {
namespace {

constexpr std::int64_t largest = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t smallest = std::numeric_limits<std::int64_t>::min();

Fraction fraction(std::int64_t num, std::int64_t den) {
  return Fraction::make(num, den).value();
}

TEST(Fraction, IsKeptInLowestTermsWithAPositiveDenominator) {
  EXPECT_EQ(to_string(fraction(34446, 4898)), "17223/2449");
  EXPECT_EQ(to_string(fraction(3, -6)), "-1/2");
  EXPECT_EQ(to_string(fraction(-3, -6)), "1/2");
  EXPECT_EQ(to_string(fraction(0, -6)), "0/1");
}

TEST(Fraction, HasNoValueOverZero) {
  EXPECT_FALSE(Fraction::make(1, 0));
  EXPECT_FALSE(checked_divide(fraction(1, 2), Fraction()));
}

TEST(Fraction, ReportsAResultThatDoesNotFit) {
  EXPECT_EQ(checked_add(Fraction::whole(largest - 1), Fraction::whole(1)),
            Fraction::whole(largest));
  EXPECT_FALSE(checked_add(Fraction::whole(largest), Fraction::whole(1)));
  EXPECT_FALSE(checked_subtract(Fraction::whole(smallest), Fraction::whole(1)));
  EXPECT_FALSE(checked_multiply(fraction(1, largest), fraction(1, 2)));
  // Its only positive form is one more than the largest.
  EXPECT_FALSE(Fraction::make(smallest, -1));
  EXPECT_FALSE(Fraction::make(1, smallest));
}

TEST(Fraction, HoldsTheExtremesOf64Bits) {
  EXPECT_EQ(to_string(fraction(smallest, 1)), "-9223372036854775808/1");
  EXPECT_EQ(checked_add(fraction(smallest, largest), fraction(smallest, largest)), std::nullopt);
  EXPECT_EQ(checked_subtract(fraction(smallest, 1), fraction(smallest, 1)), Fraction());
}

TEST(Fraction, UsesMoreThan64BitsOnTheWay) {
  // The products have 80 digits of binary; the result is one half.
  EXPECT_EQ(checked_multiply(fraction(1099511627775, 2199023255551),
                             fraction(2199023255551, 2199023255550)),
            fraction(1, 2));
}

TEST(Fraction, ComparesWithoutDividing) {
  EXPECT_LT(fraction(largest - 1, largest), Fraction::whole(1));
  EXPECT_GT(fraction(1, 3), fraction(33333333, 100000000));
  EXPECT_EQ(fraction(2, 6) <=> fraction(1, 3), std::strong_ordering::equal);
}

TEST(Fraction, PropagatesAMissingOperand) {
  EXPECT_FALSE(checked_add(std::nullopt, Fraction::whole(1)));
  EXPECT_FALSE(checked_multiply(Fraction::whole(1), std::nullopt));
}

TEST(Fraction, AddingAndTakingAwayGivesBackTheSameValue) {
  const unsigned seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  std::uniform_int_distribution<std::int64_t> numbers(-1'000'000, 1'000'000);
  for (int i = 0; i < 2'000; ++i) {
    const auto a = Fraction::make(numbers(random), 997);
    const auto b = Fraction::make(numbers(random), 4898);
    EXPECT_EQ(checked_subtract(checked_add(a, b), b), a);
  }
}

}  // namespace
}  // namespace telaio::domain::fees
