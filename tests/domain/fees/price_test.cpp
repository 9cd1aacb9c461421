// SPDX-License-Identifier: EUPL-1.2
// Worked examples E26, E27, E29, E30, E35 of isee-and-copayment, on regulations that the published
// file does not hold, and the rules of pricing. The other examples: tests/app/regulations.
#include "domain/fees/price.hpp"

#include <gtest/gtest.h>

#include "domain/fees/fees_refusals.hpp"
#include "tests/domain/fees/fixtures.hpp"

namespace telaio::domain::fees {
namespace {

using testing::band;
using testing::euro;
using testing::milli;
using testing::priced;
using testing::sloped;
using testing::with_segments;

constexpr auto modes = {RoundingMode::half_up, RoundingMode::half_even, RoundingMode::half_down,
                        RoundingMode::truncate};

// Amounts in the order H, E, D, T.
std::string in_all_modes(const Regulation& regulation, PriceRequest request) {
  std::string texts;
  for (const auto mode : modes) {
    request.rounding = mode;
    if (!texts.empty()) texts += ' ';
    texts += priced(regulation, request);
  }
  return texts;
}

PriceRequest at(std::string_view isee) {
  PriceRequest request;
  request.isee = euro(isee);
  return request;
}

TEST(WorkedExample, E26RavennaNidoMonthlyIsPiecewiseLinear) {
  const auto ravenna =
      with_segments({band("", "4500.00", "0"),
                     sloped("4500.01", "30000.00",
                            {milli("30"), milli("4500.01"), milli("250"), milli("25499.99")}),
                     sloped("30000.01", "35000.00",
                            {milli("280"), milli("30000.01"), milli("135"), milli("4999.99")}),
                     band("35000.01", "", "415")});
  EXPECT_EQ(priced(ravenna, "4500.00"), "0.00");
  EXPECT_EQ(priced(ravenna, "4500.01"), "30.00");
  EXPECT_EQ(priced(ravenna, "17250.00"), "155.00");
  EXPECT_EQ(priced(ravenna, "30000.00"), "280.00");
  EXPECT_EQ(priced(ravenna, "32500.00"), "347.50");
  EXPECT_EQ(priced(ravenna, "35000.00"), "415.00");
}

TEST(WorkedExample, E27MonopoliIsExactlyAtHalfACentWhereADoubleIsNot) {
  const auto monopoli = testing::monopoli();
  EXPECT_EQ(priced(monopoli, "7500.00"), "0.00");
  EXPECT_EQ(priced(monopoli, "7500.01"), "2.00");
  EXPECT_EQ(price(monopoli, at("7518.75"))->exact, Fraction::make(401, 200));
  EXPECT_EQ(in_all_modes(monopoli, at("7518.75")), "2.01 2.00 2.00 2.00");
  EXPECT_EQ(priced(monopoli, "30000.00"), "8.00");
  EXPECT_EQ(priced(monopoli, "30000.01"), "13.80");
}

TEST(WorkedExample, E29MontichiariPercentOfCostFallsOnHalfACent) {
  const auto percent = [](std::string_view value) {
    auto regulation = with_segments({band("", "", value)});
    regulation.scheme = FeeScheme::percent_of_cost;
    regulation.full_cost = euro("18.30");
    return regulation;
  };
  EXPECT_EQ(in_all_modes(percent("35"), at("0")), "6.41 6.40 6.40 6.40");
  EXPECT_EQ(in_all_modes(percent("55"), at("0")), "10.07 10.06 10.06 10.06");
  EXPECT_EQ(in_all_modes(percent("85"), at("0")), "15.56 15.56 15.55 15.55");
  EXPECT_EQ(in_all_modes(percent("47.5"), at("0")), "8.69 8.69 8.69 8.69");
}

TEST(WorkedExample, E30AThreeDecimalUnitPriceIsNotRoundedToCents) {
  auto cheap = with_segments({band("", "", "1.055")});
  cheap.unit_step = Thousandths{1};
  PriceRequest nineteen = at("0");
  nineteen.quantity_hundredths = 1900;
  EXPECT_EQ(in_all_modes(cheap, nineteen), "20.05 20.04 20.04 20.04");
  EXPECT_EQ(price(cheap, nineteen)->unit_fee, Thousandths{1055});

  auto dear = with_segments({band("", "", "4.695")});
  dear.unit_step = Thousandths{1};
  PriceRequest twenty_one = at("0");
  twenty_one.quantity_hundredths = 2100;
  EXPECT_EQ(in_all_modes(dear, twenty_one), "98.60 98.60 98.59 98.59");
}

TEST(WorkedExample, E35ACapAndADiscountDoNotCommute) {
  const auto monthly = with_segments({band("", "", "123.03")});
  PriceRequest request = at("9000.00");
  request.discount = Adjustment{"assumed", milli("10"), {}};
  EXPECT_EQ(priced(monthly, request), "110.73");
  request.cap = euro("100.00");
  EXPECT_EQ(priced(monthly, request), "100.00");
  request.cap_order = CapOrder::cap_then_discount;
  EXPECT_EQ(priced(monthly, request), "90.00");
}

TEST(Price, TellsEveryStepOfTheWay) {
  PriceRequest request = at("9000.00");
  request.quantity_hundredths = 1750;
  const auto result = price(testing::dairago(), request);
  const auto half_hours = Fraction::make(123025, 1000).value();
  const std::vector<Step> expected = {
      {FeeStepKind::segment_value, Fraction::make(17223, 2449).value(), std::uint16_t{1}},
      {FeeStepKind::unit_rounded, Fraction::make(703, 100).value(), std::nullopt},
      {FeeStepKind::quantity, half_hours, std::nullopt},
      {FeeStepKind::amount_rounded, Fraction::make(12303, 100).value(), std::nullopt}};
  EXPECT_EQ(result->steps, expected);
  EXPECT_EQ(result->unit_fee, Thousandths{7030});
  EXPECT_EQ(result->exact_unit, Fraction::make(17223, 2449));
  EXPECT_EQ(result->exact, Fraction::make(602805, 4898));
}

TEST(WorkedExample, E35HoldsForTheCapThatTheRegulationItselfStates) {
  auto monthly = with_segments({band("", "", "123.03")});
  monthly.cap = euro("100.00");
  PriceRequest request = at("9000.00");
  request.discount = Adjustment{"assumed", milli("10"), {}};
  request.quantity_hundredths = 100;
  EXPECT_EQ(priced(monthly, request), "100.00");  // Not stated: discount, then cap.
  monthly.cap_order = CapOrder::discount_then_cap;
  EXPECT_EQ(priced(monthly, request), "100.00");
  monthly.cap_order = CapOrder::cap_then_discount;
  EXPECT_EQ(priced(monthly, request), "90.00");
  request.cap_order = CapOrder::discount_then_cap;  // The request prevails.
  EXPECT_EQ(priced(monthly, request), "100.00");
  request.cap = euro("110.00");
  EXPECT_EQ(priced(monthly, request), "110.00");
}

TEST(Price, KeepsTheAmountOfAPeriodBetweenFloorAndCap) {
  auto regulation = with_segments({band("", "", "2.00")});
  regulation.floor = euro("5.00");
  regulation.cap = euro("9.00");
  PriceRequest request = at("0");
  for (const auto& [hours, amount] :
       {std::pair(249U, "5.00"), std::pair(250U, "5.00"), std::pair(251U, "5.02"),
        std::pair(450U, "9.00"), std::pair(451U, "9.00")}) {
    request.quantity_hundredths = hours;
    EXPECT_EQ(priced(regulation, request), amount) << hours;
  }
}

TEST(Price, BoundsAPeriodAndNotTheUnit) {
  auto regulation = with_segments({band("", "", "2.00")});
  regulation.floor = euro("5.00");
  EXPECT_EQ(priced(regulation, "0"), "2.00");
  PriceRequest request = at("0");
  request.floor = euro("5.00");  // Who asks for it, gets it.
  EXPECT_EQ(priced(regulation, request), "5.00");
}

TEST(Price, TellsTheStepOfTheBoundsAlsoWhenTheyChangeNothing) {
  auto regulation = with_segments({band("", "", "2.00")});
  regulation.cap = euro("9.00");
  PriceRequest request = at("0");
  request.quantity_hundredths = 100;
  const auto result = price(regulation, request);
  ASSERT_EQ(result->steps.size(), 5U);
  EXPECT_EQ(result->steps[3].kind, FeeStepKind::cap);
  EXPECT_EQ(result->steps[3].value, Fraction::whole(2));
}

TEST(Price, IsZeroForAReasonTheRegulationForesees) {
  auto regulation = with_segments({});
  regulation.exemptions = {ExemptionReason::court_order};
  PriceRequest request;
  request.exemption = ExemptionReason::court_order;
  EXPECT_EQ(priced(regulation, request), "0.00");
  EXPECT_EQ(price(regulation, request)->steps.at(0).kind, FeeStepKind::exemption);
  request.exemption = ExemptionReason::child_protection;
  EXPECT_EQ(priced(regulation, request), exemption_not_stated);
}

TEST(Price, AsksANonResidentTheirOwnAmountWhateverTheIsee) {
  auto regulation = with_segments({band("", "40000.00", "130.60")});
  regulation.access_limit = euro("40000.00");
  PriceRequest request = at("50000.00");
  request.residence = Residence::non_resident;
  EXPECT_EQ(priced(regulation, request), "not_accessible");  // The act says nothing of them.
  regulation.non_resident_amount = milli("644.90");
  EXPECT_EQ(priced(regulation, request), "644.90");
  request.isee.reset();
  EXPECT_EQ(priced(regulation, request), "644.90");
  request.residence = Residence::resident;
  EXPECT_EQ(priced(regulation, request), no_isee_not_stated);
  regulation.non_resident_amount = milli("-0.001");
  request.residence = Residence::non_resident;
  EXPECT_EQ(priced(regulation, request), non_resident_negative);
}

TEST(Price, RefusesBetweenTwoBandsAndInsideTwoBands) {
  const auto holed = with_segments({band("", "5000.00", "1"), band("5000.02", "", "2")});
  EXPECT_EQ(priced(holed, "5000.00"), "1.00");
  EXPECT_EQ(priced(holed, "5000.01"), hole);
  EXPECT_EQ(priced(holed, "5000.02"), "2.00");
  const auto doubled = with_segments({band("", "5000.01", "1"), band("5000.01", "", "2")});
  EXPECT_EQ(priced(doubled, "5000.00"), "1.00");
  EXPECT_EQ(priced(doubled, "5000.01"), overlap);
  EXPECT_EQ(priced(doubled, "5000.02"), "2.00");
}

TEST(Price, RefusesAnIseeBelowZero) {
  PriceRequest request;
  request.isee = Money::from_cents(-1);
  EXPECT_EQ(priced(testing::dairago(), request), isee_negative);
}

TEST(Price, DoesNotInventWhatIsDueWithoutIsee) {
  auto regulation = testing::dairago();
  EXPECT_EQ(priced(regulation, PriceRequest{}), "11.00");
  regulation.no_isee = NoIseeRule::not_stated;
  EXPECT_EQ(priced(regulation, PriceRequest{}), no_isee_not_stated);
}

TEST(Price, AsksTheWholeCostAboveItsLimitOnceItIsKnown) {
  auto regulation = with_segments({band("", "30000.00", "5")});
  regulation.whole_cost_above = euro("30000.00");
  EXPECT_EQ(priced(regulation, "30000.00"), "5.00");
  EXPECT_EQ(priced(regulation, "30000.01"), above_unknown);
  PriceRequest request = at("30000.01");
  request.full_cost = euro("21.50");
  EXPECT_EQ(priced(regulation, request), "21.50");
}

TEST(Price, RefusesAQuantityOfAPercentage) {
  auto regulation = with_segments({band("", "", "30")});
  regulation.scheme = FeeScheme::percent_of_cost;
  EXPECT_EQ(priced(regulation, "0"), "30.00");
  EXPECT_TRUE(price(regulation, at("0"))->in_percent);
  PriceRequest request = at("0");
  request.quantity_hundredths = 200;
  EXPECT_EQ(priced(regulation, request), full_cost_missing);
  request.full_cost = euro("20.00");
  EXPECT_EQ(priced(regulation, request), "12.00");
}

TEST(Price, LeavesTheBodyTheRestOfTheFullCost) {
  PriceRequest request = at("9000.00");
  request.quantity_hundredths = 1000;
  EXPECT_FALSE(price(testing::dairago(), request)->body_share);
  request.full_cost = euro("25.00");
  EXPECT_EQ(price(testing::dairago(), request)->body_share, euro("179.70"));
  request.full_cost = euro("7.00");  // The user pays more than the cost: the body owes nothing.
  EXPECT_EQ(price(testing::dairago(), request)->body_share, Money());
}

TEST(Price, SharesSumToTheCostInEveryMode) {
  for (const auto mode : modes) {
    PriceRequest request = at("9000.00");
    request.rounding = mode;
    request.quantity_hundredths = 150;
    request.full_cost = euro("10.03");  // 15.045: a tie, and the amount has odd cents.
    const auto result = price(testing::dairago(), request);
    EXPECT_EQ(checked_add(result->amount, *result->body_share),
              whole_cost(testing::dairago(), request));
  }
}

TEST(Price, LeavesTheBodyTheWholeCostOfWhoIsExempt) {
  auto regulation = testing::dairago();
  regulation.exemptions = {ExemptionReason::child_protection};
  PriceRequest request;
  request.exemption = ExemptionReason::child_protection;
  request.full_cost = euro("25.00");
  EXPECT_EQ(price(regulation, request)->body_share, euro("25.00"));
}

TEST(Price, TakesAThirdPayerOffButNeverBelowZero) {
  PriceRequest request = at("9000.00");
  request.third_payer = euro("7.00");
  EXPECT_EQ(priced(testing::dairago(), request), "0.03");
  request.third_payer = euro("7.04");
  EXPECT_EQ(priced(testing::dairago(), request), "0.00");
}

TEST(Price, AppliesASurchargeOnlyUpToItsIsee) {
  PriceRequest request = at("9000.00");
  request.surcharge = Adjustment{"festivi", milli("10"), euro("9000.00")};
  EXPECT_EQ(priced(testing::dairago(), request), "7.73");
  request.surcharge->isee_max = euro("8999.99");
  EXPECT_EQ(priced(testing::dairago(), request), "7.03");
}

TEST(Price, RefusesALineWithoutReadableNumbersAndADivisionByZero) {
  auto regulation = with_segments({band("", "", "1")});
  regulation.segments[0].line.reset();
  EXPECT_EQ(priced(regulation, "1.00"), not_computable);
  regulation.segments[0].line = Line{milli("1"), {}, milli("1"), {}};
  EXPECT_EQ(priced(regulation, "1.00"), not_computable);
}

TEST(Price, RefusesAFeeBelowZeroAndOneThatDoesNotFit) {
  EXPECT_EQ(priced(with_segments({band("", "", "-0.01")}), "1.00"), negative_fee);
  const Line huge{{}, {}, {9'000'000'000'000'000'000}, milli("0.001")};
  EXPECT_EQ(priced(with_segments({sloped("", "", huge)}), "1.00"), out_of_range);
}

TEST(Price, IsMonotoneAndWithinItsBoundsOnEveryCent) {
  const auto regulation = testing::dairago();
  Money before = euro("3.00");
  for (std::int64_t cents = 652'000; cents <= 1'144'000; cents += 7) {
    PriceRequest request;
    request.isee = Money::from_cents(cents);
    const auto result = price(regulation, request);
    ASSERT_TRUE(result);
    ASSERT_GE(result->amount, before) << cents;
    before = result->amount;
  }
  EXPECT_EQ(before, euro("11.00"));
}

}  // namespace
}  // namespace telaio::domain::fees
