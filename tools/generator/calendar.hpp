// SPDX-License-Identifier: EUPL-1.2
// Office hours: when things get written down.
#pragma once

#include "base/zone.hpp"
#include "tools/generator/random.hpp"

namespace telaio::generator {

// Monday to Friday.
inline bool is_working_day(Date date) {
  const std::chrono::weekday day{std::chrono::sys_days(date.ymd())};
  return day != std::chrono::Saturday && day != std::chrono::Sunday;
}

// The date itself, or the Monday after.
inline Date working_day(Date date) {
  while (!is_working_day(date)) date = date.plus_days(1);
  return date;
}

// Some moment between 8:30 and 17:30 of the working day on or after `date`, Europe/Rome.
inline Instant office_time(Random& random, Date date) {
  const auto minute = random.between(8 * 60 + 30, 17 * 60 + 29);
  return rome_time(working_day(date), minute).earlier.plus_micros(random.between(0, 59'999'999));
}

}  // namespace telaio::generator
