// SPDX-License-Identifier: EUPL-1.2
#include "domain/fees/tariff_shape.hpp"

#include <algorithm>

#include "domain/fees/uniformity.hpp"

namespace telaio::domain::fees {
namespace {

// Enough to see how the last piece goes on.
constexpr Money beyond = Money::from_cents(10'000);

bool flat(const CurvePiece& piece) {
  return piece.first.fee == piece.last.fee;
}

bool free_of_charge(const CurvePiece& piece) {
  return flat(piece) && piece.first.fee == Fraction();
}

// The pieces of the segments, without the whole cost above a limit.
std::vector<CurvePiece> formula_of(const Regulation& regulation) {
  std::vector<CurvePiece> pieces = shape_of(regulation);
  std::erase_if(
      pieces, [&](const CurvePiece& piece) { return piece.segment >= regulation.segments.size(); });
  return pieces;
}

// One cent of ISEE moves a fee by far less than a cent: what moves by less has no jump that anybody
// could see.
bool goes_on(const CurvePiece& before, const CurvePiece& after) {
  const auto step = checked_subtract(after.first.fee, before.last.fee);
  if (!step) return false;
  const Fraction a_cent = Fraction::of(Money::from_cents(1));
  const auto back = checked_subtract(Fraction(), *step);
  return *step < a_cent && back && *back < a_cent;
}

bool without_jumps(const std::vector<CurvePiece>& pieces) {
  for (std::size_t i = 1; i < pieces.size(); ++i) {
    if (!goes_on(pieces[i - 1], pieces[i])) return false;
  }
  return true;
}

}  // namespace

std::vector<CurvePiece> shape_of(const Regulation& regulation) {
  return curve(regulation, default_isee_max({regulation}, beyond));
}

std::optional<CurvePiece> piece_at(const Regulation& regulation, Money isee, Money end) {
  for (const CurvePiece& piece : curve(regulation, end)) {
    if (piece.first.isee <= isee && isee <= piece.last.isee) return piece;
  }
  return std::nullopt;
}

std::string_view formula_kind(const Regulation& regulation) {
  const auto pieces = formula_of(regulation);
  if (pieces.empty()) return "not_computable";
  const auto lines = std::ranges::count_if(pieces, [](const CurvePiece& p) { return !flat(p); });
  if (lines == 0) return pieces.size() == 1 ? "flat" : "bands";
  if (lines > 1) return "piecewise_linear";
  if (!without_jumps(pieces)) return "linear_with_jumps";
  return free_of_charge(pieces.front()) ? "linear_from_zero" : "linear";
}

std::size_t formula_pieces(const Regulation& regulation) {
  return formula_of(regulation).size();
}

std::vector<Money> shown_thresholds(const std::vector<CurvePiece>& shape) {
  std::vector<Money> thresholds;
  for (std::size_t i = 1; i < shape.size(); ++i) {
    const Money last = shape[i - 1].last.isee;
    const Money next = shape[i].first.isee;
    const bool next_is_rounder = next.cents() % 100 == 0 && last.cents() % 100 != 0;
    thresholds.push_back(next_is_rounder && goes_on(shape[i - 1], shape[i]) ? next : last);
  }
  return thresholds;
}

FreeUpTo free_up_to(const std::vector<CurvePiece>& shape) {
  FreeUpTo found;
  if (!shape.empty() && std::ranges::all_of(shape, free_of_charge)) return {true, std::nullopt};
  for (const CurvePiece& piece : shape) {
    const bool follows = !found.last ? piece.first.isee == Money()
                                     : piece.first.isee.cents() == found.last->cents() + 1;
    if (!follows || !free_of_charge(piece)) break;
    found.last = piece.last.isee;
  }
  return found;
}

std::optional<Money> shown_fee(const Regulation& regulation, const Fraction& exact) {
  const RoundingMode mode =
      regulation.rounding == RoundingMode::unknown ? RoundingMode::half_up : regulation.rounding;
  auto fee = round_to_step(exact, mode, regulation.unit_step.value_or(one_cent));
  // Differences are shown in cents, also of unit prices with three decimals.
  if (fee) fee = round_to_step(to_fraction(*fee), mode, one_cent);
  return fee ? to_money(*fee) : std::nullopt;
}

std::optional<FeeRange> range_of(const Regulation& regulation) {
  std::optional<FeeRange> range;
  const auto shape = shape_of(regulation);
  for (const CurvePiece& piece : shape) {
    for (const Knot& knot : {piece.first, piece.last}) {
      const auto fee = shown_fee(regulation, knot.fee);
      if (!fee) return std::nullopt;
      if (!range) range = FeeRange{*fee, *fee, false};
      range->lowest = std::min(range->lowest, *fee);
      range->highest = std::max(range->highest, *fee);
    }
  }
  if (!range) return range;
  const CurvePiece& last = shape.back();
  const bool ends =
      regulation.access_limit || regulation.whole_cost_above ||
      (last.segment < regulation.segments.size() && regulation.segments[last.segment].to);
  range->unbounded = !ends && last.first.fee < last.last.fee;
  return range;
}

}  // namespace telaio::domain::fees
