// SPDX-License-Identifier: EUPL-1.2
// What the curve of a tariff is like: which kind of formula it is, where it changes, up to where it
// is free, between which fees it moves. For structure.cpp and cause.cpp.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "domain/fees/curve.hpp"

namespace telaio::domain::fees {

// The pieces of the curve up to just beyond the last threshold.
std::vector<CurvePiece> shape_of(const Regulation& regulation);
// The piece that holds at an ISEE, as far as `end`; nothing in a hole and above the limit of
// access.
std::optional<CurvePiece> piece_at(const Regulation& regulation, Money isee, Money end);

// One of: not_computable, flat (one fee for all), bands, linear, linear_from_zero (free up to where
// the line begins), linear_with_jumps, piecewise_linear (several lines). What is due above a limit
// as the whole cost is no part of the formula.
std::string_view formula_kind(const Regulation& regulation);
// How many pieces the formula has.
std::size_t formula_pieces(const Regulation& regulation);

// The last ISEE of each piece but the last. Where the fee goes on without a jump, of the two cents
// at the border the rounder one: acts write 6531.00 where the piece ends at 6530.99.
std::vector<Money> shown_thresholds(const std::vector<CurvePiece>& shape);

// Up to where nothing is paid, from 0.00 on.
struct FreeUpTo {
  bool everybody = false;
  std::optional<Money> last;  // Nothing, and not everybody: nobody is exempt for the ISEE.
};
FreeUpTo free_up_to(const std::vector<CurvePiece>& shape);

// Of one unit, rounded as the regulation says, to the cent. Nothing where the text gives none.
std::optional<Money> shown_fee(const Regulation& regulation, const Fraction& exact);

// The lowest and the highest fee of the curve. `unbounded`: it grows without end.
struct FeeRange {
  Money lowest;
  Money highest;
  bool unbounded = false;
};
std::optional<FeeRange> range_of(const Regulation& regulation);

}  // namespace telaio::domain::fees
