// SPDX-License-Identifier: EUPL-1.2
// The rules of a public call as values: gates, priority classes, items of the score, ties
// (isee-and-copayment 4.2). Read from the fact that published them, or from a file
// (app/access/criteria_json.hpp).
//
// Pure code: plain values, no clock, no I/O.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/code.hpp"
#include "base/date.hpp"
#include "base/id.hpp"
#include "base/money.hpp"
#include "schemas/ranking_generated.h"

namespace telaio::domain::access {

using schema::GateKind;
using schema::RankState;
using schema::TieRule;

// Groups that follow from the age and need not be written among the conditions of an applicant.
inline constexpr Code group_adult("adult");
inline constexpr Code group_minor("minor");
inline constexpr std::uint32_t adult_age_months = 18 * 12;

// Entries of each list of a criteria, and hundredths of a point that one item may give: beyond any
// call met (South Tyrol has six items and 110 points), and their sum fits in 32 bits.
inline constexpr std::size_t criteria_entries_max = 50;
inline constexpr std::uint32_t item_points_max = 1'000'000;
// Applications of one list: all its streams are guarded in one commit.
inline constexpr std::size_t applications_max = 5'000;

// `value`: years for ages, cents for an ISEE. `condition`: what the applicant must be or have; for
// isee_max the group for which that ceiling holds, empty for all who are in none of the others.
struct Gate {
  GateKind kind = GateKind::unknown;
  std::int64_t value = 0;
  Code condition;
  bool operator==(const Gate&) const = default;
};

// Points in hundredths. Nothing: the text does not say how many points it gives at most, so nobody
// can be scored with it yet.
struct Item {
  Code item;
  std::optional<std::uint32_t> points_max;
  bool operator==(const Item&) const = default;
};

struct Tie {
  TieRule rule = TieRule::unknown;
  Code item;       // Of item_higher.
  Money isee_max;  // Of isee_within.
  bool operator==(const Tie&) const = default;
};

struct Criteria {
  std::string slug;
  std::string act;
  std::string source_url;
  Code service_code;
  std::vector<Code> comuni;  // Where an applicant may live; needed by a residence gate.
  std::optional<Date> valid_from;
  std::optional<Date> valid_to;  // Last day.
  std::vector<Gate> gates;       // Asked in this order.
  std::vector<Code> classes;     // The most urgent first; whoever has none comes after them.
  std::vector<Item> items;
  std::vector<Tie> ties;  // Asked in this order; the protocol number ends every chain.
  bool operator==(const Criteria&) const = default;
};

Criteria criteria_of(const schema::AccessCriteriaPublishedT& published);
// An item without maximum is written as 0: `check` has an error for it.
schema::AccessCriteriaPublishedT to_event(const Criteria& criteria, const CriteriaId& id);

}  // namespace telaio::domain::access
