// SPDX-License-Identifier: EUPL-1.2
#include "base/date.hpp"

#include <gtest/gtest.h>

namespace telaio {
namespace {

TEST(Date, AddsDaysAsLegalTermsDo) {
  // leps.md 3: the INPS clock from 26-1-2024 expires on 25-5-2024.
  EXPECT_EQ(Date::of(2024, 1, 26).plus_days(120), Date::of(2024, 5, 25));
  // leps.md W6 and W23.
  EXPECT_EQ(Date::of(2025, 3, 10).plus_days(120), Date::of(2025, 7, 8));
  EXPECT_EQ(Date::of(2028, 3, 1).plus_days(30), Date::of(2028, 3, 31));
}

TEST(Date, ReadsExistingDaysOnly) {
  EXPECT_EQ(parse_date("2024-02-29"), Date::of(2024, 2, 29));
  EXPECT_EQ(parse_date("2023-02-29"), std::nullopt);
  EXPECT_EQ(parse_date("2024-2-29"), std::nullopt);
  EXPECT_EQ(parse_date("2024-13-01"), std::nullopt);
  EXPECT_EQ(parse_date("29/02/2024"), std::nullopt);
  EXPECT_EQ(parse_date("1799-12-31"), std::nullopt);
  EXPECT_EQ(parse_date("1800-01-01"), Date::of(1800, 1, 1));
  EXPECT_EQ(parse_date("2199-12-31"), Date::of(2199, 12, 31));
  EXPECT_EQ(parse_date("2200-01-01"), std::nullopt);
}

TEST(Date, IsWrittenForFilesAndForPeople) {
  EXPECT_EQ(to_string(Date::of(2026, 3, 1)), "2026-03-01");
  EXPECT_EQ(to_italian(Date::of(2026, 3, 1)), "01/03/2026");
}

TEST(Date, KnowsTheEndsOfMonths) {
  EXPECT_EQ(last_of_month(Date::of(2024, 2, 10)), Date::of(2024, 2, 29));
  EXPECT_EQ(first_of_month(Date::of(2024, 2, 10)), Date::of(2024, 2, 1));
  EXPECT_EQ(add_months(Date::of(2025, 11, 30), 3), Date::of(2026, 2, 1));
  EXPECT_EQ(add_months(Date::of(2026, 1, 1), -1), Date::of(2025, 12, 1));
}

TEST(Age, ChangesOnTheBirthday) {
  const Date born = Date::of(2008, 11, 18);
  EXPECT_EQ(age_on(born, Date::of(2026, 11, 17)), 17);
  EXPECT_EQ(age_on(born, Date::of(2026, 11, 18)), 18);
}

TEST(Age, OfSomebodyBornOnALeapDayChangesOnTheFirstOfMarch) {
  const Date born = Date::of(2008, 2, 29);
  EXPECT_EQ(age_on(born, Date::of(2026, 2, 28)), 17);
  EXPECT_EQ(age_on(born, Date::of(2026, 3, 1)), 18);
}

TEST(DateInterval, HoldsItsFirstDayAndNotItsEnd) {
  const DateInterval interval{Date::of(2026, 1, 1), Date::of(2026, 2, 1)};
  EXPECT_FALSE(interval.contains(Date::of(2025, 12, 31)));
  EXPECT_TRUE(interval.contains(Date::of(2026, 1, 1)));
  EXPECT_TRUE(interval.contains(Date::of(2026, 1, 31)));
  EXPECT_FALSE(interval.contains(Date::of(2026, 2, 1)));
  EXPECT_TRUE((DateInterval{Date::of(2026, 1, 1), std::nullopt}.contains(Date::of(2100, 1, 1))));
}

}  // namespace
}  // namespace telaio
