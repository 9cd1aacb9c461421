// SPDX-License-Identifier: EUPL-1.2
#include "domain/leps/territory.hpp"

#include <algorithm>

namespace telaio::domain::leps {

const Composition* composition_on(std::span<const Composition> compositions, Date date) {
  const Composition* found = nullptr;
  for (const Composition& composition : compositions) {
    if (composition.from > date) continue;
    const bool later =
        found == nullptr || composition.from > found->from ||
        (composition.from == found->from && composition.source.position > found->source.position);
    if (later) found = &composition;
  }
  return found;
}

bool contains(const Composition& composition, const Code& comune) {
  return std::find(composition.comuni.begin(), composition.comuni.end(), comune) !=
         composition.comuni.end();
}

Residents residents_of(const AmbitoFacts& facts, Date member_on, int year) {
  Residents residents;
  const Date day = Date::of(year, 1, 1);
  const Composition* composition = composition_on(facts.compositions, member_on);
  if (composition == nullptr) {
    residents.missing.push_back({MissingDatum::What::composition, Code(), member_on});
    return residents;
  }
  for (const Code& comune : composition->comuni) {
    const Population* found = nullptr;
    for (const Population& population : facts.populations) {
      if (population.comune != comune || population.on != day) continue;
      if (found == nullptr || population.source.position > found->source.position) {
        found = &population;
      }
    }
    if (found == nullptr) {
      residents.missing.push_back({MissingDatum::What::population, comune, day});
      continue;
    }
    residents.count += found->residents;
    residents.events.push_back(found->source.position);
  }
  return residents;
}

}  // namespace telaio::domain::leps
