// SPDX-License-Identifier: EUPL-1.2
// The fee of one unit against the ISEE, as the straight pieces it is made of: what a chart draws.
// Exact at both ends of every piece, so that no sampling hides a jump or a missing cent.
#pragma once

#include <cstddef>
#include <vector>

#include "base/money.hpp"
#include "domain/fees/regulation.hpp"

namespace telaio::domain::fees {

struct Knot {
  Money isee;
  Fraction fee;  // Before rounding: euro, or percent points when nobody said the full cost.
  bool operator==(const Knot&) const = default;
};

// From its first cent to its last; the piece above which the whole cost is due has as `segment`
// the number of segments.
struct CurvePiece {
  std::size_t segment = 0;
  Knot first;
  Knot last;
  bool operator==(const CurvePiece&) const = default;
};

// In order of ISEE, up to `isee_max` included; nothing above the limit of access. Where the text
// gives no fee there is no piece, and where two segments hold there are two.
std::vector<CurvePiece> curve(const Regulation& regulation, Money isee_max);

}  // namespace telaio::domain::fees
