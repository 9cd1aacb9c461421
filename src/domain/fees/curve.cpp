// SPDX-License-Identifier: EUPL-1.2
#include "domain/fees/curve.hpp"

#include <algorithm>

namespace telaio::domain::fees {
namespace {

MaybeFraction of_one_unit(const Regulation& regulation, const MaybeFraction& value) {
  if (regulation.scheme != FeeScheme::percent_of_cost || !regulation.full_cost) return value;
  return checked_divide(checked_multiply(value, Fraction::of(*regulation.full_cost)),
                        Fraction::whole(100));
}

// The last cent on which segments hold.
Money end_of_segments(const Regulation& regulation, Money isee_max) {
  Money end = isee_max;
  if (regulation.access_limit) end = std::min(end, *regulation.access_limit);
  if (regulation.whole_cost_above) end = std::min(end, *regulation.whole_cost_above);
  return end;
}

std::optional<CurvePiece> piece_of(const Regulation& regulation, std::size_t index, Money end) {
  const Segment& segment = regulation.segments[index];
  const CentRange range = cents_of(segment);
  const Money first = Money::from_cents(std::max<std::int64_t>(range.first, 0));
  const Money last = range.last ? std::min(end, Money::from_cents(*range.last)) : end;
  if (!segment.line || last < first) return std::nullopt;
  const auto at_first = of_one_unit(regulation, value_at(*segment.line, first));
  const auto at_last = of_one_unit(regulation, value_at(*segment.line, last));
  if (!at_first || !at_last) return std::nullopt;  // check() says why.
  return CurvePiece{index, {first, *at_first}, {last, *at_last}};
}

std::optional<CurvePiece> whole_cost_piece(const Regulation& regulation, Money isee_max) {
  if (!regulation.whole_cost_above) return std::nullopt;
  Money end = isee_max;
  if (regulation.access_limit) end = std::min(end, *regulation.access_limit);
  const auto first = checked_add(*regulation.whole_cost_above, Money::from_cents(1));
  if (!first || *first > end) return std::nullopt;
  std::optional<Fraction> fee;
  if (regulation.full_cost) {
    fee = Fraction::of(*regulation.full_cost);
  } else if (regulation.scheme == FeeScheme::percent_of_cost) {
    fee = Fraction::whole(100);
  }
  if (!fee) return std::nullopt;
  return CurvePiece{regulation.segments.size(), {*first, *fee}, {end, *fee}};
}

}  // namespace

std::vector<CurvePiece> curve(const Regulation& regulation, Money isee_max) {
  std::vector<CurvePiece> pieces;
  const Money end = end_of_segments(regulation, isee_max);
  for (std::size_t i = 0; i < regulation.segments.size(); ++i) {
    if (const auto piece = piece_of(regulation, i, end)) pieces.push_back(*piece);
  }
  if (const auto piece = whole_cost_piece(regulation, isee_max)) pieces.push_back(*piece);
  std::sort(pieces.begin(), pieces.end(), [](const CurvePiece& a, const CurvePiece& b) {
    return std::pair(a.first.isee, a.segment) < std::pair(b.first.isee, b.segment);
  });
  return pieces;
}

}  // namespace telaio::domain::fees
