// SPDX-License-Identifier: EUPL-1.2
#include "domain/fees/curve.hpp"

#include <gtest/gtest.h>

#include "tests/domain/fees/fixtures.hpp"

namespace telaio::domain::fees {
namespace {

using testing::band;
using testing::euro;
using testing::milli;
using testing::with_segments;
using Lines = std::vector<std::string>;

// "1: 6531.00 3/1, 11429.00 11/1", one per piece.
Lines pieces(const Regulation& regulation, std::string_view isee_max) {
  Lines lines;
  for (const CurvePiece& piece : curve(regulation, euro(isee_max))) {
    lines.push_back(std::to_string(piece.segment) + ": " + to_string(piece.first.isee) + " " +
                    to_string(piece.first.fee) + ", " + to_string(piece.last.isee) + " " +
                    to_string(piece.last.fee));
  }
  return lines;
}

TEST(Curve, HasTheExactFeeAtBothEndsOfEverySegment) {
  EXPECT_EQ(pieces(testing::dairago(), "16429.00"),
            (Lines{"0: 0.00 3/1, 6530.99 3/1", "1: 6531.00 3/1, 11429.00 11/1",
                   "2: 11429.01 11/1, 16429.00 11/1"}));
}

TEST(Curve, EndsAtTheIseeAskedForAlsoInsideASegment) {
  EXPECT_EQ(pieces(testing::dairago(), "8980.00"),
            (Lines{"0: 0.00 3/1, 6530.99 3/1", "1: 6531.00 3/1, 8980.00 7/1"}));
  EXPECT_EQ(pieces(testing::dairago(), "0.00"), Lines{"0: 0.00 3/1, 0.00 3/1"});
}

TEST(Curve, HasNoPieceInAHoleAndAboveTheLimitOfAccess) {
  auto holed = with_segments({band("", "5000.00", "1"), band("5000.02", "", "2")});
  holed.access_limit = euro("6000.00");
  EXPECT_EQ(pieces(holed, "9000.00"),
            (Lines{"0: 0.00 1/1, 5000.00 1/1", "1: 5000.02 2/1, 6000.00 2/1"}));
}

TEST(Curve, DrawsTheWholeCostAboveItsLimitOnceItIsKnown) {
  auto regulation = with_segments({band("", "30000.00", "5")});
  regulation.whole_cost_above = euro("30000.00");
  EXPECT_EQ(pieces(regulation, "35000.00"), Lines{"0: 0.00 5/1, 30000.00 5/1"});
  regulation.full_cost = euro("21.50");
  EXPECT_EQ(pieces(regulation, "35000.00"),
            (Lines{"0: 0.00 5/1, 30000.00 5/1", "1: 30000.01 43/2, 35000.00 43/2"}));
}

TEST(Curve, IsInEuroOnceTheFullCostOfAPercentageIsKnown) {
  auto regulation = with_segments({band("", "", "35")});
  regulation.scheme = FeeScheme::percent_of_cost;
  EXPECT_EQ(pieces(regulation, "1.00"), Lines{"0: 0.00 35/1, 1.00 35/1"});
  regulation.full_cost = euro("18.30");
  EXPECT_EQ(pieces(regulation, "1.00"), Lines{"0: 0.00 1281/200, 1.00 1281/200"});
}

TEST(Curve, LeavesOutWhatCannotBeComputed) {
  auto regulation = with_segments({band("", "100.00", "1"), band("100.01", "", "2")});
  regulation.segments[0].line->num = milli("1");
  regulation.segments[0].line->den = {};
  EXPECT_EQ(pieces(regulation, "200.00"), Lines{"1: 100.01 2/1, 200.00 2/1"});
  regulation.segments[1].line.reset();
  EXPECT_EQ(pieces(regulation, "200.00"), Lines{});
  EXPECT_EQ(pieces(with_segments({}), "200.00"), Lines{});
}

}  // namespace
}  // namespace telaio::domain::fees
