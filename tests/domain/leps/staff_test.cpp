// SPDX-License-Identifier: EUPL-1.2
#include "domain/leps/staff.hpp"

#include "tests/domain/leps/support.hpp"

namespace telaio::domain::leps {
namespace {

using testing::day;
using testing::World;

Staff of_2025(const World& world) {
  return social_workers(world.ambito.contracts, day("2025-01-01"), day("2025-12-31"));
}

TEST(LepsStaff, CountsOpenEndedWorkersOfPublicBodiesOnly) {
  using schema::EmployerKind;
  for (const auto& [employer, counts] :
       {std::pair{EmployerKind::comune, true}, std::pair{EmployerKind::association, true},
        std::pair{EmployerKind::instrumental_body, true},
        std::pair{EmployerKind::delegated_health_agency, true},
        std::pair{EmployerKind::third_sector, false}, std::pair{EmployerKind::unknown, false}}) {
    World world;
    world.worker(1, 100).employer = employer;
    EXPECT_EQ(counts_for_lep(world.ambito.contracts[0]), counts) << static_cast<int>(employer);
  }
}

TEST(LepsStaff, ExcludesAndListsFixedTermContractorsAndOtherWork) {
  World world;
  world.worker(1, 100).kind = schema::ContractKind::fixed_term;
  world.worker(2, 100).kind = schema::ContractKind::contractor;
  world.worker(3, 100).field_or_planning = false;
  const Staff staff = of_2025(world);
  EXPECT_TRUE(staff.fte_hundredths.is_zero());
  EXPECT_EQ(staff.excluded_events.size(), 3U);
}

TEST(LepsStaff, OtherProfessionsAreNeitherCountedNorListed) {
  World world;
  world.worker(1, 100).profession = schema::Profession::psychologist;
  const Staff staff = of_2025(world);
  EXPECT_TRUE(staff.counted_events.empty());
  EXPECT_TRUE(staff.excluded_events.empty());
}

TEST(LepsStaff, WeighsAContractByItsDaysInTheWindow) {
  World world;
  world.worker(1, 100, "2025-12-31");
  EXPECT_EQ(exact(of_2025(world).fte_hundredths), "20/73");  // 1 day of 365, of one FTE.
  World whole;
  whole.worker(1, 100, "2025-01-01");
  EXPECT_EQ(of_2025(whole).fte_hundredths, Fraction(100));
  World after;
  after.worker(1, 100, "2026-01-01");
  EXPECT_TRUE(of_2025(after).counted_events.empty());
}

TEST(LepsStaff, CountsTheLastDayOfAContract) {
  World world;
  world.worker(1, 365).to = day("2025-01-01");
  EXPECT_EQ(of_2025(world).fte_hundredths, Fraction(1));
  World before;
  before.worker(1, 365).to = day("2024-12-31");
  EXPECT_TRUE(of_2025(before).counted_events.empty());
}

TEST(LepsStaff, ALaterStateReplacesTheContractFromItsOwnDay) {
  World world;
  world.worker(1, 100);
  world.worker(1, 50, "2025-07-02");  // 182 days at 100, 183 at 50.
  EXPECT_EQ(exact(of_2025(world).fte_hundredths), exact(Fraction::of(182 * 100 + 183 * 50, 365)));
  EXPECT_EQ(of_2025(world).counted_events.size(), 2U);
}

TEST(LepsStaff, AStateRecordedLaterForAnEarlierDayReplacesWhatFollowsIt) {
  World world;
  world.worker(1, 100);
  world.worker(1, 50, "2025-07-02");
  world.worker(1, 80, "2025-01-01");
  EXPECT_EQ(of_2025(world).fte_hundredths, Fraction(80));
}

TEST(LepsStaff, ZeroHoursStandBehindNoNumber) {
  World world;
  world.worker(1, 0);
  EXPECT_TRUE(of_2025(world).counted_events.empty());
}

}  // namespace
}  // namespace telaio::domain::leps
