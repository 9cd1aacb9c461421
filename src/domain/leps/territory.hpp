// SPDX-License-Identifier: EUPL-1.2
// Which Comuni an Ambito is made of on a day, and how many people live there. Membership is dated;
// residents are those of 1 January of the window's year (leps.md 3, conventions).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "domain/leps/outcome.hpp"

namespace telaio::domain::leps {

// The composition in force on `date`: the latest `from`, and of two on one day the one recorded
// later. Nothing when the Ambito was not composed yet.
const Composition* composition_on(std::span<const Composition> compositions, Date date);
bool contains(const Composition& composition, const Code& comune);

struct Residents {
  std::int64_t count = 0;
  Events events;                      // One for each Comune.
  std::vector<MissingDatum> missing;  // Every Comune without a figure: the sum means nothing then.
};
// Residents of the Comuni in force on `member_on`, on 1 January of `year`. A figure published later
// for the same day replaces the earlier one.
Residents residents_of(const AmbitoFacts& facts, Date member_on, int year);

}  // namespace telaio::domain::leps
