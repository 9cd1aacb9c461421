// SPDX-License-Identifier: EUPL-1.2
// What the demonstration is made of: how many families, from when to when.
#pragma once

#include <cstdint>
#include <vector>

#include "base/date.hpp"
#include "domain/fees/regulation.hpp"
#include "tools/generator/office.hpp"

namespace telaio::generator {

struct Plan {
  std::uint32_t families = 300;
  std::uint32_t years = 2;
  std::uint64_t seed = 1;
  Date until;  // The last day of the story.

  Date from() const { return until.plus_days(-static_cast<std::int32_t>(years) * 365); }
};

// Cases one social worker follows (cartella-sociale 11.2: 80, from 60 to 120).
inline constexpr std::uint32_t cases_per_worker = 80;

// A published tariff in force in a Comune, for the generator to grant services under.
struct Tariff {
  RegulationId id;
  Code comune;
  Code service;
  domain::fees::Regulation regulation;
};

// What the bootstrap left: who works here, under which tariffs.
struct Ambito {
  AmbitoId id;
  Worker administrator;
  Worker manager;
  Worker auditor;
  std::vector<Worker> heads;           // One per office with cases.
  std::vector<Worker> social_workers;  // Offices alternate.
  std::vector<Tariff> tariffs;

  const Tariff* tariff(const Code& comune, const Code& service) const;
};

}  // namespace telaio::generator
