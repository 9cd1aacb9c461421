// SPDX-License-Identifier: EUPL-1.2
// Where a period is cut, and which version of a rule holds on which day.
#include "domain/fees/pieces.hpp"

#include <gtest/gtest.h>

#include "domain/fees/fees_refusals.hpp"
#include "tests/domain/fees/fixtures.hpp"

namespace telaio::domain::fees {
namespace {

using testing::dairago;
using testing::euro;

template <class Kind>
Kind id(unsigned char n) {
  Kind made;
  made.bytes[0] = std::byte{n};
  return made;
}

Attestation filed(unsigned char n, Date on, std::uint64_t order) {
  Attestation attestation;
  attestation.id = id<AttestationId>(n);
  attestation.kind = IseeKind::ordinario;
  attestation.isee = euro("9000.00");
  attestation.presented_on = on;
  attestation.filed_on = on;
  attestation.valid_from = on;
  attestation.valid_to = Date::of(2026, 12, 31);
  attestation.acquired_order = order;
  return attestation;
}

Published published(unsigned char n, Date from) {
  Published one;
  one.id = id<RegulationId>(n);
  one.rule = dairago();
  one.rule.valid_from = from;
  return one;
}

const Date january = Date::of(2026, 1, 1);
const Period year{january, Date::of(2026, 12, 31)};

std::vector<Version> one_version() {
  auto versions = chain_of(id<RegulationId>(1), {published(1, january)});
  versions[0].rule.decorrenza = DecorrenzaRule::next_month_after_protocol;
  return versions;
}

TEST(Chain, AVersionEndsTheDayBeforeTheOneThatReplacesIt) {
  auto second = published(2, Date::of(2026, 7, 1));
  second.replaces = id<RegulationId>(1);
  const auto chain = chain_of(id<RegulationId>(1), {published(1, january), second});
  ASSERT_EQ(chain.size(), 2U);
  EXPECT_EQ(chain[0].rule.valid_to, Date::of(2026, 6, 30));
  EXPECT_EQ(chain[1].rule.valid_to, std::nullopt);
  EXPECT_FALSE(chain[0].annulled);
}

TEST(Chain, FollowsReplacementsBothWaysAndLeavesStrangersOut) {
  auto second = published(2, Date::of(2026, 7, 1));
  second.replaces = id<RegulationId>(1);
  auto third = published(3, Date::of(2026, 10, 1));
  third.replaces = id<RegulationId>(2);
  const std::vector<Published> known = {published(1, january), second, third,
                                        published(9, january)};
  EXPECT_EQ(chain_of(id<RegulationId>(3), known).size(), 3U);
  EXPECT_EQ(chain_of(id<RegulationId>(9), known).size(), 1U);
  EXPECT_TRUE(chain_of(id<RegulationId>(8), known).empty());
}

TEST(Chain, OneAnnulledFromItsFirstDayReplacesNothing) {
  auto second = published(2, Date::of(2026, 7, 1));
  second.replaces = id<RegulationId>(1);
  second.withdrawal = Withdrawal{schema::WithdrawalKind::annulled, Date::of(2026, 7, 1)};
  auto chain = chain_of(id<RegulationId>(2), {published(1, january), second});
  EXPECT_TRUE(chain[0].annulled);
  EXPECT_EQ(chain[1].rule.valid_to, std::nullopt);
  // From a day later on it did hold, and what it replaced stays replaced.
  second.withdrawal->from = Date::of(2026, 7, 2);
  chain = chain_of(id<RegulationId>(2), {published(1, january), second});
  EXPECT_EQ(chain[0].rule.valid_to, Date::of(2026, 7, 1));
  EXPECT_EQ(chain[1].rule.valid_to, Date::of(2026, 6, 30));
}

TEST(Pieces, OfOneVersionAndNothingNewAreThePeriodItself) {
  const auto pieces =
      pieces_of({year, 1'000, 5}, one_version(), {filed(7, Date::of(2026, 5, 10), 4)});
  ASSERT_TRUE(pieces);
  const std::vector<Piece> whole = {{year, 0, 1'000}};
  EXPECT_EQ(*pieces, whole);
}

TEST(Pieces, AnIseeLearnedLaterCutsOnTheFirstDayItCounts) {
  const auto pieces =
      pieces_of({year, 36'500, 5}, one_version(), {filed(7, Date::of(2026, 5, 10), 5)});
  ASSERT_TRUE(pieces);
  const std::vector<Piece> two = {{{january, Date::of(2026, 5, 31)}, 0, 15'100},
                                  {{Date::of(2026, 6, 1), year.to}, 0, 21'400}};
  EXPECT_EQ(*pieces, two);
}

TEST(Pieces, WhereTheActDoesNotSayFromWhenANewIseeWaitsForTheNextPeriod) {
  auto versions = one_version();
  versions[0].rule.decorrenza = DecorrenzaRule::unknown;
  const auto pieces = pieces_of({year, 1'000, 5}, versions, {filed(7, Date::of(2026, 5, 10), 5)});
  EXPECT_EQ(pieces->size(), 1U);
}

TEST(Pieces, AnIseeThatIsNotChosenCutsNothing) {
  auto useless = filed(7, Date::of(2026, 5, 10), 5);
  useless.kind = IseeKind::inclusione_2026;
  EXPECT_EQ(pieces_of({year, 1'000, 0}, one_version(), {useless})->size(), 1U);
}

TEST(Pieces, ACorrenteThatLapsesGivesTheMonthAfterBackToTheOrdinary) {
  auto corrente = filed(8, Date::of(2026, 1, 10), 2);
  corrente.corrente = true;
  corrente.valid_to = Date::of(2026, 7, 10);
  const Period from_february{Date::of(2026, 2, 1), year.to};
  const auto pieces = pieces_of({from_february, 1'000, 9}, one_version(),
                                {filed(7, Date::of(2026, 1, 5), 1), corrente});
  ASSERT_TRUE(pieces);
  ASSERT_EQ(pieces->size(), 2U);
  EXPECT_EQ(pieces->at(1).period.from, Date::of(2026, 8, 1));
}

TEST(Pieces, ProRataCutsOnTheDayItself) {
  auto versions = one_version();
  versions[0].rule.decorrenza = DecorrenzaRule::filing_date_pro_rata;
  const auto pieces = pieces_of({year, 1'000, 99}, versions, {filed(7, Date::of(2026, 5, 10), 1)});
  ASSERT_EQ(pieces->size(), 2U);
  EXPECT_EQ(pieces->at(1).period.from, Date::of(2026, 5, 10));
}

TEST(Pieces, WithASnapshotCutTheMonthAfter) {
  auto versions = one_version();
  versions[0].rule.decorrenza = DecorrenzaRule::month_end_snapshot;
  const auto pieces = pieces_of({year, 1'000, 0}, versions, {filed(7, Date::of(2026, 5, 1), 1)});
  ASSERT_EQ(pieces->size(), 2U);
  EXPECT_EQ(pieces->at(1).period.from, Date::of(2026, 6, 1));
}

TEST(Pieces, ADayWithoutAVersionIsRefusedByName) {
  auto versions = one_version();
  versions[0].rule.valid_to = Date::of(2026, 12, 30);
  auto refused = pieces_of({year, 1'000, 0}, versions, {});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, regulation_not_in_force);
  EXPECT_EQ(refused.error().values.front().text, "31/12/2026");
  EXPECT_EQ(pieces_of({{year.to, january}, 1, 0}, one_version(), {}).error().code, period_reversed);
}

TEST(Pieces, SharesSumToTheWholeAndTheLastTakesTheRest) {
  const std::vector<Piece> thirds = {{{Date::of(2026, 4, 1), Date::of(2026, 4, 10)}, 0, 0},
                                     {{Date::of(2026, 4, 11), Date::of(2026, 4, 20)}, 0, 0},
                                     {{Date::of(2026, 4, 21), Date::of(2026, 4, 30)}, 0, 0}};
  const std::vector<std::int64_t> shares = {3'333, 3'333, 3'334};
  EXPECT_EQ(share_by_days(10'000, thirds), shares);
  EXPECT_TRUE(share_by_days(10'000, {}).empty());
}

}  // namespace
}  // namespace telaio::domain::fees
