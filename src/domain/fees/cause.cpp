// SPDX-License-Identifier: EUPL-1.2
// Why the worst difference is as large as it is (structure.hpp): one dimension, by a fixed order of
// questions, so that two readers of the same texts come to the same answer.
#include <algorithm>
#include <cstdlib>

#include "domain/fees/price.hpp"
#include "domain/fees/structure.hpp"
#include "domain/fees/tariff_shape.hpp"

namespace telaio::domain::fees {
namespace {

// What one Comune asks at the ISEE of the worst difference.
struct Standing {
  std::optional<CurvePiece> piece;
  bool whole_cost = false;  // Above its own limit.
  bool exempt = false;
  bool at_lowest = false;
  bool at_highest = false;
};

Standing stand(const Regulation& regulation, Money isee, Money end) {
  Standing standing;
  standing.piece = piece_at(regulation, isee, end);
  if (!standing.piece) return standing;
  standing.whole_cost = standing.piece->segment >= regulation.segments.size();
  const FreeUpTo free = free_up_to(shape_of(regulation));
  standing.exempt = free.everybody || (free.last && isee <= *free.last);
  const auto exact = unit_fee_at(regulation, isee);
  const auto fee = exact && *exact ? shown_fee(regulation, **exact) : std::nullopt;
  const auto range = range_of(regulation);
  if (!fee || !range) return standing;
  standing.at_lowest = *fee == range->lowest;
  standing.at_highest = !range->unbounded && *fee == range->highest;
  return standing;
}

// Where a piece holds, as an act would write it: a cent more or less at a border is no difference.
bool same_bounds(const CurvePiece& one, const CurvePiece& other) {
  const auto near = [](Money a, Money b) { return std::abs(a.cents() - b.cents()) <= 1; };
  return near(one.first.isee, other.first.isee) && near(one.last.isee, other.last.isee);
}

}  // namespace

Dimension cause_of(const WorstSpread& worst, const std::vector<Regulation>& regulations) {
  if (!worst.isee) return Dimension::no_isee;
  const Regulation& dear = regulations[worst.highest];
  const Regulation& cheap = regulations[worst.lowest];
  // One end for both: two last pieces that go on for ever end together.
  const Money end = std::max(*worst.isee, default_isee_max({dear, cheap}, Money::from_cents(100)));
  const Standing high = stand(dear, *worst.isee, end);
  const Standing low = stand(cheap, *worst.isee, end);
  if (high.whole_cost != low.whole_cost) return Dimension::access;
  if (high.exempt != low.exempt) return Dimension::exemption;
  if ((high.at_highest && low.at_highest) || (high.at_lowest && low.at_lowest)) {
    return Dimension::range;
  }
  if (high.piece && low.piece && !same_bounds(*high.piece, *low.piece)) {
    return Dimension::thresholds;
  }
  const Said high_range = say(dear, Dimension::range);
  return high_range == say(cheap, Dimension::range) ? Dimension::formula : Dimension::range;
}

}  // namespace telaio::domain::fees
