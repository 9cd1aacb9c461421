// SPDX-License-Identifier: EUPL-1.2
// The versions that one Comune (or the whole Ambito) has for one service. Each is a stream of its
// own, so that it can be read alone; that no two of them hold on the same day is kept by a chain: a
// stream per Comune and service, to which every publication adds its version in the same commit.
//
// Pure code: no clock, no I/O.
#pragma once

#include <span>
#include <vector>

#include "domain/regulation/regulation.hpp"

namespace telaio::domain {

// Versions in one chain. An act a month for forty years.
inline constexpr std::size_t regulation_versions_max = 500;

// The ids in the order of publication, each once.
struct RegulationChain {
  std::vector<RegulationId> versions;
};
RegulationChain evolve(RegulationChain chain, const schema::Header& stored);
// The fact that adds a version; it takes a place in the chain as a case takes a reservation.
NewEvent chained(const RegulationId& regulation, Date valid_from);

// The same versions with their ends: the last day of each is the earliest of its own, the day
// before it is withdrawn and the day before a version that amends it. One withdrawn from its first
// day, or earlier, never held and amends nothing.
std::vector<RegulationVersion> versions_of(std::span<const RegulationFile> files);

// The first version that holds on some day of the new one, which begins on `valid_from` and amends
// `replaces`.
const RegulationVersion* overlapping(std::span<const RegulationVersion> versions,
                                     const schema::RegulationPublishedT& published);

}  // namespace telaio::domain
