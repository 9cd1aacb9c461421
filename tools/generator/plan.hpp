// SPDX-License-Identifier: EUPL-1.2
// What the demonstration is made of: how many families, from when to when.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <vector>

#include "base/date.hpp"
#include "tools/generator/office.hpp"

namespace telaio::generator {

struct Plan {
  std::uint32_t families = 300;  // In charge at a time, once the first ones have come.
  std::uint32_t years = 2;
  std::uint64_t seed = 1;
  Date until;  // The last day of the story.

  // From this day on families come.
  Date from() const { return until.plus_days(-static_cast<std::int32_t>(years) * 365); }
  // The Ambito is there before: the story family (story_family.hpp) lives on fixed dates, whatever
  // the span of the others.
  Date begins() const { return has_story() ? std::min(from(), story_from.plus_days(-1)) : from(); }
  bool has_story() const { return until >= story_from; }

  // 12/03/2024, the day the pictures begin with.
  static constexpr Date story_from = Date::from(std::chrono::year_month_day{
      std::chrono::year(2024), std::chrono::month(3), std::chrono::day(12)});
};

// Cases one social worker follows (cartella-sociale 11.2: 80, from 60 to 120).
inline constexpr std::uint32_t cases_per_worker = 80;

// A published tariff in force in a Comune, for the generator to grant services under.
struct Tariff {
  RegulationId id;
  Code comune;
  Code service;
  Date valid_from;
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

  // In force on that day; null: none. Good until the next one is published.
  const Tariff* tariff(const Code& comune, const Code& service, Date on) const;
};

}  // namespace telaio::generator
