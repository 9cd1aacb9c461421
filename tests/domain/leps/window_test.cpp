// SPDX-License-Identifier: EUPL-1.2
#include "domain/leps/window.hpp"

#include "tests/domain/leps/support.hpp"

namespace telaio::domain::leps {
namespace {

using testing::day;

TEST(LepsWindow, HasBothEndsInside) {
  const Window year = Window::year(2024);
  EXPECT_TRUE(year.contains(day("2024-01-01")));
  EXPECT_TRUE(year.contains(day("2024-12-31")));
  EXPECT_FALSE(year.contains(day("2023-12-31")));
  EXPECT_FALSE(year.contains(day("2025-01-01")));
  EXPECT_EQ(year.days(), 366);
}

TEST(LepsWindow, QuartersEndOnTheLastDayOfTheirMonth) {
  EXPECT_EQ(Window::quarter(2025, 1).to, day("2025-03-31"));
  EXPECT_EQ(Window::quarter(2025, 3).from, day("2025-07-01"));
  EXPECT_EQ(Window::quarter(2025, 3).to, day("2025-09-30"));
}

TEST(LepsWindow, ReadsWhatItWrites) {
  for (const char* text : {"2025", "2025-Q3", "2025-01-15..2026-06-30"}) {
    EXPECT_EQ(to_string(parse_window(text).value()), text);
  }
  EXPECT_EQ(to_string(parse_window("2025-01-01..2025-12-31").value()), "2025");
  for (const char* bad : {"", "25", "2025-Q0", "2025-Q5", "2025-Q", "2025-02-01..2025-01-31",
                          "2025-01-01..", "2025-13-01..2025-12-31", "1899"}) {
    EXPECT_FALSE(parse_window(bad).has_value()) << bad;
  }
}

TEST(LepsWindow, IsAtMostTenYearsLong) {
  const Date from = day("2020-01-01");
  EXPECT_TRUE(Window::between(from, from.plus_days(window_days_max - 1)).has_value());
  EXPECT_FALSE(Window::between(from, from.plus_days(window_days_max)).has_value());
  EXPECT_TRUE(Window::between(from, from).has_value());
  EXPECT_FALSE(Window::between(from, from.plus_days(-1)).has_value());
}

TEST(LepsQuestion, CountsUpToTheDayAskedAboutKnownOrTheEndOfTheWindow) {
  Question question{{}, Window::year(2025), day("2025-06-30"), day("2025-05-31"), {}};
  EXPECT_EQ(question.last_day(), day("2025-05-31"));
  question.known_on = day("2026-05-31");
  EXPECT_EQ(question.last_day(), day("2025-06-30"));
  question.on = day("2026-06-30");
  EXPECT_EQ(question.last_day(), day("2025-12-31"));
}

}  // namespace
}  // namespace telaio::domain::leps
