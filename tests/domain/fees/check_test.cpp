// SPDX-License-Identifier: EUPL-1.2
#include "domain/fees/check.hpp"

#include <gtest/gtest.h>

#include "domain/fees/fees_refusals.hpp"
#include "tests/domain/fees/fixtures.hpp"

namespace telaio::domain::fees {
namespace {

using testing::band;
using testing::euro;
using testing::milli;
using testing::sloped;
using testing::with_segments;

// "error regulation.hole 15000.01 to=16000.00", one per finding.
std::vector<std::string> findings(const Regulation& regulation) {
  std::vector<std::string> lines;
  for (const Finding& finding : check(regulation)) {
    std::string line = finding.severity == Severity::error ? "error " : "warning ";
    line += std::string(finding.code) + " " + finding.at;
    for (const auto& value : finding.values) line += " " + value.name + "=" + value.text;
    lines.push_back(line);
  }
  return lines;
}

using Lines = std::vector<std::string>;

TEST(Check, FindsNothingInBandsThatTouchOnTheGridOfCents) {
  EXPECT_EQ(findings(with_segments({band("", "5000.00", "1"), band("5000.01", "", "2")})), Lines{});
}

TEST(Check, FindsNothingWhereOneExcludesWhatTheOtherIncludes) {
  auto below = band("0.00", "5000.00", "1");
  below.to_inclusive = false;
  EXPECT_EQ(findings(with_segments({below, band("5000.00", "", "2")})), Lines{});
}

TEST(Check, FindsASingleMissingCent) {
  auto above = band("5000.00", "", "2");
  above.from_inclusive = false;
  auto below = band("", "5000.00", "1");
  below.to_inclusive = false;
  EXPECT_EQ(findings(with_segments({below, above})),
            Lines{"error regulation.hole 5000.00 to=5000.00"});
}

TEST(Check, FindsAMissingBand) {
  EXPECT_EQ(findings(with_segments({band("", "5000.00", "1"), band("6000.01", "", "2")})),
            Lines{"error regulation.hole 5000.01 to=6000.00"});
}

TEST(Check, FindsAnUncoveredStartAndAnUncoveredEnd) {
  EXPECT_EQ(findings(with_segments({band("0.01", "5000.00", "1")})),
            (Lines{"error regulation.hole 0.00 to=0.00", "error regulation.hole 5000.01"}));
}

TEST(Check, AcceptsAnEndThatIsNotAccessible) {
  auto regulation = with_segments({band("", "5000.00", "1")});
  regulation.access_limit = euro("5000.00");
  EXPECT_EQ(findings(regulation), Lines{});
}

TEST(Check, FindsAHoleBelowTheLimitOfAccess) {
  auto regulation = with_segments({band("", "5000.00", "1")});
  regulation.access_limit = euro("5000.01");
  EXPECT_EQ(findings(regulation), Lines{"error regulation.hole 5000.01 to=5000.01"});
}

TEST(Check, WarnsOfAWholeCostThatNobodySaid) {
  auto regulation = with_segments({band("", "5000.00", "1")});
  regulation.whole_cost_above = euro("5000.00");
  EXPECT_EQ(findings(regulation), Lines{"warning regulation.above_unknown 5000.01"});
}

TEST(Check, TakesTheWholeCostForOneMoreBand) {
  auto regulation = with_segments({band("", "5000.00", "3")});
  regulation.whole_cost_above = euro("5000.00");
  regulation.full_cost = euro("2.00");
  EXPECT_EQ(findings(regulation),
            Lines{"warning regulation.decrease 5000.01 before=3.00 after=2.00"});
  regulation.scheme = FeeScheme::percent_of_cost;  // The whole cost is 100 %.
  regulation.full_cost.reset();
  EXPECT_EQ(findings(regulation), Lines{});
}

TEST(Check, FindsAnOverlapOfOneCent) {
  EXPECT_EQ(findings(with_segments({band("", "5000.00", "1"), band("5000.00", "", "2")})),
            Lines{"error regulation.overlap 5000.00 to=5000.00"});
}

TEST(Check, FindsABandInsideAnother) {
  EXPECT_EQ(findings(with_segments({band("", "", "1"), band("100.00", "200.00", "2")})),
            (Lines{"error regulation.overlap 100.00 to=200.00"}));
}

TEST(Check, FindsTwoUnboundedEnds) {
  EXPECT_EQ(findings(with_segments({band("", "", "1"), band("100.00", "", "1")})),
            Lines{"error regulation.overlap 100.00"});
}

TEST(Check, FindsABandThatHoldsNowhere) {
  EXPECT_EQ(findings(with_segments({band("", "", "1"), band("200.00", "100.00", "1")})),
            Lines{"error regulation.empty_segment 200.00 segment=1"});
}

TEST(Check, ReadsBandsInAnyOrder) {
  EXPECT_EQ(findings(with_segments({band("5000.01", "", "2"), band("", "5000.00", "1")})), Lines{});
}

TEST(Check, FindsADivisionByZero) {
  EXPECT_EQ(findings(with_segments({sloped("", "", {milli("1"), {}, milli("2"), {}})})),
            Lines{"error regulation.division_by_zero 0.00 segment=0"});
}

TEST(Check, FindsAFeeBelowZero) {
  EXPECT_EQ(findings(with_segments({band("", "", "-0.01")})),
            Lines{"error regulation.negative_fee 0.00 segment=0"});
}

TEST(Check, FindsANumberThatDoesNotFit) {
  const Line line{milli("1"), {}, {9'000'000'000'000'000'000}, milli("0.001")};
  EXPECT_EQ(findings(with_segments({sloped("", "5000.00", line), band("5000.01", "", "1")})),
            Lines{"error regulation.unreadable 0.00 segment=0"});
}

TEST(Check, WarnsOfTheJumpsOfMonopoli) {
  EXPECT_EQ(findings(testing::monopoli()),
            (Lines{"warning regulation.jump 7500.01 before=0.00 after=2.00",
                   "warning regulation.jump 30000.01 before=8.00 after=13.80"}));
}

TEST(Check, TakesWhatASlopeExplainsForNoJump) {
  // 10.9999 at the last cent of the slope, 11.00 at the next: that is the slope.
  EXPECT_EQ(findings(with_segments({sloped("", "10999.99", {{}, {}, milli("1"), milli("1000")}),
                                    band("11000.00", "", "11")})),
            Lines{});
  EXPECT_EQ(findings(with_segments({sloped("", "10999.99", {{}, {}, milli("1"), milli("1000")}),
                                    band("11000.00", "", "11.001")})),
            Lines{"warning regulation.jump 11000.00 before=11.00 after=11.001"});
}

TEST(Check, WarnsOfABandThatCostsLessThanTheOneBelow) {
  EXPECT_EQ(findings(with_segments({band("", "5000.00", "2"), band("5000.01", "", "1.99")})),
            Lines{"warning regulation.decrease 5000.01 before=2.00 after=1.99"});
}

TEST(Check, WarnsOfALineThatFalls) {
  EXPECT_EQ(
      findings(with_segments({sloped("", "1000.00", {milli("10"), {}, milli("-1"), milli("1000")}),
                              band("1000.01", "", "9")})),
      Lines{"warning regulation.decrease 0.00 before=10.00 after=9.00 segment=0"});
}

TEST(Check, SaysOfATextWithoutFormulaThatItIsNotComputable) {
  EXPECT_EQ(findings(with_segments({})), Lines{"error regulation.not_computable /formula"});
}

TEST(Publishable, RefusesAnErrorThatNobodySigned) {
  auto regulation = with_segments({band("0.01", "5000.00", "1"), band("6000.01", "", "2")});
  const auto refused = publishable(regulation);
  EXPECT_EQ(refused.error(), (Refusal{anomaly_unsigned, {{"count", "2"}, {"at", "0.00"}}}));
  regulation.signed_reading = "0.00 e la fascia mancante restano senza tariffa";
  EXPECT_TRUE(publishable(regulation));
}

TEST(Publishable, AcceptsWarnings) {
  EXPECT_TRUE(publishable(testing::monopoli()));
}

}  // namespace
}  // namespace telaio::domain::fees
