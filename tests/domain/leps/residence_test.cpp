// SPDX-License-Identifier: EUPL-1.2
#include "domain/leps/residence.hpp"

#include "tests/domain/leps/support.hpp"

namespace telaio::domain::leps {
namespace {

using testing::comune_a;
using testing::comune_b;
using testing::day;
using testing::id;

const PersonId anna = id<PersonId>(1);
const PersonId bruno = id<PersonId>(2);

HolderFact composed(Position at, std::string_view from, schema::HouseholdKind kind,
                    std::optional<PersonId> holder) {
  return {{at, day(from)}, day(from), kind, holder, {}};
}

TEST(LepsHolder, IsTheOneOfTheLatestCompositionUntilLeaving) {
  using Kind = schema::HouseholdKind;
  const std::vector<HolderFact> facts = {
      composed(0, "2024-01-01", Kind::registry, anna),
      {{1, day("2025-03-01")}, day("2025-03-01"), Kind::unknown, {}, anna},
      {{2, day("2025-05-01")}, day("2025-05-01"), Kind::unknown, bruno, {}}};
  EXPECT_EQ(holder_on(facts, day("2023-12-31")), std::nullopt);
  EXPECT_EQ(holder_on(facts, day("2025-02-28")), anna);
  EXPECT_EQ(holder_on(facts, day("2025-03-01")), std::nullopt);
  EXPECT_EQ(holder_on(facts, day("2025-05-01")), bruno);
}

TEST(LepsHolder, SomebodyElseLeavingChangesNothing) {
  const std::vector<HolderFact> facts = {
      composed(0, "2024-01-01", schema::HouseholdKind::registry, anna),
      {{1, day("2025-03-01")}, day("2025-03-01"), schema::HouseholdKind::unknown, {}, bruno}};
  EXPECT_EQ(holder_on(facts, day("2025-03-01")), anna);
}

TEST(LepsHolder, ARegistryHouseholdIsNotMergedWithTheIseeOne) {
  const std::vector<HolderFact> facts = {
      composed(0, "2024-01-01", schema::HouseholdKind::registry, anna),
      composed(1, "2024-06-01", schema::HouseholdKind::isee, bruno)};
  EXPECT_EQ(holder_on(facts, day("2024-06-01")), anna);
  EXPECT_EQ(holder_on(std::span(facts).subspan(1), day("2024-06-01")), bruno);
}

TEST(LepsMoves, AreThoseOfWhoeverIsHolderThatDay) {
  const std::vector<HolderFact> facts = {
      composed(0, "2024-01-01", schema::HouseholdKind::registry, anna)};
  const std::vector<Residence> residences = {
      {{5, day("2025-02-01")}, anna, day("2025-02-01"), comune_b},
      {{3, day("2023-12-31")}, anna, day("2023-12-31"), comune_a},
      {{4, day("2025-02-01")}, bruno, day("2025-02-01"), comune_b}};
  EXPECT_THAT(moves_of(facts, residences),
              ::testing::ElementsAre(Move{{5, day("2025-02-01")}, day("2025-02-01"), comune_b}));
}

}  // namespace
}  // namespace telaio::domain::leps
