// SPDX-License-Identifier: EUPL-1.2
#include "base/money.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace telaio {
namespace {

Money euro(std::int64_t cents) {
  return Money::from_cents(cents);
}

TEST(Money, IsReadWithUpToTwoDecimals) {
  EXPECT_EQ(parse_money("450").money, euro(45'000));
  EXPECT_EQ(parse_money("450.5").money, euro(45'050));
  EXPECT_EQ(parse_money("450.05").money, euro(45'005));
  EXPECT_EQ(parse_money("-3.10").money, euro(-310));
  EXPECT_EQ(parse_money("0.00").money, euro(0));
}

TEST(Money, IsNotGuessedFromAnotherNotation) {
  for (const char* text :
       {"1.234,56", "1,234.56", "12,50", "1e3", "", ".", "5.", ".5", "+5", "--5"}) {
    const auto parsed = parse_money(text);
    EXPECT_FALSE(parsed.money) << text;
    EXPECT_EQ(parsed.error, MoneyError::malformed) << text;
  }
}

TEST(Money, HasNoThirdDecimal) {
  const auto parsed = parse_money("1.055");
  EXPECT_FALSE(parsed.money);
  EXPECT_EQ(parsed.error, MoneyError::too_many_digits);
}

TEST(Money, TakesTheLargestAmountAndRefusesOneCentMore) {
  EXPECT_EQ(parse_money("92233720368547758.07").money,
            euro(std::numeric_limits<std::int64_t>::max()));
  EXPECT_FALSE(parse_money("92233720368547758.08").money);
}

TEST(Money, IsWrittenForFilesAndForPeople) {
  EXPECT_EQ(to_string(euro(123'456)), "1234.56");
  EXPECT_EQ(to_italian(euro(123'456)), "1.234,56");
  EXPECT_EQ(to_italian(euro(-1'000'000'00)), "-1.000.000,00");
  EXPECT_EQ(to_string(euro(-5)), "-0.05");
  EXPECT_EQ(to_string(euro(std::numeric_limits<std::int64_t>::min())), "-92233720368547758.08");
}

TEST(Money, SumsReportOverflow) {
  EXPECT_EQ(checked_add(euro(1), euro(2)), euro(3));
  EXPECT_EQ(checked_add(euro(std::numeric_limits<std::int64_t>::max()), euro(1)), std::nullopt);
  EXPECT_EQ(checked_subtract(euro(std::numeric_limits<std::int64_t>::min()), euro(1)),
            std::nullopt);
}

// isee-and-copayment E34.
TEST(Money, ElevenInstalmentsSumToTheWhole) {
  const auto shares = split(euro(300'000), 11);
  EXPECT_EQ(shares.size(), 11U);
  EXPECT_EQ(shares.front(), euro(27'273));
  EXPECT_EQ(shares.back(), euro(27'270));
  EXPECT_EQ(split(euro(360'000), 11).front(), euro(32'727));
  EXPECT_EQ(split(euro(360'000), 11).back(), euro(32'730));
}

TEST(Money, OneInstalmentIsTheWhole) {
  EXPECT_EQ(split(euro(12'345), 1), std::vector<Money>{euro(12'345)});
}

}  // namespace
}  // namespace telaio
