// SPDX-License-Identifier: EUPL-1.2
// Worked examples E32, E33, E34, E36, E37 of isee-and-copayment: fees of periods.
#include "domain/fees/determine.hpp"

#include <gtest/gtest.h>

#include "domain/fees/fees_refusals.hpp"
#include "tests/domain/fees/fixtures.hpp"

namespace telaio::domain::fees {
namespace {

using testing::band;
using testing::euro;
using testing::milli;
using testing::with_segments;

Attestation filed(Date on, std::string_view isee) {
  Attestation attestation;
  attestation.id.bytes[0] = std::byte{7};
  attestation.kind = IseeKind::ordinario;
  attestation.isee = euro(isee);
  attestation.presented_on = on;
  attestation.filed_on = on;
  attestation.valid_from = on;
  attestation.valid_to = Date::of(static_cast<int>(on.ymd().year()), 12, 31);
  return attestation;
}

Determination month(int year, unsigned number, std::uint32_t quantity_hundredths) {
  Determination determination;
  const Date first = Date::of(year, number, 1);
  determination.period = {first, last_of_month(first)};
  determination.quantity_hundredths = quantity_hundredths;
  return determination;
}

std::string amount(const Determination& determination, const Regulation& regulation,
                   const std::vector<Attestation>& attestations) {
  const auto fact = determine(determination, regulation, attestations);
  return fact ? to_string(fact->amount) : std::string(fact.error().code);
}

TEST(WorkedExample, E32AnExpiredIseeIsKeptToMarchAndThenTheMaximumIsDue) {
  auto regulation = testing::dairago();
  regulation.kept_until = MonthDay{3, 31};
  const std::vector<Attestation> all = {filed(Date::of(2025, 2, 10), "9000.00")};
  for (const unsigned number : {1U, 2U, 3U}) {
    EXPECT_EQ(amount(month(2026, number, 100), regulation, all), "7.03");
  }
  EXPECT_EQ(amount(month(2026, 4, 100), regulation, all), "11.00");
}

TEST(WorkedExample, E33AnIseeFiledInNovemberPricesDecember) {
  auto milano = with_segments({band("", "6500.00", "0"), band("6500.01", "12500.00", "103"),
                               band("12500.01", "27000.00", "232"), band("27000.01", "", "465")});
  milano.no_isee = NoIseeRule::amount;
  milano.no_isee_amount = milli("465");
  const std::vector<Attestation> all = {filed(Date::of(2026, 11, 20), "9000.00")};
  EXPECT_EQ(amount(month(2026, 9, 100), milano, all), "465.00");
  EXPECT_EQ(amount(month(2026, 10, 100), milano, all), "465.00");
  EXPECT_EQ(amount(month(2026, 11, 100), milano, all), "465.00");
  EXPECT_EQ(amount(month(2026, 12, 100), milano, all), "103.00");
}

TEST(WorkedExample, E34InstalmentsSumToTheWhole) {
  auto expected = std::vector<Money>(10, euro("272.73"));
  expected.push_back(euro("272.70"));
  EXPECT_EQ(split(euro("3000.00"), 11), expected);
  expected = std::vector<Money>(10, euro("327.27"));
  expected.push_back(euro("327.30"));
  EXPECT_EQ(split(euro("3600.00"), 11), expected);
}

TEST(WorkedExample, E36ARetroactiveCorrectionIsSettledMonthByMonth) {
  const auto regulation = testing::dairago();
  // Refused when it came in January; its correction arrives in July and reaches back to it.
  auto wrong = filed(Date::of(2026, 1, 15), "24000.00");
  auto right = filed(Date::of(2026, 7, 3), "9000.00");
  right.id.bytes[0] = std::byte{8};
  right.replaces = wrong.id;
  std::vector<Redetermined> months;
  Money charged;
  Money due;
  for (unsigned number = 1; number <= 6; ++number) {
    const auto before = determine(month(2026, number, 2000), regulation, {});
    const auto after = determine(month(2026, number, 2000), regulation, {wrong, right});
    months.push_back({before->amount, after->amount});
    charged = checked_add(charged, before->amount).value();
    due = checked_add(due, after->amount).value();
  }
  EXPECT_EQ(charged, euro("1320.00"));
  EXPECT_EQ(due, euro("923.00"));
  EXPECT_EQ(settlement(months), Money::from_cents(-39'700));
}

TEST(WorkedExample, E37ANewMaximumFromJulyIsAnotherVersion) {
  auto first = testing::dairago();
  first.valid_from = Date::of(2026, 1, 1);
  first.valid_to = Date::of(2026, 6, 30);
  auto second = testing::dairago("9");
  second.valid_from = Date::of(2026, 7, 1);
  const std::vector<Attestation> all = {filed(Date::of(2026, 1, 10), "9000.00")};
  EXPECT_EQ(amount(month(2026, 6, 100), first, all), "7.03");
  EXPECT_EQ(amount(month(2026, 7, 100), second, all), "7.54");

  const Period summer{Date::of(2026, 6, 15), Date::of(2026, 7, 15)};
  const std::vector<VersionPeriod> pieces = {{{Date::of(2026, 6, 15), Date::of(2026, 6, 30)}, 0},
                                             {{Date::of(2026, 7, 1), Date::of(2026, 7, 15)}, 1}};
  EXPECT_EQ(split_by_version(summer, {first, second}), pieces);
}

TEST(SplitByVersion, LeavesOutDaysWithoutAVersionAndPrefersTheLater) {
  auto undated = testing::dairago();
  auto spring = testing::dairago();
  spring.valid_from = Date::of(2026, 3, 1);
  spring.valid_to = Date::of(2026, 5, 31);
  const Period year{Date::of(2026, 1, 1), Date::of(2026, 12, 31)};
  const std::vector<VersionPeriod> all_year = {{{Date::of(2026, 1, 1), Date::of(2026, 2, 28)}, 0},
                                               {{Date::of(2026, 3, 1), Date::of(2026, 5, 31)}, 1},
                                               {{Date::of(2026, 6, 1), Date::of(2026, 12, 31)}, 0}};
  EXPECT_EQ(split_by_version(year, {undated, spring}), all_year);
  const std::vector<VersionPeriod> only_spring = {
      {{Date::of(2026, 3, 1), Date::of(2026, 5, 31)}, 0}};
  EXPECT_EQ(split_by_version(year, {spring}), only_spring);
}

TEST(Determine, NamesTheAttestationAndEveryStep) {
  const auto fact =
      determine(month(2026, 3, 1750), testing::dairago(), {filed(Date::of(2026, 2, 12), "9000")});
  ASSERT_TRUE(fact);
  EXPECT_EQ(fact->status, FeeStatus::determined);
  EXPECT_EQ(fact->from, Date::of(2026, 3, 1));
  EXPECT_EQ(fact->to, Date::of(2026, 3, 31));
  EXPECT_EQ(fact->attestation->bytes[0], std::byte{7});
  EXPECT_EQ(*fact->isee, euro("9000.00"));
  EXPECT_EQ(fact->exact_unit_fee->num(), 17223);
  EXPECT_EQ(fact->exact_unit_fee->den(), 2449);
  EXPECT_EQ(fact->unit_fee_thousandths, 7030);
  EXPECT_EQ(fact->quantity_hundredths, 1750U);
  EXPECT_EQ(fact->amount, euro("123.03"));
  std::vector<FeeStepKind> kinds;
  for (const auto& step : fact->steps) kinds.push_back(step->kind);
  EXPECT_EQ(kinds, (std::vector<FeeStepKind>{FeeStepKind::regulation_chosen,
                                             FeeStepKind::attestation_chosen,
                                             FeeStepKind::segment_value, FeeStepKind::unit_rounded,
                                             FeeStepKind::quantity, FeeStepKind::amount_rounded}));
}

TEST(Determine, SharesOfPersonAndBodySumToTheCostOfThePeriod) {
  auto hours = month(2026, 3, 1750);
  EXPECT_FALSE(period_cost(hours, testing::dairago()));
  hours.charge.full_cost = euro("25.10");
  const auto fact = determine(hours, testing::dairago(), {filed(Date::of(2026, 2, 12), "9000")});
  EXPECT_EQ(period_cost(hours, testing::dairago()), euro("439.25"));
  EXPECT_EQ(fact->amount, euro("123.03"));
  EXPECT_EQ(*fact->body_share, euro("316.22"));
}

TEST(Determine, RecordsThatTheServiceIsNotAccessible) {
  auto regulation = with_segments({band("", "15000.00", "6")});
  regulation.access_limit = euro("15000.00");
  const auto fact =
      determine(month(2026, 3, 100), regulation, {filed(Date::of(2026, 2, 12), "15000.01")});
  EXPECT_EQ(fact->status, FeeStatus::not_accessible);
  EXPECT_EQ(fact->amount, Money());
  EXPECT_FALSE(fact->exact_unit_fee);
  EXPECT_EQ(*fact->isee, euro("15000.01"));
}

TEST(Determine, RefusesAPeriodOutsideTheVersion) {
  auto regulation = testing::dairago();
  regulation.valid_from = Date::of(2026, 3, 1);
  regulation.valid_to = Date::of(2026, 3, 31);
  EXPECT_EQ(amount(month(2026, 3, 100), regulation, {}), "11.00");
  EXPECT_EQ(amount(month(2026, 2, 100), regulation, {}), regulation_not_in_force);
  auto too_long = month(2026, 3, 100);
  too_long.period.to = Date::of(2026, 4, 1);
  EXPECT_EQ(amount(too_long, regulation, {}), period_spans_versions);
  auto reversed = month(2026, 3, 100);
  reversed.period.to = Date::of(2026, 2, 28);
  EXPECT_EQ(amount(reversed, regulation, {}), period_reversed);
}

TEST(Settlement, ReportsASumThatDoesNotFit) {
  const Money largest = Money::from_cents(std::numeric_limits<std::int64_t>::max());
  EXPECT_EQ(settlement({{Money(), largest}}), largest);
  EXPECT_FALSE(settlement({{Money(), largest}, {Money(), Money::from_cents(1)}}));
}

}  // namespace
}  // namespace telaio::domain::fees
