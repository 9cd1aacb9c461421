// SPDX-License-Identifier: EUPL-1.2
// A draft tried on real fees: every person is in exactly one group, money adds up to the cent, and
// no count gives away a handful of people.
#include "domain/fees/trial.hpp"

#include <gtest/gtest.h>

#include "domain/fees/fees_refusals.hpp"
#include "domain/fees/small_cells.hpp"
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
  for (const TrialCell& decile : trial.by_decile) EXPECT_EQ(decile.count(), 2U);
  EXPECT_EQ(trial.without_isee.count(), 1U);
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

TEST(SmallCells, HideFromOneToFourAndNotZeroNorFive) {
  const auto hidden = hidden_cells({{0, 5, 4}, {9, 9, 9}, {7, 8, 1}});
  EXPECT_FALSE(hidden[0][0]);
  EXPECT_TRUE(hidden[0][2]);
  EXPECT_TRUE(hidden[2][2]);
}

TEST(SmallCells, HideASecondOneSoThatNoTotalGivesTheFirstAway) {
  const auto hidden = hidden_cells({{3, 20, 30}, {40, 50, 60}});
  EXPECT_EQ(hidden, (HiddenTable{{true, true, false}, {true, true, false}}));
}

TEST(SmallCells, ATableWithoutSmallCountsIsShownWhole) {
  EXPECT_EQ(hidden_cells({{0, 5}, {5, 0}}), (HiddenTable{{false, false}, {false, false}}));
  EXPECT_TRUE(hidden_cells({}).empty());
}

TEST(SmallCells, ALoneCountStaysAlone) {
  EXPECT_EQ(hidden_cells({{0, 3}, {0, 0}}), (HiddenTable{{false, true}, {false, false}}));
}

}  // namespace
}  // namespace telaio::domain::fees
