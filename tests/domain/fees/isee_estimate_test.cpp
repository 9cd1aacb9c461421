// SPDX-License-Identifier: EUPL-1.2
// Worked examples E1 to E15 of isee-and-copayment.
#include "domain/fees/isee_estimate.hpp"

#include <gtest/gtest.h>

#include "base/limits.hpp"
#include "tests/domain/fees/fixtures.hpp"

namespace telaio::domain::fees {
namespace {

using testing::euro;

Family family(std::uint32_t members, std::uint32_t children = 0) {
  Family made;
  made.members = members;
  made.children = children;
  return made;
}

std::uint32_t ordinary(const Family& members) {
  return scale_hundredths(members, IseeRules::ordinary).value();
}

std::uint32_t of_2026(const Family& members) {
  return scale_hundredths(members, IseeRules::inclusion_2026).value();
}

std::string cents(const Fraction& value) {
  return to_string(round_to_step(value, RoundingMode::half_up, one_cent).value());
}

SimulatedIsee of(std::string_view isr, std::string_view isp, std::uint32_t scale) {
  return simulate({Fraction::of(euro(isr)), Fraction::of(euro(isp))}, scale).value();
}

SimulatedIsee of(const Means& means, const Family& members, IseeRules rules = IseeRules::ordinary) {
  return simulate(indicators_of(means, members, rules).value(),
                  scale_hundredths(members, rules).value())
      .value();
}

TEST(WorkedExample, E1OnePerson) {
  EXPECT_EQ(ordinary(family(1)), 100U);
}

TEST(WorkedExample, E2SixAndSevenMembers) {
  EXPECT_EQ(ordinary(family(5)), 285U);
  EXPECT_EQ(ordinary(family(6)), 320U);
  EXPECT_EQ(ordinary(family(7)), 355U);
}

TEST(WorkedExample, E3CoupleWithThreeChildrenBothWorking) {
  auto five = family(5, 3);
  five.parents_worked = true;
  five.child_under_three = true;
  EXPECT_EQ(ordinary(five), 335U);
}

TEST(WorkedExample, E4LoneNonWorkingParent) {
  auto two = family(2, 1);
  two.lone_non_working_parent = true;
  EXPECT_EQ(ordinary(two), 177U);
  two.child_under_three = true;
  EXPECT_EQ(ordinary(two), 187U);
}

TEST(WorkedExample, E5MembersWithDisability) {
  auto three = family(3);
  three.members_with_disability = 1;
  EXPECT_EQ(ordinary(three), 254U);
  three.members_with_disability = 2;
  EXPECT_EQ(ordinary(three), 304U);
}

TEST(WorkedExample, E6AndE7TheIndicatorOf2026CountsChildrenOtherwise) {
  EXPECT_EQ(ordinary(family(4, 2)), 246U);
  EXPECT_EQ(of_2026(family(4, 2)), 256U);
  EXPECT_EQ(ordinary(family(5, 3)), 305U);
  EXPECT_EQ(of_2026(family(5, 3)), 310U);
  EXPECT_EQ(ordinary(family(7, 5)), 405U);
  EXPECT_EQ(of_2026(family(7, 5)), 410U);
}

TEST(Scale, HasNoValueForAHouseholdThatCannotBe) {
  EXPECT_FALSE(scale_hundredths(family(0), IseeRules::ordinary));
  EXPECT_FALSE(scale_hundredths(family(2, 2), IseeRules::ordinary));
  auto one = family(1);
  one.members_with_disability = 2;
  EXPECT_FALSE(scale_hundredths(one, IseeRules::ordinary));
  EXPECT_TRUE(scale_hundredths(family(limits::family_members_max), IseeRules::ordinary));
  EXPECT_FALSE(scale_hundredths(family(limits::family_members_max + 1), IseeRules::ordinary));
}

TEST(WorkedExample, E8FromTheTwoIndicators) {
  const auto result = of("18000.00", "25000.00", 204);
  EXPECT_EQ(cents(result.ise), "23000.00");
  EXPECT_EQ(cents(result.isee), "11274.51");
}

TEST(WorkedExample, E9AHomeAboveTheAllowance) {
  Means means;
  means.incomes = {{IncomeKind::other, euro("15000.00")}};
  means.home_value = euro("60000.00");
  means.home_mortgage = euro("5000.00");
  const auto result = of(means, family(1));
  EXPECT_EQ(cents(result.isp), "1666.67");
  EXPECT_EQ(cents(result.ise), "15333.33");
  EXPECT_EQ(cents(result.isee), "15333.33");
  EXPECT_EQ(result.isee, Fraction::make(46'000, 3));
}

TEST(WorkedExample, E10AHomeAtTheAllowanceAndOneCentAbove) {
  Means means;
  means.home_value = euro("52500.00");
  EXPECT_EQ(of(means, family(1)).isp, Fraction());
  means.home_value = euro("52500.01");
  EXPECT_EQ(of(means, family(1)).isp, Fraction::make(2, 300));
  EXPECT_EQ(of(means, family(1)).ise, Fraction::make(2, 1500));
  EXPECT_EQ(cents(of(means, family(1)).isp), "0.01");
}

TEST(WorkedExample, E11PayAndRentHaveCeilings) {
  Means means;
  means.incomes = {{IncomeKind::employee, euro("22000.00")}};
  means.rent = euro("8400.00");
  const auto result = of(means, family(2));
  EXPECT_EQ(cents(result.isr), "12000.00");
  EXPECT_EQ(cents(result.isee), "7643.31");
}

Means of_a_couple_with_two_children() {
  Means means;
  means.incomes = {{IncomeKind::other, euro("24000.00")}};
  means.home_value = euro("100000.00");
  means.movable_balance = euro("14000.00");
  return means;
}

TEST(WorkedExample, E12HomeAndMovablesOfACoupleWithTwoChildren) {
  const auto result = of(of_a_couple_with_two_children(), family(4, 2));
  EXPECT_EQ(cents(result.isp), "35666.67");
  EXPECT_EQ(cents(result.ise), "31133.33");
  EXPECT_EQ(cents(result.isee), "12655.83");
}

TEST(WorkedExample, E13TheSameUnderTheRulesOf2026) {
  auto means = of_a_couple_with_two_children();
  const auto elsewhere = of(means, family(4, 2), IseeRules::inclusion_2026);
  EXPECT_EQ(cents(elsewhere.ise), "25600.00");
  EXPECT_EQ(cents(elsewhere.isee), "10000.00");
  means.metropolitan_capital = true;
  const auto capital = of(means, family(4, 2), IseeRules::inclusion_2026);
  EXPECT_EQ(cents(capital.ise), "24800.00");
  EXPECT_EQ(cents(capital.isee), "9687.50");
}

TEST(WorkedExample, E14ChildrenOutsideTheHouseholdOfAResident) {
  const Indicators own{Fraction::of(euro("12000.00")), Fraction()};
  const auto result =
      simulate(own, 100, {{euro("40000.00"), 246}, {euro("20000.00"), 246}}).value();
  EXPECT_EQ(cents(result.components), "1452.03");
  EXPECT_EQ(cents(result.isee), "13452.03");
}

TEST(WorkedExample, E15TheFallThatAllowsACorrente) {
  const auto amount = [](std::string_view text) { return Fraction::of(euro(text)); };
  EXPECT_TRUE(corrente_for_income(amount("20000.00"), amount("14500.00")));
  EXPECT_EQ(cents(of("20000.00", "10000.00", 204).isee), "10784.31");
  EXPECT_EQ(cents(of("14500.00", "10000.00", 204).isee), "8088.24");
  // Exactly a quarter is not more than a quarter.
  EXPECT_FALSE(corrente_for_income(amount("20000.00"), amount("15000.00")));
  EXPECT_TRUE(corrente_for_income(amount("20000.00"), amount("14999.99")));

  EXPECT_TRUE(corrente_for_assets(amount("40000"), amount("31000"), Date::of(2026, 4, 1)));
  EXPECT_FALSE(corrente_for_assets(amount("40000"), amount("31000"), Date::of(2026, 3, 31)));
  EXPECT_FALSE(corrente_for_assets(amount("40000"), amount("32000"), Date::of(2026, 4, 1)));
}

TEST(Means, OfPensionersHaveASmallerDeduction) {
  Means means;
  means.incomes = {{IncomeKind::pension, euro("4000.00")}, {IncomeKind::pension, euro("20000.00")}};
  EXPECT_EQ(cents(of(means, family(2)).isr), "22200.00");
}

TEST(Means, RaiseTheRentCeilingForTheThirdChild) {
  Means means;
  means.incomes = {{IncomeKind::other, euro("20000.00")}};
  means.rent = euro("9000.00");
  EXPECT_EQ(cents(of(means, family(4, 2)).isr), "13000.00");
  EXPECT_EQ(cents(of(means, family(5, 3)).isr), "12500.00");
}

TEST(Means, LeaveOutStateBondsUpToTheirLimitAndCountTheLargerBalance) {
  Means means;
  means.movable_balance = euro("60000.00");
  means.movable_average = euro("70000.00");
  EXPECT_EQ(cents(of(means, family(1)).isp), "64000.00");
  means.state_bonds = euro("50000.01");
  EXPECT_EQ(cents(of(means, family(1)).isp), "14000.00");
}

TEST(Means, NeverGiveLessThanZero) {
  Means means;
  means.rent = euro("5000.00");
  means.disability_costs = euro("9000.00");
  EXPECT_EQ(of(means, family(1)).isee, Fraction());
}

}  // namespace
}  // namespace telaio::domain::fees
