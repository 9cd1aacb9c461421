// SPDX-License-Identifier: EUPL-1.2
#include "domain/leps/fraction.hpp"

#include <gtest/gtest.h>

namespace telaio::domain::leps {
namespace {

TEST(LepsFraction, IsKeptInLowestTerms) {
  EXPECT_EQ(exact(Fraction::of(20'500, 23'100)), "205/231");
  EXPECT_EQ(exact(Fraction::of(50, 5)), "10");
  EXPECT_EQ(exact(Fraction::of(0, 7)), "0");
}

TEST(LepsFraction, ComparesExactlyWhereDecimalsWouldNot) {
  EXPECT_GT(Fraction::of(1, 3), Fraction::of(333'333, 1'000'000));
  EXPECT_EQ(Fraction::of(2, 6), Fraction::of(1, 3));
  EXPECT_LT(Fraction::of(-1, 2), Fraction(0));
}

TEST(LepsFraction, AddsSubtractsMultipliesAndDivides) {
  EXPECT_EQ(Fraction::of(1, 2) + Fraction::of(1, 3), Fraction::of(5, 6));
  EXPECT_EQ(Fraction::of(1, 2) - Fraction::of(1, 3), Fraction::of(1, 6));
  EXPECT_EQ(Fraction::of(1, 2) * Fraction::of(2, 3), Fraction::of(1, 3));
  EXPECT_EQ(Fraction::of(1, 2) / Fraction::of(2, 3), Fraction::of(3, 4));
}

TEST(LepsFraction, RoundsHalfUp) {
  EXPECT_EQ(half_up(Fraction::of(1, 8), 2), "0.13");
  EXPECT_EQ(half_up(Fraction::of(1'249, 10'000), 2), "0.12");
  EXPECT_EQ(half_up(Fraction::of(-1, 8), 2), "-0.13");
  EXPECT_EQ(half_up(Fraction::of(5, 2), 0), "3");
  EXPECT_EQ(half_up(Fraction(7), 2), "7.00");
  EXPECT_EQ(half_up_whole(Fraction::of(32'500, 7)), 4'643);
}

TEST(LepsFraction, ReadsPlainDecimalsOnly) {
  EXPECT_EQ(parse_fraction("28.88"), Fraction::of(722, 25));
  EXPECT_EQ(parse_fraction("5000"), Fraction(5'000));
  EXPECT_EQ(parse_fraction("0.000001"), Fraction::of(1, 1'000'000));
  EXPECT_EQ(parse_fraction("0.0000001"), std::nullopt);
  EXPECT_EQ(parse_fraction("999999999999"), Fraction(999'999'999'999));
  EXPECT_EQ(parse_fraction("1000000000000"), std::nullopt);
  for (const char* bad : {"", ".", "1.", ".5", "1,5", "-1", "1e3", "1.2.3", " 1"}) {
    EXPECT_EQ(parse_fraction(bad), std::nullopt) << bad;
  }
}

}  // namespace
}  // namespace telaio::domain::leps
