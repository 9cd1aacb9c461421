// SPDX-License-Identifier: EUPL-1.2
// How unlike the fees of several Comuni are for people with the same ISEE (isee-and-copayment 4.4).
// The headline is D_max: the worst difference in euro, where it occurs, and between whom.
//
// Between two consecutive thresholds every fee is linear, and a difference of linear functions
// peaks at an end: so D_max is looked for on thresholds and their neighbouring cents only.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/money.hpp"
#include "base/result.hpp"
#include "domain/fees/regulation.hpp"

namespace telaio::domain::fees {

struct UniformityRequest {
  Money isee_max;                               // X: the grid goes from 0.00 to it, both included.
  Money grid_step = Money::from_cents(10'000);  // Positive.
};

// The worst difference for equal ISEE. `highest` and `lowest` are indices of regulations; of equal
// fees, the first.
struct WorstSpread {
  Money amount;
  std::optional<Money> isee;  // Nothing: for somebody without ISEE.
  std::size_t highest = 0;
  std::size_t lowest = 0;
  bool operator==(const WorstSpread&) const = default;
};

// One point, for tables and charts.
struct UniformityPoint {
  std::optional<Money> isee;
  std::vector<std::optional<Money>> fees;  // In the order of the regulations; nothing = no fee.
  std::optional<Money> spread;             // Nothing with fewer than two fees.
  bool operator==(const UniformityPoint&) const = default;
};

struct Uniformity {
  std::optional<WorstSpread> worst;     // D_max; nothing when no point has two fees.
  MaybeFraction mean;                   // D_mean, euro, over grid points with at least two fees.
  MaybeFraction same;                   // Share of those points where the fees are equal.
  MaybeFraction access;                 // Share of all grid points where all agree on access.
  MaybeFraction u;                      // 1 - D_mean / mean of the highest fee; 1 = uniform.
  std::vector<UniformityPoint> points;  // The points of B, "without ISEE" last.
  bool operator==(const Uniformity&) const = default;
};

// Fees are rounded to the unit, as each regulation says. A Comune whose text gives no fee at a
// point counts as not accessible there, except above a limit where the whole cost is due.
// Refuses fewer than two regulations, unlike units, kinds of ISEE that have nothing in common (the
// same person has a different number in each), percentages without a full cost, texts that are not
// computable, and a grid of more than limits::uniformity_points_max points.
Result<Uniformity, Refusal> compare(const std::vector<Regulation>& regulations,
                                    const UniformityRequest& request);

// Every ISEE at which a fee of theirs may bend, jump, begin or end, in order, each once. The x0 of
// a line is none: it says how the line is written, not where it holds.
std::vector<Money> thresholds_of(const std::vector<Regulation>& regulations);

// The ISEE up to which a comparison says something when nobody gives one: the largest finite
// threshold of all, and one step more.
Money default_isee_max(const std::vector<Regulation>& regulations, Money grid_step);

// A share between 0 and 1 as text, with four decimals, half up: "0.2269".
std::string share_text(const Fraction& share);

}  // namespace telaio::domain::fees
