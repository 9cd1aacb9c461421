// SPDX-License-Identifier: EUPL-1.2
#include "domain/leps/residence.hpp"

#include <algorithm>

namespace telaio::domain::leps {

std::optional<PersonId> holder_on(std::span<const HolderFact> facts, Date date) {
  std::vector<HolderFact> known;
  for (const HolderFact& fact : facts) {
    if (fact.from <= date) known.push_back(fact);
  }
  std::sort(known.begin(), known.end(), [](const HolderFact& a, const HolderFact& b) {
    return a.from != b.from ? a.from < b.from : a.source.position < b.source.position;
  });
  const bool registry = std::any_of(known.begin(), known.end(), [](const HolderFact& fact) {
    return fact.kind == schema::HouseholdKind::registry;
  });

  std::optional<PersonId> holder;
  for (const HolderFact& fact : known) {
    const bool composition = fact.kind != schema::HouseholdKind::unknown;
    if (composition && registry && fact.kind != schema::HouseholdKind::registry) continue;
    if (composition || fact.holder) holder = fact.holder;
    if (fact.left && holder == fact.left) holder.reset();
  }
  return holder;
}

std::vector<Move> moves_of(std::span<const HolderFact> facts,
                           std::span<const Residence> residences) {
  std::vector<Move> moves;
  for (const Residence& residence : residences) {
    if (holder_on(facts, residence.from) == residence.person) {
      moves.push_back({residence.source, residence.from, residence.comune});
    }
  }
  std::sort(moves.begin(), moves.end(),
            [](const Move& a, const Move& b) { return a.source.position < b.source.position; });
  return moves;
}

}  // namespace telaio::domain::leps
