// SPDX-License-Identifier: EUPL-1.2
#include "domain/fees/uniformity.hpp"

#include <gtest/gtest.h>

#include <random>

#include "domain/fees/fees_refusals.hpp"
#include "domain/fees/price.hpp"
#include "tests/domain/fees/fixtures.hpp"

namespace telaio::domain::fees {
namespace {

using testing::band;
using testing::euro;
using testing::milli;
using testing::sloped;
using testing::with_segments;

Uniformity compared(const std::vector<Regulation>& regulations, std::string_view isee_max,
                    std::string_view step = "100.00") {
  return compare(regulations, {euro(isee_max), euro(step)}).value();
}

TEST(Uniformity, OfTheSameTariffIsComplete) {
  const auto result = compared({testing::dairago(), testing::dairago()}, "20000.00");
  EXPECT_EQ(result.worst->amount, Money());
  EXPECT_EQ(result.worst->isee, Money());
  EXPECT_EQ(result.mean, Fraction());
  EXPECT_EQ(result.same, Fraction::whole(1));
  EXPECT_EQ(result.access, Fraction::whole(1));
  EXPECT_EQ(result.u, Fraction::whole(1));
}

TEST(Uniformity, IsCountedOnTheGridWithBothEnds) {
  // 0, 100, 200, 300: spreads 0, 0, 2, 2; highest fees 1, 1, 3, 3.
  const auto flat = with_segments({band("", "", "1")});
  const auto stepped = with_segments({band("", "100.00", "1"), band("100.01", "", "3")});
  const auto result = compared({flat, stepped}, "300.00");
  EXPECT_EQ(result.mean, Fraction::whole(1));
  EXPECT_EQ(result.same, Fraction::make(1, 2));
  EXPECT_EQ(result.u, Fraction::make(1, 2));
  EXPECT_EQ(result.worst, (WorstSpread{euro("2.00"), euro("100.01"), 1, 0}));
}

TEST(Uniformity, LeavesOutPointsWithFewerThanTwoFeesExceptForAccess) {
  auto closed = with_segments({band("", "100.00", "1")});
  closed.access_limit = euro("100.00");
  const auto open = with_segments({band("", "", "5")});
  const auto result = compared({closed, open}, "300.00");
  EXPECT_EQ(result.mean, Fraction::whole(4));
  EXPECT_EQ(result.access, Fraction::make(1, 2));
  EXPECT_EQ(result.points.back().isee, std::nullopt);
  EXPECT_EQ(result.points.back().spread, std::nullopt);
}

// 1 - 4/5: above 100.00 only one of the two asks anything, so its 50.00 weighs nowhere.
TEST(Uniformity, TakesBothMeansOfUOverPointsAccessibleInAtLeastTwoComuni) {
  auto closed = with_segments({band("", "100.00", "1")});
  closed.access_limit = euro("100.00");
  const auto open = with_segments({band("", "100.00", "5"), band("100.01", "", "50")});
  const auto result = compared({closed, open}, "300.00");
  EXPECT_EQ(result.mean, Fraction::whole(4));
  EXPECT_EQ(result.u, Fraction::make(1, 5));
}

TEST(Uniformity, GoesOneStepBeyondTheLargestThresholdWhenNobodySaysHowFar) {
  const std::vector<Regulation> both = {testing::dairago(), testing::monopoli()};
  EXPECT_EQ(default_isee_max(both, euro("100.00")), euro("30100.01"));
  EXPECT_EQ(default_isee_max(both, euro("0.50")), euro("30000.51"));
  EXPECT_EQ(default_isee_max({with_segments({band("", "", "1")})}, euro("100.00")), euro("100.00"));
  auto limited = testing::dairago();
  limited.access_limit = euro("40000.00");
  EXPECT_EQ(default_isee_max({limited}, euro("100.00")), euro("40100.00"));
  limited.whole_cost_above = euro("50000.00");
  EXPECT_EQ(default_isee_max({limited}, euro("100.00")), euro("50100.00"));
}

// What x0 a line is written with changes nothing: only where it holds bends a fee.
TEST(Uniformity, HasTheEndsOfEveryLineAmongItsPointsAndNotItsX0) {
  const auto written =
      with_segments({sloped("", "", {milli("0"), milli("250"), milli("1"), milli("1000")})});
  EXPECT_EQ(thresholds_of({written}), std::vector<Money>());
  EXPECT_EQ(
      thresholds_of({testing::dairago()}),
      (std::vector<Money>{euro("6530.99"), euro("6531.00"), euro("11429.00"), euro("11429.01")}));
}

TEST(Uniformity, RefusesKindsOfIseeWithNothingInCommon) {
  const UniformityRequest request{euro("300.00"), euro("100.00")};
  auto adults = testing::dairago();
  adults.accepted_kinds = {IseeKind::sociosanitario};
  auto children = testing::dairago();
  children.accepted_kinds = {IseeKind::minorenni};
  EXPECT_EQ(compare({adults, testing::dairago(), children}, request).error().code,
            unlike_isee_kinds);
  EXPECT_TRUE(compare({adults, testing::dairago()}, request).has_value());  // One is not stated.
  children.accepted_kinds.push_back(IseeKind::sociosanitario);
  EXPECT_TRUE(compare({adults, children}, request).has_value());
}

TEST(Uniformity, WritesSharesWithFourDecimalsHalfUp) {
  EXPECT_EQ(share_text(Fraction::whole(1)), "1.0000");
  EXPECT_EQ(share_text(Fraction()), "0.0000");
  EXPECT_EQ(share_text(*Fraction::make(1, 20'000)), "0.0001");
  EXPECT_EQ(share_text(*Fraction::make(1, 20'001)), "0.0000");
}

TEST(Uniformity, ComparesPeopleWithoutIseeToo) {
  auto strict = with_segments({band("", "", "1")});
  strict.no_isee = NoIseeRule::amount;
  strict.no_isee_amount = milli("9");
  auto mild = strict;
  mild.no_isee_amount = milli("2");
  const auto result = compared({mild, strict}, "300.00");
  EXPECT_EQ(result.worst, (WorstSpread{euro("7.00"), std::nullopt, 1, 0}));
}

TEST(Uniformity, CountsAnUnknownWholeCostAsAccessible) {
  auto partly = with_segments({band("", "100.00", "1")});
  partly.whole_cost_above = euro("100.00");
  const auto open = with_segments({band("", "", "5")});
  const auto result = compared({partly, open}, "300.00");
  EXPECT_EQ(result.access, Fraction::whole(1));
  EXPECT_EQ(result.mean, Fraction::whole(4));  // Only where both have a fee.
}

TEST(Uniformity, RefusesFewerThanTwoAndUnlikeUnits) {
  const UniformityRequest request{euro("300.00"), euro("100.00")};
  EXPECT_EQ(compare({testing::dairago()}, request).error().code, too_few_regulations);
  auto meals = testing::dairago();
  meals.unit = Unit::meal;
  EXPECT_EQ(compare({testing::dairago(), meals}, request).error().code, unlike_units);
  auto unknown = testing::dairago();
  unknown.unit = Unit::unknown;
  EXPECT_EQ(compare({unknown, unknown}, request).error().code, unlike_units);
}

TEST(Uniformity, RefusesPercentagesWithoutACost) {
  const UniformityRequest request{euro("300.00"), euro("100.00")};
  auto percent = testing::dairago();
  percent.scheme = FeeScheme::percent_of_cost;
  EXPECT_EQ(compare({percent, testing::dairago()}, request).error().code, unlike_units);
  EXPECT_EQ(compare({percent, percent}, request).error().code, full_cost_missing);
  percent.full_cost = euro("100.00");  // Now 3 % is 3.00.
  EXPECT_EQ(compare({percent, testing::dairago()}, request)->worst->amount, Money());
}

TEST(Uniformity, RefusesAGridThatIsTooFine) {
  const std::vector<Regulation> two = {testing::dairago(), testing::dairago()};
  EXPECT_EQ(compare(two, {euro("20000.00"), euro("0.01")}).error().code, grid_too_fine);
}

// Two random piecewise-linear tariffs of 2 to 4 pieces, exact: on B and on every cent the worst
// difference is the same.
TEST(Uniformity, FindsOnTheDecisivePointsWhatEveryCentGives) {
  const unsigned seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  const auto tariff = [&] {
    std::vector<Segment> segments;
    std::int64_t at = 0;
    for (int i = 0; i < 3; ++i) {
      const std::int64_t next = at + std::uniform_int_distribution<std::int64_t>(2, 2'000)(random);
      const Line line{{std::uniform_int_distribution<std::int64_t>(0, 9'000)(random)},
                      {at * 10},
                      {std::uniform_int_distribution<std::int64_t>(0, 9'000)(random)},
                      {std::uniform_int_distribution<std::int64_t>(1, 90'000)(random)}};
      segments.push_back(
          sloped(to_string(Money::from_cents(at)), to_string(Money::from_cents(next - 1)), line));
      at = next;
    }
    segments.push_back(band(to_string(Money::from_cents(at)), "", "1"));
    return with_segments(segments);
  };
  for (int round = 0; round < 5; ++round) {
    const std::vector<Regulation> pair = {tariff(), tariff()};
    const auto result = compared(pair, "70.00");
    Fraction worst_exact;
    Money worst_rounded;
    for (std::int64_t cents = 0; cents <= 7'000; ++cents) {
      const auto isee = Money::from_cents(cents);
      const auto one = unit_fee_at(pair[0], isee).value().value();
      const auto two = unit_fee_at(pair[1], isee).value().value();
      const auto gap = std::max(checked_subtract(one, two), checked_subtract(two, one)).value();
      worst_exact = std::max(worst_exact, gap);
      const auto rounded = [](const Fraction& fee) {
        return to_money(round_to_step(fee, RoundingMode::half_up, one_cent).value()).value();
      };
      const auto spread = rounded(one).cents() - rounded(two).cents();
      worst_rounded = std::max(worst_rounded, Money::from_cents(spread < 0 ? -spread : spread));
    }
    Fraction worst_on_points;
    for (const auto& point : result.points) {
      if (!point.isee) continue;
      const auto one = unit_fee_at(pair[0], point.isee).value().value();
      const auto two = unit_fee_at(pair[1], point.isee).value().value();
      const auto gap = std::max(checked_subtract(one, two), checked_subtract(two, one)).value();
      worst_on_points = std::max(worst_on_points, gap);
    }
    EXPECT_EQ(worst_on_points, worst_exact);
    EXPECT_LE(result.worst->amount, worst_rounded);
    EXPECT_LE(worst_rounded.cents() - result.worst->amount.cents(), 1);
  }
}

}  // namespace
}  // namespace telaio::domain::fees
