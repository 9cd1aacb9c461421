// SPDX-License-Identifier: EUPL-1.2
// The tables of this projection (README.md): what timeline.cpp writes and timeline_query.cpp reads.
#pragma once

#include "base/id.hpp"
#include "view/rows.hpp"

namespace telaio::projections::timeline {

// What a fact is about. Stored: numbers are never reused.
enum class About : std::uint8_t {
  case_file = 1,
  person = 2,
  household = 3,
  contact = 4,
  service = 5
};

// about | id | date inverted | position inverted -> the row of a page: newest first
inline constexpr view::Table facts{1, 1 + 16 + 4 + 8};
// about | id | about | id | position -> voided: what is said of the second concerns the first
inline constexpr view::Table links{2, 1 + 16 + 1 + 16 + 8};

}  // namespace telaio::projections::timeline
