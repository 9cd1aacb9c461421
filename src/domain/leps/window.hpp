// SPDX-License-Identifier: EUPL-1.2
// The period an indicator is measured over, and the day up to which facts count: a window still
// running stops at the day asked about and at the day knowledge ends (leps.md 3).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/date.hpp"

namespace telaio::domain::leps {

// Days of the longest window anybody may ask for: ten years. It bounds every sum over days.
inline constexpr std::int32_t window_days_max = 3'660;

// Calendar days, both ends included. `to` is not before `from`.
struct Window {
  Date from;
  Date to;

  // Years 1900 to 2199, quarter 1 to 4 (asserted).
  static Window year(int year);
  static Window quarter(int year, int quarter);
  // Nothing when `to` is before `from` or the window is longer than window_days_max.
  static std::optional<Window> between(Date from, Date to);

  bool contains(Date date) const { return date >= from && date <= to; }
  std::int32_t days() const { return days_between(from, to) + 1; }
  // The year of the last day: population, staff statement and contribution are read for it.
  int reference_year() const { return static_cast<int>(to.ymd().year()); }
  bool operator==(const Window&) const = default;
};

// "2026", "2026-Q3", "2026-01-15..2026-06-30".
std::string to_string(const Window& window);
// Reads the three forms above.
std::optional<Window> parse_window(std::string_view text);

int year_of(Date date);

}  // namespace telaio::domain::leps
