// SPDX-License-Identifier: EUPL-1.2
#include "base/zone.hpp"

#include <gtest/gtest.h>

namespace telaio {
namespace {

TEST(Rome, AnInstantLateInTheUtcDayFallsOnTheNextDate) {
  EXPECT_EQ(rome_date(*parse_instant("2026-01-15T22:59:59Z")), Date::of(2026, 1, 15));
  EXPECT_EQ(rome_date(*parse_instant("2026-01-15T23:00:00Z")), Date::of(2026, 1, 16));
  // Summer time: two hours ahead.
  EXPECT_EQ(rome_date(*parse_instant("2026-07-15T21:59:59Z")), Date::of(2026, 7, 15));
  EXPECT_EQ(rome_date(*parse_instant("2026-07-15T22:00:00Z")), Date::of(2026, 7, 16));
}

TEST(Rome, ADayHasTwentyThreeOrTwentyFiveHoursWhenTheClockChanges) {
  const auto hours = [](Date date) {
    return (rome_day_end(date).micros() - rome_day_start(date).micros()) / 3'600'000'000;
  };
  EXPECT_EQ(hours(Date::of(2026, 3, 29)), 23);
  EXPECT_EQ(hours(Date::of(2026, 10, 25)), 25);
  EXPECT_EQ(hours(Date::of(2026, 11, 22)), 24);
}

TEST(Rome, ATimeThatHappensTwiceIsToldApart) {
  const auto twice = rome_time(Date::of(2026, 10, 25), 2 * 60 + 30);
  EXPECT_FALSE(twice.unique());
  EXPECT_EQ(to_string(twice.earlier), "2026-10-25T00:30:00.000000Z");
  EXPECT_EQ(to_string(twice.later), "2026-10-25T01:30:00.000000Z");
  EXPECT_TRUE(rome_time(Date::of(2026, 10, 25), 4 * 60).unique());
}

TEST(Rome, MinutesAreThoseOfTheOfficeClock) {
  EXPECT_EQ(rome_minutes(*parse_instant("2026-11-22T08:10:59Z")), 9 * 60 + 10);
}

}  // namespace
}  // namespace telaio
