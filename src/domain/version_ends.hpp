// SPDX-License-Identifier: EUPL-1.2
// The last day on which each version of a rule really holds, whatever ended it: the one notion that
// publishing (domain/regulation) and pricing (domain/fees) share, so that what may be published and
// what is priced cannot come apart. Pure.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "base/date.hpp"
#include "base/id.hpp"

namespace telaio::domain {

// A version as it was published, and what ended it since then.
struct VersionSpan {
  RegulationId id;
  std::optional<Date> valid_from;      // Nothing: the text has no date.
  std::optional<Date> valid_to;        // The last day in force, as published.
  std::optional<Date> withdrawn_from;  // The first day on which it no longer holds; the earliest.
  std::optional<RegulationId> replaces;
};

// Withdrawn from its first day, or earlier: it replaces nothing.
inline bool never_held(const VersionSpan& version) {
  return version.withdrawn_from && version.valid_from &&
         *version.withdrawn_from <= *version.valid_from;
}

// For each version, in their order, the earliest of: its own last day, the day before it is
// withdrawn, the day before one that replaces it. A day before `valid_from`: it never held.
// Nothing: open.
inline std::vector<std::optional<Date>> last_days(std::span<const VersionSpan> versions) {
  std::vector<std::optional<Date>> days;
  for (const VersionSpan& version : versions) {
    std::optional<Date> last = version.valid_to;
    const auto end_on = [&](Date day) {
      if (!last || day < *last) last = day;
    };
    if (version.withdrawn_from) end_on(version.withdrawn_from->plus_days(-1));
    for (const VersionSpan& other : versions) {
      if (other.replaces != version.id || never_held(other) || !other.valid_from) continue;
      end_on(other.valid_from->plus_days(-1));
    }
    days.push_back(last);
  }
  return days;
}

}  // namespace telaio::domain
