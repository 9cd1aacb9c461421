// SPDX-License-Identifier: EUPL-1.2
#include "domain/household/household.hpp"

#include "base/limits.hpp"
#include "domain/household/household_refusals.hpp"
#include "tests/domain/fixtures.hpp"

namespace telaio::domain {
namespace {

using namespace telaio::testing;
using schema::HouseholdKind;
using schema::MembershipChange;
using schema::MembershipReason;

const HouseholdContext context{today, codes};
const Date composed_on = Date::of(2026, 1, 10);
const Date in_february = Date::of(2026, 2, 1);

const auto anna = id<PersonId>(1);
const auto bruno = id<PersonId>(2);
const auto carla = id<PersonId>(3);

ComposeHousehold couple(HouseholdKind kind = HouseholdKind::registry) {
  ComposeHousehold command;
  command.household = id<HouseholdId>(9);
  command.kind = kind;
  command.members = {{anna, 1}, {bruno, 2}};
  command.reference_date = composed_on;
  return command;
}

Household composed() {
  return after(Household{}, couple(), context);
}

ChangeMembership joins(const PersonId& person, Date on) {
  return {id<HouseholdId>(9),
          HouseholdKind::registry,
          person,
          MembershipChange::joined,
          on,
          MembershipReason::birth,
          3};
}

ChangeMembership leaves(const PersonId& person, Date on) {
  return {id<HouseholdId>(9),
          HouseholdKind::registry,
          person,
          MembershipChange::left,
          on,
          MembershipReason::moved_out,
          0};
}

std::vector<PersonId> persons_on(const Household& household, Date on,
                                 HouseholdKind kind = HouseholdKind::registry) {
  std::vector<PersonId> persons;
  for (const auto& each : members_on(household, kind, on)) persons.push_back(each.person);
  return persons;
}

TEST(ComposeHousehold, SaysWhoLivesTogetherFromTheReferenceDateOn) {
  EXPECT_EQ(persons_on(composed(), composed_on), (std::vector{anna, bruno}));
  EXPECT_TRUE(persons_on(composed(), composed_on.plus_days(-1)).empty());
}

TEST(ComposeHousehold, KeepsTheThreeMeaningsApart) {
  auto alone = couple(HouseholdKind::de_facto);
  alone.members = {{anna, 23}};
  const Household household = after(composed(), alone, context);
  EXPECT_EQ(persons_on(household, today), (std::vector{anna, bruno}));
  EXPECT_EQ(persons_on(household, today, HouseholdKind::de_facto), (std::vector{anna}));
  EXPECT_TRUE(persons_on(household, today, HouseholdKind::isee).empty());
}

TEST(ComposeHousehold, AgainLaterEndsWhoIsNoLongerNamedAndKeepsTheFirstDayOfWhoIs) {
  auto later = couple();
  later.members = {{anna, 1}, {carla, 3}};
  later.reference_date = in_february;
  const Household household = after(composed(), later, context);
  EXPECT_EQ(persons_on(household, in_february.plus_days(-1)), (std::vector{anna, bruno}));
  const auto now = members_on(household, HouseholdKind::registry, in_february);
  ASSERT_EQ(now.size(), 2U);
  EXPECT_EQ(now[0], (Household::Membership{anna, 1, {composed_on, std::nullopt}}));
  EXPECT_EQ(now[1], (Household::Membership{carla, 3, {in_february, std::nullopt}}));
}

TEST(ComposeHousehold, TheSameOfTheSameDayIsAlreadyDoneAlsoAfterLaterChanges) {
  expect_already_done(decide(composed(), couple(), context));
  const Household changed = after(composed(), leaves(bruno, in_february), context);
  expect_already_done(decide(changed, couple(), context));
}

TEST(ComposeHousehold, AnotherOfTheSameDayIsRefused) {
  auto other = couple();
  other.members = {{anna, 1}};
  expect_refused(decide(composed(), other, context), refusals::household_composed_differently);
}

TEST(ComposeHousehold, MayFallOnTheDayOfTheLastChangeButNotBefore) {
  const Household changed = after(composed(), leaves(bruno, in_february), context);
  auto later = couple();
  later.reference_date = in_february;
  expect_accepted(decide(changed, later, context));
  later.reference_date = in_february.plus_days(-1);
  expect_refused(decide(changed, later, context), refusals::household_before_last);
}

TEST(ComposeHousehold, OfTheRegistryHasExactlyOneHolder) {
  auto none = couple();
  none.members = {{anna, 2}, {bruno, 3}};
  expect_refused(decide(Household{}, none, context), refusals::household_holder_not_one);
  auto two = couple();
  two.members = {{anna, 1}, {bruno, 1}};
  expect_refused(decide(Household{}, two, context), refusals::household_holder_not_one);
  two.kind = HouseholdKind::de_facto;
  expect_accepted(decide(Household{}, two, context));
}

TEST(ComposeHousehold, NamesSomebodyAndEachOfThemOnce) {
  auto command = couple();
  command.members.clear();
  expect_refused(decide(Household{}, command, context), refusals::household_no_member);
  command.members = {{anna, 1}, {anna, 2}};
  expect_refused(decide(Household{}, command, context), refusals::household_member_twice);
}

TEST(ComposeHousehold, AcceptsRelationsOfTheListOnly) {
  auto command = couple(HouseholdKind::isee);
  command.members = {{anna, relation_max}};
  expect_accepted(decide(Household{}, command, context));
  command.members = {{anna, static_cast<std::uint16_t>(relation_max + 1)}};
  expect_refused(decide(Household{}, command, context), refusals::household_relation_malformed);
  command.members = {{anna, 0}};
  expect_refused(decide(Household{}, command, context), refusals::household_relation_malformed);
}

TEST(ComposeHousehold, AcceptsTheLargestHouseholdAndRefusesOneMore) {
  auto command = couple(HouseholdKind::de_facto);
  command.members.clear();
  for (std::size_t i = 0; i < limits::household_members_max; ++i) {
    command.members.push_back({id<PersonId>(static_cast<unsigned char>(i + 1)), 25});
  }
  expect_accepted(decide(Household{}, command, context));
  command.members.push_back({id<PersonId>(200), 25});
  expect_refused(decide(Household{}, command, context), refusals::household_too_many_members);
}

TEST(ComposeHousehold, MayBeTodayButNotTomorrowAndHasAKind) {
  auto command = couple();
  command.reference_date = today;
  expect_accepted(decide(Household{}, command, context));
  command.reference_date = tomorrow;
  expect_refused(decide(Household{}, command, context), refusals::household_date_in_future);
  expect_refused(decide(Household{}, couple(HouseholdKind::unknown), context),
                 refusals::household_kind_missing);
}

TEST(ChangeMembership, WhoJoinsBelongsFromThatDayOn) {
  const Household household = after(composed(), joins(carla, in_february), context);
  EXPECT_EQ(persons_on(household, in_february.plus_days(-1)), (std::vector{anna, bruno}));
  EXPECT_EQ(persons_on(household, in_february), (std::vector{anna, bruno, carla}));
}

TEST(ChangeMembership, WhoLeftIsOutsideFromThatDayOnAndMayComeBack) {
  const Household left = after(composed(), leaves(bruno, in_february), context);
  EXPECT_EQ(persons_on(left, in_february.plus_days(-1)), (std::vector{anna, bruno}));
  EXPECT_EQ(persons_on(left, in_february), (std::vector{anna}));
  auto back = joins(bruno, in_february);
  back.relation = 2;
  expect_accepted(decide(left, back, context));
  back.on = in_february.plus_days(-1);
  expect_refused(decide(left, back, context), refusals::household_already_member);
}

TEST(ChangeMembership, TheSameAgainIsAlreadyDone) {
  const Household joined = after(composed(), joins(carla, in_february), context);
  expect_already_done(decide(joined, joins(carla, in_february), context));
  const Household left = after(composed(), leaves(bruno, in_february), context);
  expect_already_done(decide(left, leaves(bruno, in_february), context));
}

TEST(ChangeMembership, RefusesWhoIsInToJoinAndWhoIsOutToLeave) {
  expect_refused(decide(composed(), joins(bruno, in_february), context),
                 refusals::household_already_member);
  expect_refused(decide(composed(), leaves(carla, in_february), context),
                 refusals::household_not_member);
}

TEST(ChangeMembership, NobodyLeavesOnTheDayOfJoining) {
  expect_refused(decide(composed(), leaves(bruno, composed_on), context),
                 refusals::household_not_member);
  expect_accepted(decide(composed(), leaves(bruno, composed_on.plus_days(1)), context));
}

TEST(ChangeMembership, RefusesASecondHolderUntilTheFirstLeft) {
  auto second = joins(carla, in_february);
  second.relation = relation_holder;
  expect_refused(decide(composed(), second, context), refusals::household_holder_not_one);
  const Household without = after(composed(), leaves(anna, in_february), context);
  expect_accepted(decide(without, second, context));
}

TEST(ChangeMembership, RefusesARelationOutsideTheListAndAOneMoreThanTheLimit) {
  auto command = joins(carla, in_february);
  command.relation = 0;
  expect_refused(decide(composed(), command, context), refusals::household_relation_malformed);
  auto full = couple();
  for (std::size_t i = 3; i <= limits::household_members_max; ++i) {
    full.members.push_back({id<PersonId>(static_cast<unsigned char>(i + 10)), 3});
  }
  const Household household = after(Household{}, full, context);
  expect_refused(decide(household, joins(carla, in_february), context),
                 refusals::household_too_many_members);
  const Household one_less = after(household, leaves(bruno, in_february), context);
  expect_accepted(decide(one_less, joins(carla, in_february), context));
}

TEST(ChangeMembership, IsRefusedForTheIseeHouseholdWhichIsFrozen) {
  const Household household = after(Household{}, couple(HouseholdKind::isee), context);
  auto command = joins(carla, in_february);
  command.kind = HouseholdKind::isee;
  expect_refused(decide(household, command, context), refusals::household_isee_frozen);
}

TEST(ChangeMembership, IsNotBeforeTheCompositionNorTomorrow) {
  expect_accepted(decide(composed(), joins(carla, composed_on), context));
  expect_refused(decide(composed(), joins(carla, composed_on.plus_days(-1)), context),
                 refusals::household_before_last);
  expect_accepted(decide(composed(), joins(carla, today), context));
  expect_refused(decide(composed(), joins(carla, tomorrow), context),
                 refusals::household_date_in_future);
}

TEST(ChangeMembership, NeedsAHouseholdOfThatKindAChangeAndAReason) {
  expect_refused(decide(Household{}, joins(carla, in_february), context),
                 refusals::household_not_composed);
  auto command = joins(carla, in_february);
  command.change = MembershipChange::unknown;
  expect_refused(decide(composed(), command, context), refusals::household_change_missing);
  command = joins(carla, in_february);
  command.reason = MembershipReason::unknown;
  expect_refused(decide(composed(), command, context), refusals::household_change_missing);
  command = joins(carla, in_february);
  command.kind = HouseholdKind::unknown;
  expect_refused(decide(composed(), command, context), refusals::household_kind_missing);
}

}  // namespace
}  // namespace telaio::domain
