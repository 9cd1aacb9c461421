// SPDX-License-Identifier: EUPL-1.2
#include "projections/people/people.hpp"

#include <gtest/gtest.h>

#include "projections/people/people_query.hpp"
#include "tests/projections/support/story.hpp"

namespace telaio::projections::people {
namespace {

using testing::Fold;
using testing::id;
using testing::Story;
using testing::Told;

const PersonId anna = id<PersonId>(1);
const PersonId bruno = id<PersonId>(2);
const PersonId carla = id<PersonId>(3);
const HouseholdId verdi = id<HouseholdId>(1);
const Date june_1 = Date::of(2026, 6, 1);
const Date june_10 = Date::of(2026, 6, 10);
const Date june_30 = Date::of(2026, 6, 30);

view::SearchToken token(std::uint8_t n) {
  view::SearchToken made{};
  made[15] = static_cast<std::byte>(n);
  return made;
}

class PeopleTest : public ::testing::Test {
 protected:
  Told registered(const PersonId& person, std::vector<view::SearchToken> words = {},
                  std::optional<Date> birth = std::nullopt) {
    schema::PersonRegisteredT fact;
    fact.person = person;
    const Told told = story.tell(fact, june_1, {{}, {person}, {}, {}});
    story.derive(told, {person, std::move(words), birth});
    return told;
  }
  Told moved(const PersonId& person, Code comune, Date from,
             schema::AddressKind kind = schema::AddressKind::residence) {
    schema::ResidenceChangedT fact;
    fact.person = person;
    fact.comune = comune;
    fact.from = from;
    fact.kind = kind;
    return story.tell(fact, from);
  }
  Told composed(std::vector<std::pair<PersonId, std::uint16_t>> members, Date on) {
    schema::HouseholdComposedT fact;
    fact.household = verdi;
    fact.kind = schema::HouseholdKind::registry;
    fact.reference_date = on;
    for (const auto& [person, relation] : members) {
      fact.members.emplace_back(flatbuffers::Pack(person), relation);
    }
    return story.tell(fact, on);
  }
  Told changed(const PersonId& person, schema::MembershipChange change, Date on) {
    schema::HouseholdMembershipChangedT fact;
    fact.household = verdi;
    fact.person = person;
    fact.change = change;
    fact.on = on;
    fact.relation = 3;
    return story.tell(fact, on);
  }
  Told taken(const CaseId& case_file, Code number, std::vector<PersonId> subjects) {
    schema::TakenInChargeT fact;
    fact.case_file = case_file;
    fact.number = number;
    fact.subjects = std::move(subjects);
    fact.household = std::make_unique<HouseholdId>(verdi);
    fact.on = june_10;
    return story.tell(fact, june_10);
  }
  const view::ReadRows& rows() {
    fold = std::make_unique<Fold>(story.events(), people, &story.derived_values());
    fold->advance_to(story.size() - 1);
    return fold->rows();
  }
  std::vector<PersonId> members(Date on) {
    std::vector<PersonId> found;
    const auto household = household_on(rows(), verdi, on);
    for (const Member& one : household->members) found.push_back(one.person);
    return found;
  }
  std::vector<PersonId> found(const std::vector<view::SearchToken>& words) {
    return search(rows(), words, 10).persons;
  }

  Story story;
  People people;
  std::unique_ptr<Fold> fold;
};

TEST_F(PeopleTest, KnowsTheIdentityEventAndTheSealedPartsToOpen) {
  registered(bruno);
  const Told told = registered(anna, {}, Date::of(1980, 2, 3));
  const auto person = person_on(rows(), anna, june_1);
  ASSERT_TRUE(person.has_value());
  EXPECT_EQ(person->registered, told.position);
  const PartRef part{told.position, 0, anna, schema::VisibilityClass::p1};
  EXPECT_EQ(person->identity, std::vector{part});
  EXPECT_EQ(person->birth, Date::of(1980, 2, 3));
  EXPECT_FALSE(person_on(rows(), carla, june_1).has_value());
}

TEST_F(PeopleTest, ResidenceIsTheLastOneFromTheDateOrBefore) {
  registered(anna);
  moved(anna, Code("015146"), june_10);
  moved(anna, Code("015002"), june_30);
  moved(anna, Code("015009"), june_10, schema::AddressKind::domicile);
  const auto comune = [&](Date on) {
    const auto person = person_on(rows(), anna, on);
    return person->residence ? person->residence->comune : Code();
  };
  EXPECT_EQ(comune(june_10.plus_days(-1)), Code());
  EXPECT_EQ(comune(june_10), Code("015146"));
  EXPECT_EQ(comune(june_30.plus_days(-1)), Code("015146"));
  EXPECT_EQ(comune(june_30), Code("015002"));
  EXPECT_EQ(person_on(rows(), anna, june_30)->domicile->comune, Code("015009"));
}

TEST_F(PeopleTest, AVoidedMoveLeavesThePreviousResidence) {
  registered(anna);
  moved(anna, Code("015146"), june_1);
  const Told wrong = moved(anna, Code("015002"), june_10);
  story.make_void(wrong);
  EXPECT_EQ(person_on(rows(), anna, june_30)->residence->comune, Code("015146"));
}

TEST_F(PeopleTest, AMoveWithACorrectedDateCountsFromTheNewDate) {
  registered(anna);
  const Told late = moved(anna, Code("015146"), june_10);
  story.correct_date(late, june_1);
  const auto residence = person_on(rows(), anna, june_1)->residence;
  ASSERT_TRUE(residence.has_value());
  EXPECT_EQ(residence->from, june_1);
  EXPECT_EQ(residence->position, late.position);
}

TEST_F(PeopleTest, AnIdentifierIsValidUpToItsLastDay) {
  registered(anna);
  schema::PersonIdentifierAssignedT fact;
  fact.person = anna;
  fact.system = schema::IdentifierSystem::stp;
  fact.valid_from = june_1;
  fact.valid_to = std::make_unique<Date>(june_10);
  story.tell(fact, june_1);
  const auto count = [&](Date on) { return person_on(rows(), anna, on)->identifiers.size(); };
  EXPECT_EQ(count(june_1.plus_days(-1)), 0U);
  EXPECT_EQ(count(june_1), 1U);
  EXPECT_EQ(count(june_10), 1U);
  EXPECT_EQ(count(june_10.plus_days(1)), 0U);
}

TEST_F(PeopleTest, SearchFindsThoseWhoHaveEveryToken) {
  registered(anna, {token(1), token(2)});
  registered(bruno, {token(2), token(3)});
  registered(carla, {token(1), token(2), token(3)});
  EXPECT_EQ(found({token(2)}), (std::vector{anna, bruno, carla}));
  EXPECT_EQ(found({token(1), token(2)}), (std::vector{anna, carla}));
  EXPECT_EQ(found({token(3), token(1)}), std::vector{carla});
  EXPECT_TRUE(found({token(1), token(9)}).empty());
  EXPECT_TRUE(found({}).empty());
}

TEST_F(PeopleTest, SearchSaysWhenThereAreMoreThanTheLimit) {
  for (const PersonId& person : {anna, bruno, carla}) registered(person, {token(1)});
  const auto three = search(rows(), {token(1)}, 3);
  EXPECT_EQ(three.persons.size(), 3U);
  EXPECT_FALSE(three.more);
  const auto two = search(rows(), {token(1)}, 2);
  EXPECT_EQ(two.persons, (std::vector{anna, bruno}));
  EXPECT_TRUE(two.more);
}

TEST_F(PeopleTest, SearchFindsAPersonOnceAlsoWithTwoIdentityEvents) {
  registered(anna, {token(1)});
  registered(anna, {token(1)});
  EXPECT_EQ(found({token(1)}), std::vector{anna});
}

TEST_F(PeopleTest, ARegistrationThatWasVoidedIsNotFound) {
  const Told wrong = registered(anna, {token(1)}, june_1);
  story.make_void(wrong);
  EXPECT_TRUE(found({token(1)}).empty());
  EXPECT_FALSE(person_on(rows(), anna, june_30).has_value());
}

TEST_F(PeopleTest, AHouseholdChangesOnTheFirstDayOfTheNewState) {
  composed({{anna, 1}, {bruno, 2}}, june_1);
  changed(carla, schema::MembershipChange::joined, june_10);
  changed(bruno, schema::MembershipChange::left, june_30);
  EXPECT_TRUE(members(june_1.plus_days(-1)).empty());
  EXPECT_EQ(members(june_1), (std::vector{anna, bruno}));
  EXPECT_EQ(members(june_10.plus_days(-1)), (std::vector{anna, bruno}));
  EXPECT_EQ(members(june_10), (std::vector{anna, bruno, carla}));
  EXPECT_EQ(members(june_30.plus_days(-1)), (std::vector{anna, bruno, carla}));
  EXPECT_EQ(members(june_30), (std::vector{anna, carla}));
  const auto household = household_on(rows(), verdi, june_10);
  EXPECT_EQ(household->kind, schema::HouseholdKind::registry);
  EXPECT_EQ(household->change_dates, (std::vector{june_1, june_10, june_30}));
  EXPECT_EQ(household->positions, (std::vector<Position>{0, 1}));
  EXPECT_EQ(household->members[2].since, june_10);
  EXPECT_EQ(household->members[2].relation, 3);
}

TEST_F(PeopleTest, ANewCompositionKeepsSinceWhenOfThoseWhoWereThere) {
  composed({{anna, 1}, {bruno, 2}}, june_1);
  composed({{bruno, 1}, {carla, 3}}, june_10);
  const auto household = household_on(rows(), verdi, june_30);
  ASSERT_EQ(household->members.size(), 2U);
  EXPECT_EQ(household->members[0], (Member{bruno, 1, june_1, 1}));
  EXPECT_EQ(household->members[1], (Member{carla, 3, june_10, 1}));
}

TEST_F(PeopleTest, APersonsHouseholdsAreThoseOfTheDate) {
  registered(bruno);
  composed({{anna, 1}, {bruno, 2}}, june_1);
  changed(bruno, schema::MembershipChange::left, june_10);
  EXPECT_EQ(person_on(rows(), bruno, june_1)->households, std::vector{verdi});
  EXPECT_TRUE(person_on(rows(), bruno, june_10)->households.empty());
}

TEST_F(PeopleTest, CasesAreFoundByPersonNumberAndHousehold) {
  registered(anna);
  const CaseId first = id<CaseId>(1);
  const CaseId second = id<CaseId>(2);
  const Told told = taken(first, Code("2026-0001"), {anna, bruno});
  taken(second, Code("2026-0002"), {bruno});
  const CaseOfPerson expected{first, Code("2026-0001"), june_10, told.position};
  EXPECT_EQ(person_on(rows(), anna, june_10)->cases, std::vector{expected});
  EXPECT_EQ(cases_with_number(rows(), Code("2026-0002")), std::vector{second});
  EXPECT_TRUE(cases_with_number(rows(), Code("2026-000")).empty());
  EXPECT_EQ(cases_of_household(rows(), verdi), (std::vector{first, second}));
}

TEST_F(PeopleTest, EveryPositionAndDateEqualsAFoldOfThePrefix) {
  std::mt19937_64 random(testing::test_seed());
  tell_random(story, random, 1'500);
  testing::same_as_a_fold_of_the_prefix(
      story, people, random, [](const view::ReadRows& all, Date on) {
        std::tuple<std::vector<std::optional<Person>>, std::vector<std::optional<Household>>,
                   std::vector<Found>, std::vector<std::vector<CaseId>>>
            answer;
        for (std::uint64_t n = 1; n <= testing::random_persons; ++n) {
          std::get<0>(answer).push_back(person_on(all, id<PersonId>(n), on));
        }
        for (std::uint64_t n = 1; n <= testing::random_households; ++n) {
          std::get<1>(answer).push_back(household_on(all, id<HouseholdId>(n), on));
          std::get<3>(answer).push_back(cases_of_household(all, id<HouseholdId>(n)));
        }
        for (std::uint8_t n = 0; n < 10; ++n) {
          view::SearchToken one{};
          one[0] = static_cast<std::byte>(n);
          one[15] = std::byte{0x70};
          view::SearchToken other = one;
          other[0] = std::byte{5};
          std::get<2>(answer).push_back(search(all, {one}, 3));
          std::get<2>(answer).push_back(search(all, {one, other}, 3));
        }
        std::get<3>(answer).push_back(cases_with_number(all, Code("2025-0001")));
        return answer;
      });
}

}  // namespace
}  // namespace telaio::projections::people
