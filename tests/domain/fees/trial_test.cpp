// SPDX-License-Identifier: EUPL-1.2
// A draft tried on real fees: every person is in exactly one group, and money adds up to the cent.
#include "domain/fees/trial.hpp"

#include <gtest/gtest.h>

#include "domain/fees/fees_refusals.hpp"
#include "tests/domain/fees/fixtures.hpp"

namespace telaio::domain::fees {
namespace {

using testing::band;
using testing::dairago;
using testing::euro;
using testing::with_segments;

PersonId person(std::uint8_t number) {
  PersonId id;
  id.bytes.back() = static_cast<std::byte>(number);
  return id;
}

// Ten hours, in Sesto, by default; what was paid is as given.
RealFee paid(std::uint8_t who, std::string_view isee, std::string_view amount) {
  RealFee fee;
  fee.position = who;
  fee.person = person(who);
  fee.comune = Code("015209");
  fee.status = FeeStatus::determined;
  if (!isee.empty()) fee.isee = euro(isee);
  fee.quantity_hundredths = 10'00;
  fee.amount = euro(amount);
  return fee;
}

Trial tried(const Regulation& draft, const std::vector<RealFee>& fees) {
  return try_draft(draft, fees).value();
}

TEST(Trial, OfTheSameRegulationChangesNothing) {
  const auto trial = tried(dairago(), {paid(1, "8400.00", "60.50"), paid(2, "", "110.00")});
  EXPECT_EQ(trial.all.count(Effect::same), 2U);
  EXPECT_EQ(trial.all.count(), 2U);
  EXPECT_EQ(trial.all.before, euro("170.50"));
  EXPECT_EQ(trial.all.after, euro("170.50"));
}

TEST(Trial, TellsMoreLessAndTheSameToTheCent) {
  const auto flat = with_segments({band("", "", "5")});
  const auto trial = tried(flat, {paid(1, "1000.00", "49.99"), paid(2, "1000.00", "50.01"),
                                  paid(3, "1000.00", "50.00")});
  EXPECT_EQ(trial.persons[0].effect, Effect::more);
  EXPECT_EQ(trial.persons[0].increase_cents(), 1);
  EXPECT_EQ(trial.persons[1].effect, Effect::less);
  EXPECT_EQ(trial.persons[2].effect, Effect::same);
}

TEST(Trial, AddsUpTheFeesOfOnePersonBeforeItCompares) {
  const auto flat = with_segments({band("", "", "5")});
  auto second = paid(1, "1000.00", "40.00");
  second.position = 7;
  const auto trial = tried(flat, {paid(1, "1000.00", "60.00"), second});
  ASSERT_EQ(trial.persons.size(), 1U);
  EXPECT_EQ(trial.persons[0].effect, Effect::same);
  EXPECT_EQ(trial.persons[0].positions, (std::vector<std::uint64_t>{1, 7}));
}

TEST(Trial, CountsWhoGainsAndWhoLosesTheService) {
  auto up_to_10000 = with_segments({band("", "10000.00", "5")});
  up_to_10000.access_limit = euro("10000.00");
  auto without = paid(1, "9000.00", "0.00");
  without.status = FeeStatus::not_accessible;
  const auto trial = tried(up_to_10000, {without, paid(2, "10000.01", "80.00")});
  EXPECT_EQ(trial.persons[0].effect, Effect::gains_access);
  EXPECT_EQ(trial.persons[0].after, euro("50.00"));
  EXPECT_EQ(trial.persons[1].effect, Effect::loses_access);
  EXPECT_EQ(trial.all.before, euro("80.00"));
  EXPECT_EQ(trial.all.after, euro("50.00"));
}

TEST(Trial, AGapOfTheDraftIsCountedAndInNoSum) {
  const auto with_hole = with_segments({band("", "5000.00", "3"), band("6000.00", "", "6")});
  const auto trial = tried(with_hole, {paid(1, "5500.00", "10.00"), paid(2, "6000.00", "60.00")});
  EXPECT_EQ(trial.persons[0].effect, Effect::refused);
  EXPECT_EQ(trial.persons[0].code, hole);
  EXPECT_EQ(trial.all.count(Effect::refused), 1U);
  EXPECT_EQ(trial.all.before, euro("60.00"));
}

TEST(Trial, APercentageNeedsTheCostOfTheTime) {
  auto half = with_segments({band("", "", "50")});
  half.scheme = FeeScheme::percent_of_cost;
  auto known = paid(1, "1000.00", "20.00");
  known.unit_full_cost = euro("8.00");
  const auto trial = tried(half, {known, paid(2, "1000.00", "20.00")});
  EXPECT_EQ(trial.persons[0].after, euro("40.00"));
  EXPECT_EQ(trial.persons[1].code, full_cost_missing);
}

TEST(Trial, SortsByComuneAndByTenthsOfIsee) {
  const auto flat = with_segments({band("", "", "5")});
  std::vector<RealFee> fees;
  for (std::uint8_t i = 0; i < 20; ++i) {
    fees.push_back(paid(i, std::to_string(1000 * (20 - i)) + ".00", "50.00"));
    if (i % 4 == 0) fees.back().comune = Code("015081");
  }
  fees.push_back(paid(20, "", "50.00"));
  const auto trial = tried(flat, fees);
  EXPECT_EQ(trial.by_comune.at(Code("015081")).count(), 5U);
  EXPECT_EQ(trial.by_comune.at(Code("015209")).count(), 16U);
  for (std::size_t i = 0; i < deciles; ++i) EXPECT_EQ(trial.by_decile[i].count(), 2U);
  EXPECT_EQ(trial.by_decile[without_isee_place].count(), 1U);
  EXPECT_EQ(trial.by_comune_and_decile.at(Code("015081"))[1].count(), 1U);
}

TEST(Trial, PutsEqualIseesIntoOneTenth) {
  const auto flat = with_segments({band("", "", "5")});
  std::vector<RealFee> fees;
  for (std::uint8_t i = 0; i < 10; ++i) fees.push_back(paid(i, "4000.00", "50.00"));
  EXPECT_EQ(tried(flat, fees).by_decile[0].count(), 10U);
}

TEST(Trial, OfNothingIsEmpty) {
  const auto trial = tried(dairago(), {});
  EXPECT_EQ(trial.all.count(), 0U);
  EXPECT_TRUE(trial.persons.empty());
}

TEST(Trial, RefusesASumThatIsTooLarge) {
  const auto most = Money::from_cents(INT64_MAX);
  auto one = paid(1, "1000.00", "0.00");
  one.amount = most;
  auto other = paid(2, "1000.00", "0.00");
  other.amount = most;
  const std::vector<RealFee> fees{one, other};
  EXPECT_EQ(try_draft(dairago(), fees).error().code, amount_too_large);
}

TEST(Trial, CountsIncreasesFromEachBoundOn) {
  const auto flat = with_segments({band("", "", "5")});
  const auto trial = tried(flat, {paid(1, "1000.00", "49.99"), paid(2, "1000.00", "40.00"),
                                  paid(3, "1000.00", "39.99"), paid(4, "1000.00", "60.00")});
  const std::vector<std::int64_t> bounds{1, 10'00, 20'00};
  EXPECT_EQ(increases(trial, bounds), (std::vector<std::uint32_t>{1, 2, 0}));
}

TEST(Trial, AnExemptPersonStaysExemptOnlyIfTheDraftForeseesTheReason) {
  auto flat = with_segments({band("", "", "5")});
  auto exempt = paid(1, "1000.00", "0.00");
  exempt.exemption = ExemptionReason::court_order;
  EXPECT_EQ(tried(flat, {exempt}).persons[0].after, euro("50.00"));
  flat.exemptions = {ExemptionReason::child_protection};
  EXPECT_EQ(tried(flat, {exempt}).persons[0].after, euro("50.00"));
  flat.exemptions = {ExemptionReason::child_protection, ExemptionReason::court_order};
  EXPECT_EQ(tried(flat, {exempt}).persons[0].effect, Effect::same);
}

TEST(Trial, SurchargeAndDiscountApplyOnlyIfTheDraftHasThatNumber) {
  auto flat = with_segments({band("", "", "5")});
  flat.discounts = {{"secondo figlio", testing::milli("10"), {}},
                    {"terzo figlio", testing::milli("20"), {}}};
  flat.surcharges = {{"festivo", testing::milli("10"), {}}};
  auto third = paid(1, "1000.00", "50.00");
  third.discount = 2;
  auto holiday = paid(2, "1000.00", "50.00");
  holiday.surcharge = 1;
  auto unknown = paid(3, "1000.00", "50.00");
  unknown.discount = 3;
  unknown.surcharge = 2;
  const auto trial = tried(flat, {third, holiday, unknown});
  EXPECT_EQ(trial.persons[0].after, euro("40.00"));
  EXPECT_EQ(trial.persons[1].after, euro("55.00"));
  EXPECT_EQ(trial.persons[2].after, euro("50.00"));
}

TEST(Trial, WhatAThirdPayerTookIsTakenOffTheDraftToo) {
  auto helped = paid(1, "1000.00", "20.00");
  helped.third_payer = euro("30.00");
  auto more_than_all = paid(2, "1000.00", "0.00");
  more_than_all.third_payer = euro("80.00");
  const auto trial = tried(with_segments({band("", "", "5")}), {helped, more_than_all});
  EXPECT_EQ(trial.persons[0].after, euro("20.00"));
  EXPECT_EQ(trial.persons[1].after, euro("0.00"));
}

TEST(Trial, ANonResidentPaysTheAmountForThose) {
  auto flat = with_segments({band("", "", "5")});
  flat.non_resident_amount = testing::milli("9");
  auto elsewhere = paid(1, "1000.00", "50.00");
  elsewhere.residence = Residence::non_resident;
  EXPECT_EQ(tried(flat, {elsewhere, paid(2, "1000.00", "50.00")}).persons[0].after, euro("90.00"));
}

TEST(Trial, TheMonthlyChangeIsTheExactMeanOverMonthsOfFees) {
  const auto flat = with_segments({band("", "", "5")});
  auto quarter = paid(1, "1000.00", "40.00");
  quarter.months = 3;
  const auto trial = tried(flat, {quarter});
  EXPECT_EQ(to_string(monthly_change(trial.all).value()), "10/3");
  EXPECT_FALSE(monthly_change(TrialCell{}).has_value());
}

TEST(Trial, TheMedianOfATenthIsHalfwayBetweenTheTwoInTheMiddle) {
  const auto flat = with_segments({band("", "", "5")});
  std::vector<RealFee> fees;
  for (std::uint8_t i = 0; i < 20; ++i) {
    fees.push_back(paid(i, std::to_string(1000 + i) + ".01", "50.00"));
  }
  const auto trial = tried(flat, fees);
  EXPECT_EQ(to_string(trial.median_isee[0].value()), "100051/100");  // 1000.51
  EXPECT_FALSE(tried(flat, {}).median_isee[0].has_value());
}

TEST(Trials, WhoOneDraftCannotPriceIsLeftOutOfTheMoneyOfBoth) {
  const std::vector<Regulation> drafts{
      with_segments({band("", "", "5")}),
      with_segments({band("", "5000.00", "3"), band("6000.00", "", "6")})};
  const std::vector<RealFee> fees{paid(1, "5500.00", "10.00"), paid(2, "6000.00", "60.00")};
  const auto trials = try_drafts(drafts, fees).value();
  ASSERT_EQ(trials.size(), 2U);
  EXPECT_EQ(trials[0].all.count(Effect::refused), 1U);
  EXPECT_EQ(trials[0].persons[0].code, hole);
  EXPECT_EQ(trials[0].all.before, trials[1].all.before);
  EXPECT_EQ(trials[0].all.after, euro("50.00"));
  EXPECT_EQ(trials[1].all.after, euro("60.00"));
}

}  // namespace
}  // namespace telaio::domain::fees
