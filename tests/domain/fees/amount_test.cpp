// SPDX-License-Identifier: EUPL-1.2
#include "domain/fees/amount.hpp"

#include <gtest/gtest.h>

#include "domain/fees/fees_refusals.hpp"

namespace telaio::domain::fees {
namespace {

std::string_view refusal(std::string_view text) {
  const auto parsed = parse_amount(text);
  return parsed ? std::string_view("accepted") : parsed.error().code;
}

TEST(Amount, IsReadWithUpToTwoDecimals) {
  EXPECT_EQ(parse_amount("450").value(), Money::from_cents(45'000));
  EXPECT_EQ(parse_amount("450.5").value(), Money::from_cents(45'050));
  EXPECT_EQ(parse_amount("0.00").value(), Money());
}

TEST(Amount, SaysWhichMistakeATextMakes) {
  EXPECT_EQ(refusal("1234,56"), amount_comma);
  EXPECT_EQ(refusal("1.234,56"), amount_thousands_separator);
  EXPECT_EQ(refusal("1,234.56"), amount_thousands_separator);
  EXPECT_EQ(refusal("1.234.567"), amount_thousands_separator);
  EXPECT_EQ(refusal("1 234"), amount_thousands_separator);
  EXPECT_EQ(refusal("1'234"), amount_thousands_separator);
  EXPECT_EQ(refusal("1.234"), amount_three_decimals);
  EXPECT_EQ(refusal("-1.00"), amount_negative);
  EXPECT_EQ(refusal(""), amount_malformed);
  EXPECT_EQ(refusal("1e3"), amount_malformed);
  EXPECT_EQ(refusal("EUR 5"), amount_malformed);
  EXPECT_EQ(refusal(".5"), amount_malformed);
  EXPECT_EQ(refusal("5."), amount_malformed);
}

TEST(Amount, StopsAtAHundredMillion) {
  EXPECT_EQ(refusal("100000000.00"), "accepted");
  EXPECT_EQ(refusal("100000000.01"), amount_too_large);
  EXPECT_EQ(refusal("99999999999999999999999"), amount_too_large);
}

TEST(Quantity, IsCountedInHundredths) {
  EXPECT_EQ(parse_quantity("17.5").value(), 1750U);
  EXPECT_EQ(parse_quantity("42949672.95").value(), 4'294'967'295U);
  EXPECT_EQ(parse_quantity("42949672.96").error().code, amount_too_large);
  EXPECT_EQ(parse_quantity("1,5").error().code, amount_comma);
}

}  // namespace
}  // namespace telaio::domain::fees
