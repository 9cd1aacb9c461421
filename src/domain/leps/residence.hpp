// SPDX-License-Identifier: EUPL-1.2
// Where an ADI household lives. Residence is a fact of each person; a household moves when the
// holder of its registry sheet does (intestatario della scheda, ANPR relation 1). What the events
// cannot say, they do not say: without a known holder the household stays in the Comune that
// received it.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "domain/leps/facts.hpp"
#include "schemas/household_generated.h"

namespace telaio::domain::leps {

// The household was composed (`kind` known), or a person joined as holder, or left (`kind`
// unknown).
struct HolderFact {
  Source source;
  Date from;
  schema::HouseholdKind kind = schema::HouseholdKind::unknown;
  std::optional<PersonId> holder;  // Holder from then on; of a composition without one: nobody.
  std::optional<PersonId> left;    // Who left.
  bool operator==(const HolderFact&) const = default;
};

struct Residence {
  Source source;
  PersonId person;
  Date from;
  Code comune;
  bool operator==(const Residence&) const = default;
};

// The holder on `date`. Registry, ISEE and de facto households are never merged: once there is a
// registry composition, those of the other kinds are not read.
std::optional<PersonId> holder_on(std::span<const HolderFact> facts, Date date);

// Changes of residence of whoever was holder on their day.
std::vector<Move> moves_of(std::span<const HolderFact> facts,
                           std::span<const Residence> residences);

}  // namespace telaio::domain::leps
