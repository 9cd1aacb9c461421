// SPDX-License-Identifier: EUPL-1.2
#include "domain/fees/rounding.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <string>

namespace telaio::domain::fees {
namespace {

// The four modes in the order H, E, D, T, with a step of one cent unless another is given.
std::string all_modes(std::int64_t num, std::int64_t den, Thousandths step = one_cent) {
  std::string texts;
  for (const auto mode : {RoundingMode::half_up, RoundingMode::half_even, RoundingMode::half_down,
                          RoundingMode::truncate}) {
    if (!texts.empty()) texts += ' ';
    texts += to_string(round_to_step(Fraction::make(num, den).value(), mode, step).value());
  }
  return texts;
}

TEST(Rounding, TakesATieUpToEvenDownOrNowhere) {
  EXPECT_EQ(all_modes(2005, 1000), "2.01 2.00 2.00 2.00");
  EXPECT_EQ(all_modes(2015, 1000), "2.02 2.02 2.01 2.01");
}

TEST(Rounding, TreatsAHairMoreOrLessThanATieAlikeInEveryHalfMode) {
  EXPECT_EQ(all_modes(20'050'001, 10'000'000), "2.01 2.01 2.01 2.00");
  EXPECT_EQ(all_modes(20'049'999, 10'000'000), "2.00 2.00 2.00 2.00");
}

TEST(Rounding, MirrorsNegativeValues) {
  EXPECT_EQ(all_modes(-2005, 1000), "-2.01 -2.00 -2.00 -2.00");
  EXPECT_EQ(all_modes(-2006, 1000), "-2.01 -2.01 -2.01 -2.00");
}

TEST(Rounding, LeavesAMultipleOfTheStepAlone) {
  EXPECT_EQ(all_modes(11, 1), "11.00 11.00 11.00 11.00");
  EXPECT_EQ(all_modes(0, 1), "0.00 0.00 0.00 0.00");
}

TEST(Rounding, KnowsStepsOfAThousandthAndOfTenCents) {
  EXPECT_EQ(all_modes(10'555, 10'000, Thousandths{1}), "1.056 1.056 1.055 1.055");
  EXPECT_EQ(all_modes(125, 100, Thousandths{100}), "1.30 1.20 1.20 1.20");
}

TEST(Rounding, ReportsAnAmountThatDoesNotFit) {
  constexpr std::int64_t largest = std::numeric_limits<std::int64_t>::max();
  EXPECT_TRUE(round_to_step(Fraction::whole(largest / 1000), RoundingMode::half_up, one_cent));
  EXPECT_FALSE(round_to_step(Fraction::whole(largest / 1000 + 1), RoundingMode::half_up, one_cent));
}

TEST(Rounding, ShowsTheThirdDecimalOnlyWhenThereIsOne) {
  EXPECT_EQ(to_string(Thousandths{1055}), "1.055");
  EXPECT_EQ(to_string(Thousandths{1050}), "1.05");
  EXPECT_EQ(to_string(Thousandths{-5}), "-0.005");
  EXPECT_EQ(to_string(Thousandths{-1005}), "-1.005");
}

TEST(Rounding, ReadsUpToThreeDecimals) {
  EXPECT_EQ(parse_thousandths("1.055"), Thousandths{1055});
  EXPECT_EQ(parse_thousandths("-2"), Thousandths{-2000});
  EXPECT_FALSE(parse_thousandths("1.0555"));
  EXPECT_FALSE(parse_thousandths("1,05"));
  EXPECT_FALSE(parse_thousandths(""));
  EXPECT_FALSE(parse_thousandths("."));
  EXPECT_FALSE(parse_thousandths("1."));
  EXPECT_FALSE(parse_thousandths("99999999999999999999"));
}

TEST(Rounding, TurnsIntoMoneyOnlyWholeCents) {
  EXPECT_EQ(to_money(Thousandths{7030}), Money::from_cents(703));
  EXPECT_FALSE(to_money(Thousandths{7031}));
}

TEST(Rounding, KnowsItsModesByName) {
  EXPECT_EQ(parse_rounding_mode("half_even"), RoundingMode::half_even);
  EXPECT_FALSE(parse_rounding_mode("unknown"));
  EXPECT_FALSE(parse_rounding_mode("HALF_UP"));
}

}  // namespace
}  // namespace telaio::domain::fees
