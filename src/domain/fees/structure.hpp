// SPDX-License-Identifier: EUPL-1.2
// Where the regulations of several Comuni say the same and where they do not, dimension by
// dimension (isee-and-copayment 4.4), and the one dimension that causes the worst difference
// between fees.
//
// What a regulation says is given as a code and its values, never as a sentence: pages have the
// words. Amounts and dates are in the form of files ("7500.00").
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "domain/fees/regulation.hpp"
#include "domain/fees/uniformity.hpp"

namespace telaio::domain::fees {

// In the order in which a table shows them: who decided, how much, for whom, when.
enum class Dimension : std::uint8_t {
  act,
  formula,
  thresholds,
  exemption,
  range,  // The lowest and the highest fee.
  access,
  full_cost,
  isee_kinds,
  no_isee,
  annotations,
  decorrenza,
  rectification,  // Whether a corrected DSU counts from the past.
  kept_until,     // How long an expired attestation still counts.
  rounding,
  discounts,
  surcharges,
  exempt_persons,
  residence,
  period_bounds  // Cap and floor of the amount of a period.
};
inline constexpr std::size_t dimension_count = 19;
// As an answer of the API names it: that of the enumerator.
std::string_view name_of(Dimension dimension);

// Of several values of one name (thresholds, kinds, discounts) the order is the regulation's.
struct Said {
  std::string_view code;
  std::vector<std::pair<std::string_view, std::string>> values;
  bool operator==(const Said&) const = default;
};
Said say(const Regulation& regulation, Dimension dimension);

struct StructureRow {
  Dimension dimension = Dimension::act;
  std::vector<Said> said;  // In the order of the regulations.
  bool equal = false;
  bool operator==(const StructureRow&) const = default;
};
// Every dimension, also those that are equal: they are the progress. Empty without regulations.
std::vector<StructureRow> compare_structure(const std::vector<Regulation>& regulations);

// How many Comuni have the shared version: those whose regulation says the same as that of most
// others in every dimension. `whole_ambito` tells, for each regulation, whether it is the whole
// Ambito's; that one is the shared version even where a single Comune follows it. Otherwise none
// when no two say the same.
std::size_t adopters_of(const std::vector<Regulation>& regulations,
                        const std::vector<bool>& whole_ambito);

// The dimension that causes the worst difference: the first of these that holds for the two Comuni.
// 1 it is for people without ISEE: no_isee. 2 one of the two asks its whole cost there, being above
// its own limit: access. 3 one of the two exempts that ISEE: exemption. 4 both ask their highest
// fee there, or both their lowest: range. 5 the pieces of their tariffs that hold there begin or
// end at another ISEE: thresholds. 6 their lowest or highest fees differ: range. 7 formula.
Dimension cause_of(const WorstSpread& worst, const std::vector<Regulation>& regulations);

}  // namespace telaio::domain::fees
