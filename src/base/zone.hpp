// SPDX-License-Identifier: EUPL-1.2
// Europe/Rome: which date an instant falls on, and which instant a local time names. Needs the tz
// database of the system (Debian: tzdata).
#pragma once

#include <cstdint>
#include <optional>

#include "base/date.hpp"
#include "base/instant.hpp"

namespace telaio {

// The calendar date in Europe/Rome.
Date rome_date(Instant instant);

// Minutes since midnight in Europe/Rome, 0 to 1439.
int rome_minutes(Instant instant);

// First instant of the date and first instant of the next one: [start, end).
Instant rome_day_start(Date date);
Instant rome_day_end(Date date);

// A local time that happens twice (end of summer time) or never (its start) has no instant of its
// own: the caller chooses. `earlier` and `later` differ only then; in the gap both name the change.
struct RomeTime {
  Instant earlier;
  Instant later;
  bool unique() const { return earlier == later; }
};
// `minutes` since midnight, 0 to 1439 (asserted).
RomeTime rome_time(Date date, int minutes);

}  // namespace telaio
