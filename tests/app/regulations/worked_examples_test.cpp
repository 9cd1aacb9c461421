// SPDX-License-Identifier: EUPL-1.2
// Worked examples E16 to E25, E28, E31 and E39 of isee-and-copayment, on the published schemes.
#include <gtest/gtest.h>

#include "domain/fees/amount.hpp"
#include "domain/fees/attestation.hpp"
#include "domain/fees/determine.hpp"
#include "domain/fees/fees_refusals.hpp"
#include "domain/fees/price.hpp"
#include "domain/fees/uniformity.hpp"
#include "tests/app/regulations/published.hpp"

namespace telaio::app::regulations {
namespace {

namespace fees = domain::fees;
using fees::PriceRequest;
using fees::RoundingMode;
using testing::published;

Money euro(std::string_view text) {
  return fees::parse_amount(text).value();
}

PriceRequest at(std::string_view isee) {
  PriceRequest request;
  request.isee = euro(isee);
  return request;
}

std::string priced(std::string_view id, const PriceRequest& request) {
  const auto result = fees::price(published(id).regulation, request);
  if (!result) return std::string(result.error().code);
  if (result->status == fees::FeeStatus::not_accessible) return "not_accessible";
  return to_string(result->amount);
}

std::string priced(std::string_view id, std::string_view isee) {
  return priced(id, at(isee));
}

// Amounts in the order H, E, D, T.
std::string in_all_modes(std::string_view id, PriceRequest request) {
  std::string texts;
  for (const auto mode : {RoundingMode::half_up, RoundingMode::half_even, RoundingMode::half_down,
                          RoundingMode::truncate}) {
    request.rounding = mode;
    if (!texts.empty()) texts += ' ';
    texts += priced(id, request);
  }
  return texts;
}

TEST(WorkedExample, E16SennaLodigianaAsksAPercentageOfTheTariff) {
  const auto with_cost = [](std::string_view isee) {
    auto request = at(isee);
    request.full_cost = euro("20.00");
    return priced("senna-lodigiana-sad-2024", request);
  };
  EXPECT_EQ(with_cost("2000.00"), "2.00");
  EXPECT_EQ(with_cost("2000.01"), "6.00");
  EXPECT_EQ(with_cost("9200.00"), "16.00");
  EXPECT_EQ(with_cost("9200.01"), "20.00");
}

const fees::Adjustment& discount(std::size_t index) {
  return published("san-giuliano-nido").regulation.discounts.at(index);
}

TEST(WorkedExample, E17SanGiulianoSecondAndThirdChild) {
  auto request = at("12345.67");
  EXPECT_EQ(priced("san-giuliano-nido", request), "347.90");
  request.discount = discount(0);
  EXPECT_EQ(priced("san-giuliano-nido", request), "313.11");
  request.discount = discount(1);
  EXPECT_EQ(priced("san-giuliano-nido", request), "278.32");
}

TEST(WorkedExample, E18SanGiulianoThreeChildrenTogether) {
  auto request = at("18500.00");
  EXPECT_EQ(priced("san-giuliano-nido", request), "424.20");
  request.discount = discount(0);
  EXPECT_EQ(priced("san-giuliano-nido", request), "381.78");
  request.discount = discount(1);
  EXPECT_EQ(priced("san-giuliano-nido", request), "339.36");
}

TEST(WorkedExample, E19SanGiulianoDiscountEndsAtItsLimitAndHolesArePricedByNobody) {
  auto second_child = at("40000.00");
  second_child.discount = discount(0);
  EXPECT_EQ(priced("san-giuliano-nido", second_child), "489.60");
  second_child.isee = euro("40000.01");
  EXPECT_EQ(priced("san-giuliano-nido", second_child), "603.70");
  EXPECT_EQ(priced("san-giuliano-nido", "15500.00"), fees::hole);
  EXPECT_EQ(priced("san-giuliano-nido", "0.00"), fees::hole);
}

TEST(WorkedExample, E20DairagoOnBothSidesOfEveryEdge) {
  EXPECT_EQ(priced("dairago-sad", "6530.99"), "3.00");
  EXPECT_EQ(priced("dairago-sad", "6531.00"), "3.00");
  EXPECT_EQ(priced("dairago-sad", "6531.01"), "3.00");
  EXPECT_EQ(priced("dairago-sad", "8980.00"), "7.00");
  EXPECT_EQ(priced("dairago-sad", "9000.00"), "7.03");
  EXPECT_EQ(in_all_modes("dairago-sad", at("11428.99")), "11.00 11.00 11.00 10.99");
  EXPECT_EQ(priced("dairago-sad", "11429.00"), "11.00");
  EXPECT_EQ(priced("dairago-sad", "11429.01"), "11.00");
}

TEST(WorkedExample, E21RoundingTheUnitFirstIsNotRoundingOnce) {
  auto request = at("9000.00");
  request.quantity_hundredths = 1750;
  EXPECT_EQ(in_all_modes("dairago-sad", request), "123.03 123.02 123.02 123.02");
  request.round_unit_fee = false;
  EXPECT_EQ(priced("dairago-sad", request), "123.07");
}

TEST(WorkedExample, E22AHolidayHourCostsTenPercentMore) {
  auto request = at("9000.00");
  request.surcharge = published("dairago-sad").regulation.surcharges.at(0);
  EXPECT_EQ(priced("dairago-sad", request), "7.73");
  request.round_unit_fee = false;
  EXPECT_EQ(priced("dairago-sad", request), "7.74");
}

TEST(WorkedExample, E23TwentyTwoMeals) {
  auto request = at("10000.00");
  request.quantity_hundredths = 2200;
  EXPECT_EQ(priced("dairago-meals-2023", request), "90.42");
  request.round_unit_fee = false;
  EXPECT_EQ(priced("dairago-meals-2023", request), "90.36");
}

TEST(WorkedExample, E24BroniEndsWhereTheServiceIsNotAccessible) {
  EXPECT_EQ(priced("broni-sad", "8000.00"), "0.00");
  EXPECT_EQ(priced("broni-sad", "8000.01"), "0.00");
  EXPECT_EQ(priced("broni-sad", "10000.00"), "1.71");
  EXPECT_EQ(priced("broni-sad", "15000.00"), "6.00");
  EXPECT_EQ(priced("broni-sad", "15000.01"), "not_accessible");
}

TEST(WorkedExample, E25AlmennoTelesoccorso) {
  EXPECT_EQ(priced("almenno-telesoccorso-fixed", "10000.00"), "3.75");
  EXPECT_EQ(priced("almenno-telesoccorso-fixed", "4704.92"), "0.00");
  EXPECT_EQ(priced("almenno-telesoccorso-fixed", "20229.63"), "11.00");
  // The mobile variant has the same thresholds and a maximum of 16.00.
  auto mobile = published("almenno-telesoccorso-fixed").regulation;
  mobile.segments[1].line->num = fees::Thousandths{16'000};
  mobile.segments[2].line->base = fees::Thousandths{16'000};
  EXPECT_EQ(to_string(fees::price(mobile, at("10000.00"))->amount), "5.46");
  EXPECT_EQ(to_string(fees::price(mobile, at("4704.92"))->amount), "0.00");
  EXPECT_EQ(to_string(fees::price(mobile, at("20229.63"))->amount), "16.00");
}

TEST(WorkedExample, E28TeramoFallsOnHalfACent) {
  EXPECT_EQ(fees::price(published("teramo-sad").regulation, at("29970.00"))->exact,
            fees::Fraction::make(4995, 1000));
  EXPECT_EQ(in_all_modes("teramo-sad", at("29970.00")), "5.00 5.00 4.99 4.99");
}

TEST(WorkedExample, E31WithoutIseeTheTextDecides) {
  EXPECT_EQ(priced("dairago-sad", PriceRequest{}), "11.00");
  EXPECT_EQ(priced("milano-nidi-2012", PriceRequest{}), "465.00");
  EXPECT_EQ(priced("vicenza-meals-2023", PriceRequest{}), "9.30");
  EXPECT_EQ(priced("milan-area-meals-2024", PriceRequest{}), "7.29");
  EXPECT_EQ(priced("broni-sad", PriceRequest{}), fees::no_isee_not_stated);
}

TEST(WorkedExample, E31VicenzaAsksTheWholeCostOfAnAnnotatedAttestation) {
  fees::Attestation attestation;
  attestation.kind = fees::IseeKind::sociosanitario;
  attestation.isee = euro("2000.00");
  attestation.presented_on = attestation.filed_on = Date::of(2023, 1, 10);
  attestation.valid_to = Date::of(2023, 12, 31);
  fees::Determination march;
  march.period = {Date::of(2023, 3, 1), Date::of(2023, 3, 31)};
  march.quantity_hundredths = 100;
  const auto& vicenza = published("vicenza-meals-2023").regulation;
  EXPECT_EQ(fees::determine(march, vicenza, {attestation})->amount, Money());
  attestation.annotations = true;
  EXPECT_EQ(fees::determine(march, vicenza, {attestation})->amount, euro("9.30"));
}

std::string fees_at(const fees::Uniformity& result, std::string_view isee) {
  for (const auto& point : result.points) {
    if (point.isee != euro(isee)) continue;
    std::string text;
    for (const auto& fee : point.fees) text += (fee ? to_string(*fee) : "-") + " ";
    return text + (point.spread ? to_string(*point.spread) : "-");
  }
  return "no such point";
}

TEST(WorkedExample, E39DairagoAndBroniDifferMostJustBelowTheMaximumOfDairago) {
  const std::vector<fees::Regulation> both = {published("dairago-sad").regulation,
                                              published("broni-sad").regulation};
  const auto result = fees::compare(both, {euro("20000.00"), euro("100.00")}).value();
  EXPECT_EQ(result.worst, (fees::WorstSpread{euro("8.06"), euro("11428.99"), 0, 1}));
  EXPECT_EQ(fees_at(result, "0.00"), "3.00 0.00 3.00");
  EXPECT_EQ(fees_at(result, "6530.99"), "3.00 0.00 3.00");
  EXPECT_EQ(fees_at(result, "6531.00"), "3.00 0.00 3.00");
  EXPECT_EQ(fees_at(result, "8000.00"), "5.40 0.00 5.40");
  EXPECT_EQ(fees_at(result, "8000.01"), "5.40 0.00 5.40");
  EXPECT_EQ(fees_at(result, "11428.99"), "11.00 2.94 8.06");
  EXPECT_EQ(fees_at(result, "11429.00"), "11.00 2.94 8.06");
  EXPECT_EQ(fees_at(result, "14999.99"), "11.00 6.00 5.00");
  EXPECT_EQ(fees_at(result, "15000.00"), "11.00 6.00 5.00");
  EXPECT_EQ(fees_at(result, "15000.01"), "11.00 - -");
  EXPECT_EQ(fees_at(result, "20000.00"), "11.00 - -");
}

// Row by row, as section 9 prints it; each row's ISEE is the end of its own comparison, so that it
// is one of the points.
TEST(WorkedExample, E39EveryRow) {
  const std::vector<fees::Regulation> both = {published("dairago-sad").regulation,
                                              published("broni-sad").regulation};
  const auto row = [&](std::string_view isee) {
    return fees_at(fees::compare(both, {euro(isee), euro("100.00")}).value(), isee);
  };
  EXPECT_EQ(row("6531.00"), "3.00 0.00 3.00");
  EXPECT_EQ(row("8000.00"), "5.40 0.00 5.40");
  EXPECT_EQ(row("9000.00"), "7.03 0.86 6.17");
  EXPECT_EQ(row("11429.00"), "11.00 2.94 8.06");
  EXPECT_EQ(row("11428.99"), "11.00 2.94 8.06");
  EXPECT_EQ(row("11429.01"), "11.00 2.94 8.06");
  EXPECT_EQ(row("15000.00"), "11.00 6.00 5.00");
  EXPECT_EQ(row("15000.01"), "11.00 - -");
}

TEST(WorkedExample, E39AddingTeramoAndMonopoliToDairagoWithoutBroni) {
  auto monopoli = published("dairago-sad").regulation;
  monopoli.segments = {
      {{}, true, euro("7500.00"), true, fees::Line{{}, {}, {}, {1000}}},
      {euro("7500.00"), false, euro("30000.00"), true, fees::Line{{}, {}, {8000}, {30'000'000}}},
      {euro("30000.00"), false, {}, true, fees::Line{{13'800}, {}, {}, {1000}}}};
  monopoli.no_isee = fees::NoIseeRule::not_stated;
  const std::vector<fees::Regulation> three = {published("dairago-sad").regulation,
                                               published("teramo-sad").regulation, monopoli};
  const auto result = fees::compare(three, {euro("35000.00"), euro("100.00")}).value();
  EXPECT_EQ(result.worst, (fees::WorstSpread{euro("9.10"), euro("11428.99"), 0, 1}));
  EXPECT_EQ(fees_at(result, "11428.99"), "11.00 1.90 3.05 9.10");
}

// 4.4: rounding can add one cent to what the decisive points give.
TEST(Uniformity, OnRoundedMealsIsOneCentBelowWhatEveryCentGives) {
  const std::vector<fees::Regulation> meals = {published("dairago-meals-2023").regulation,
                                               published("broni-meals").regulation};
  EXPECT_EQ(fees::compare(meals, {euro("15000.00"), euro("100.00")})->worst->amount, euro("3.58"));
  EXPECT_EQ(priced("dairago-meals-2023", "8002.86"), "3.59");
  EXPECT_EQ(priced("broni-meals", "8002.86"), "0.00");
}

}  // namespace
}  // namespace telaio::app::regulations
