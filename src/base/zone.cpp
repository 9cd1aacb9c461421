// SPDX-License-Identifier: EUPL-1.2
#include "base/zone.hpp"

#include <date/tz.h>

#include "base/assert.hpp"

namespace telaio {
namespace {

using std::chrono::microseconds;

const date::time_zone& rome() {
  static const date::time_zone* const zone = date::locate_zone("Europe/Rome");
  return *zone;
}

date::local_time<microseconds> local(Instant instant) {
  return rome().to_local(date::sys_time<microseconds>(microseconds(instant.micros())));
}

Instant instant_of(date::sys_time<microseconds> time) {
  return Instant::from_micros(time.time_since_epoch().count());
}

}  // namespace

Date rome_date(Instant instant) {
  const auto day = date::floor<date::days>(local(instant));
  return Date::from_days(static_cast<std::int32_t>(day.time_since_epoch().count()));
}

int rome_minutes(Instant instant) {
  const auto time = local(instant);
  const auto since_midnight = time - date::floor<date::days>(time);
  return static_cast<int>(std::chrono::duration_cast<std::chrono::minutes>(since_midnight).count());
}

Instant rome_day_start(Date date) {
  return rome_time(date, 0).earlier;
}

Instant rome_day_end(Date date) {
  return rome_day_start(date.plus_days(1));
}

RomeTime rome_time(Date date, int minutes) {
  TELAIO_ASSERT(minutes >= 0 && minutes < 24 * 60);
  const date::local_days day{date::days(date.days())};
  const date::local_time<microseconds> time = day + std::chrono::minutes(minutes);
  return {instant_of(rome().to_sys(time, date::choose::earliest)),
          instant_of(rome().to_sys(time, date::choose::latest))};
}

}  // namespace telaio
