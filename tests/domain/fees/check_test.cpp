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
            (Lines{"warning regulation.above_full_cost 0.00 before=3.00 after=2.00 segment=0",
                   "warning regulation.decrease 5000.01 before=3.00 after=2.00"}));
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
            (Lines{"warning regulation.price_finer_than_step 11000.00 price=11.001 step=0.01 "
                   "segment=1",
                   "warning regulation.jump 11000.00 before=11.00 after=11.001"}));
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

// ---- The anomalies of section 3.5, by the Comune whose text has them ----

TEST(Anomaly, SanGiulianoAMissingBand) {
  EXPECT_EQ(
      findings(with_segments({band("", "15000.00", "347.90"), band("16000.01", "", "388.40")})),
      Lines{"error regulation.hole 15000.01 to=16000.00"});
}

TEST(Anomaly, CernobbioAHoleOfNineCents) {
  EXPECT_EQ(findings(with_segments({band("", "6692.30", "34"), band("6692.40", "", "44.70")})),
            Lines{"error regulation.hole 6692.31 to=6692.39"});
}

TEST(Anomaly, VicenzaASingleMissingCent) {
  EXPECT_EQ(findings(with_segments({band("", "3331.19", "0"), band("3331.21", "", "4.65")})),
            Lines{"error regulation.hole 3331.20 to=3331.20"});
}

TEST(Anomaly, SennaOverOneCentReadAsItStandsLosesThatCent) {
  auto above = band("2000.01", "", "30");
  above.from_inclusive = false;
  EXPECT_EQ(findings(with_segments({band("", "2000.00", "10"), above})),
            (Lines{"error regulation.hole 2000.01 to=2000.01",
                   "warning regulation.over_cent 2000.01 segment=1"}));
  above.from_inclusive = true;  // As the fixtures read it.
  EXPECT_EQ(findings(with_segments({band("", "2000.00", "10"), above})), Lines{});
  above.from = euro("2000.00");  // "Over 2,000.00" misleads nobody.
  above.from_inclusive = false;
  EXPECT_EQ(findings(with_segments({band("", "2000.00", "10"), above})), Lines{});
}

TEST(Anomaly, BroniWholeEuroLimitsLoseTheCentsBetween) {
  EXPECT_EQ(findings(with_segments({band("", "8000.00", "0"), band("8001.00", "", "1")})),
            (Lines{"error regulation.hole 8000.01 to=8000.99",
                   "warning regulation.whole_euro_limits 8000.01 to=8000.99"}));
  // A cent less or more is a hole of another kind.
  EXPECT_EQ(findings(with_segments({band("", "8000.00", "0"), band("8000.99", "", "1")})),
            Lines{"error regulation.hole 8000.01 to=8000.98"});
  EXPECT_EQ(findings(with_segments({band("", "8000.01", "0"), band("8001.01", "", "1")})),
            Lines{"error regulation.hole 8000.02 to=8001.00"});
}

TEST(Anomaly, TeramoAFormulaWithoutParenthesesAsksMoreThanTheServiceCosts) {
  // (ISEE - 9,000) x 3.5 / 21,000 + 1.50, copied as if the 9,000 were outside.
  auto regulation =
      with_segments({band("", "9000.00", "1.50"),
                     sloped("9000.01", "", {milli("1.50"), {}, milli("3.5"), milli("210")})});
  regulation.full_cost = euro("21.50");
  EXPECT_EQ(findings(regulation),
            (Lines{"warning regulation.above_full_cost 9000.01 before=151.50 after=21.50 segment=1",
                   "warning regulation.jump 9000.01 before=1.50 after=151.50"}));
}

TEST(Anomaly, MonopoliJumps) {
  EXPECT_EQ(findings(testing::monopoli()).size(), 2U);
}

TEST(Anomaly, MilanAreaAPriceOfThreeDecimalsThatRoundingWouldChange) {
  auto regulation = with_segments({band("", "", "1.055")});
  EXPECT_EQ(findings(regulation),
            Lines{"warning regulation.price_finer_than_step 0.00 price=1.055 step=0.01 segment=0"});
  regulation.unit_step = Thousandths{1};
  EXPECT_EQ(findings(regulation), Lines{});
  regulation.unit_step.reset();
  EXPECT_EQ(findings(regulation), Lines{});
}

TEST(Anomaly, QuarrataAQuotaWithNoUnit) {
  auto regulation = with_segments({band("", "", "1")});
  regulation.unit = Unit::unknown;
  EXPECT_EQ(findings(regulation), Lines{"error regulation.unit_missing /unit"});
}

TEST(Check, FindsAmountsBelowZeroBesideTheFormula) {
  auto regulation = with_segments({band("", "", "1")});
  regulation.no_isee_amount = milli("-1");
  regulation.non_resident_amount = milli("-0.001");
  EXPECT_EQ(findings(regulation),
            (Lines{"error regulation.negative_amount /no_isee/amount amount=-1.00",
                   "error regulation.negative_amount /non_resident/amount amount=-0.001"}));
  regulation.no_isee_amount = milli("0");
  regulation.non_resident_amount = milli("0");
  EXPECT_EQ(findings(regulation), Lines{});
}

TEST(Check, FindsADiscountOfMoreThanAllAndAPercentageBelowZero) {
  auto regulation = with_segments({band("", "", "1")});
  regulation.surcharges = {{"festivi", milli("250"), {}}};
  regulation.discounts = {{"gratuito", milli("100"), {}}};
  EXPECT_EQ(findings(regulation), Lines{});
  regulation.surcharges[0].percent = milli("-0.001");
  regulation.discounts[0].percent = milli("100.001");
  EXPECT_EQ(findings(regulation),
            (Lines{"error regulation.percent_out_of_range /surcharges/0/percent percent=-0.001",
                   "error regulation.percent_out_of_range /discounts/0/percent percent=100.001"}));
}

TEST(Check, FindsAFloorAboveTheCap) {
  auto regulation = with_segments({band("", "", "1")});
  regulation.cap = euro("10.00");
  regulation.floor = euro("10.00");
  EXPECT_EQ(findings(regulation), Lines{});
  regulation.floor = euro("10.01");
  EXPECT_EQ(findings(regulation),
            Lines{"error regulation.bounds_reversed /floor floor=10.01 cap=10.00"});
}

TEST(Check, AsksWhetherCapOrDiscountComesFirstWhereItMatters) {
  auto regulation = with_segments({band("", "", "1")});
  regulation.cap = euro("10.00");
  EXPECT_EQ(findings(regulation), Lines{});
  regulation.discounts = {{"secondo figlio", milli("10"), {}}};
  EXPECT_EQ(findings(regulation), Lines{"warning regulation.cap_order_missing /cap_order"});
  regulation.cap_order = CapOrder::cap_then_discount;
  EXPECT_EQ(findings(regulation), Lines{});
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
