// SPDX-License-Identifier: EUPL-1.2
#include "projections/caseload/caseload.hpp"

#include <gtest/gtest.h>

#include "projections/caseload/caseload_query.hpp"
#include "tests/projections/support/story.hpp"

namespace telaio::projections::caseload {
namespace {

using testing::Fold;
using testing::id;
using testing::Story;
using testing::Told;

const CaseId first = id<CaseId>(1);
const CaseId second = id<CaseId>(2);
const CaseId third = id<CaseId>(3);
const OperatorId livia = id<OperatorId>(1);
const OperatorId marco = id<OperatorId>(2);
const PersonId anna = id<PersonId>(1);
const PersonId bruno = id<PersonId>(2);
const Code north("north");
const Code south("south");
const Code cinisello("015077");
const Code sesto("015209");
const Code minors("minors");
const Date june_1 = Date::of(2026, 6, 1);
const Date june_10 = Date::of(2026, 6, 10);
const Date june_30 = Date::of(2026, 6, 30);

class CaseloadTest : public ::testing::Test {
 protected:
  Told taken(const CaseId& case_file, Date on, Code comune = cinisello,
             std::vector<PersonId> subjects = {anna}) {
    schema::TakenInChargeT fact;
    fact.case_file = case_file;
    fact.number = Code("2026-0001");
    fact.subjects = std::move(subjects);
    fact.area = minors;
    fact.competent_comune = comune;
    fact.on = on;
    return story.tell(fact, on);
  }
  Told assigned(const CaseId& case_file, const OperatorId& manager, Code unit, Date from) {
    schema::CaseManagerAssignedT fact;
    fact.case_file = case_file;
    fact.case_manager = manager;
    fact.unit = unit;
    fact.from = from;
    return story.tell(fact, from);
  }
  Told closing(const CaseId& case_file, Date on) {
    schema::CaseClosedT fact;
    fact.case_file = case_file;
    fact.reason = Code("goals");
    fact.on = on;
    return story.tell(fact, on);
  }
  const view::ReadRows& rows() {
    fold = std::make_unique<Fold>(story.events(), projection, nullptr);
    fold->advance_to(story.size() - 1);
    return fold->rows();
  }
  std::size_t open_on(Date on, const Filter& filter = {}) {
    return board(rows(), on, filter).open.size();
  }
  std::vector<CaseId> cases_of(const OperatorId& manager, Date on) {
    for (const Number& number : board(rows(), on, {}).by_manager) {
      if (number.manager == manager) return number.cases;
    }
    return {};
  }

  Story story;
  Caseload projection;
  std::unique_ptr<Fold> fold;
};

TEST_F(CaseloadTest, ACaseIsOpenFromItsFirstDayUpToTheDayBeforeItsClosing) {
  taken(first, june_1);
  closing(first, june_30);
  EXPECT_EQ(open_on(june_1.plus_days(-1)), 0U);
  EXPECT_EQ(open_on(june_1), 1U);
  EXPECT_EQ(open_on(june_30.plus_days(-1)), 1U);
  EXPECT_EQ(open_on(june_30), 0U);
  const auto state = case_on(rows(), first, june_30);
  EXPECT_EQ(state->closed_on, june_30);
  EXPECT_EQ(state->closing_reason, Code("goals"));
  EXPECT_EQ(state->positions(), (std::vector<Position>{0, 1}));
}

TEST_F(CaseloadTest, ACaseBelongsToTheLastCaseManagerAssigned) {
  taken(first, june_1);
  const Told to_livia = assigned(first, livia, north, june_1);
  assigned(first, marco, south, june_10);
  EXPECT_EQ(cases_of(livia, june_10.plus_days(-1)), std::vector{first});
  EXPECT_TRUE(cases_of(marco, june_10.plus_days(-1)).empty());
  EXPECT_TRUE(cases_of(livia, june_10).empty());
  EXPECT_EQ(cases_of(marco, june_10), std::vector{first});
  EXPECT_EQ(case_on(rows(), first, june_1)->assignment,
            (Assignment{livia, north, june_1, to_livia.position}));
}

TEST_F(CaseloadTest, ACaseWithoutCaseManagerIsCountedAsUnassigned) {
  taken(first, june_1);
  assigned(first, livia, north, june_10);
  const auto before = board(rows(), june_1, {});
  ASSERT_EQ(before.by_manager.size(), 1U);
  EXPECT_FALSE(before.by_manager[0].manager.has_value());
  EXPECT_EQ(before.by_manager[0].cases, std::vector{first});
  EXPECT_FALSE(before.by_unit[0].code.has_value());
}

TEST_F(CaseloadTest, EveryNumberHasItsCasesTheirFactsAndTheirPersons) {
  taken(first, june_1, cinisello, {anna, bruno});
  taken(second, june_1, cinisello, {anna});
  taken(third, june_1, sesto, {bruno});
  for (const CaseId& one : {first, second}) assigned(one, livia, north, june_1);
  assigned(third, marco, south, june_1);
  const auto now = board(rows(), june_10, {});
  ASSERT_EQ(now.open.size(), 3U);
  ASSERT_EQ(now.by_comune.size(), 2U);
  const Number& here = now.by_comune[0];
  EXPECT_EQ(here.code, cinisello);
  EXPECT_EQ(here.count(), 2U);
  EXPECT_EQ(here.cases, (std::vector{first, second}));
  EXPECT_EQ(here.taken, (std::vector<Position>{0, 1}));
  EXPECT_EQ(here.persons, (std::vector{anna, bruno}));  // Anna, once.
  for (const auto* numbers : {&now.by_manager, &now.by_unit, &now.by_comune, &now.by_area}) {
    std::size_t sum = 0;
    for (const Number& number : *numbers) {
      EXPECT_EQ(number.taken.size(), number.count());
      sum += number.count();
    }
    EXPECT_EQ(sum, now.open.size());
  }
}

TEST_F(CaseloadTest, AFilterKeepsTheCasesThatMatchOnTheDate) {
  taken(first, june_1);
  taken(second, june_1, sesto);
  assigned(first, livia, north, june_1);
  assigned(second, livia, north, june_1);
  assigned(second, marco, south, june_10);
  const auto by_unit = [](Code unit) {
    Filter filter;
    filter.unit = unit;
    return filter;
  };
  EXPECT_EQ(open_on(june_1, by_unit(north)), 2U);
  EXPECT_EQ(open_on(june_10, by_unit(north)), 1U);
  EXPECT_EQ(open_on(june_10, by_unit(south)), 1U);
  Filter both;
  both.manager = livia;
  both.comune = sesto;
  EXPECT_EQ(open_on(june_1, both), 1U);
  EXPECT_EQ(open_on(june_10, both), 0U);
  Filter area;
  area.area = Code("elderly");
  EXPECT_EQ(open_on(june_1, area), 0U);
}

TEST_F(CaseloadTest, AVoidedClosingOpensTheCaseAgain) {
  taken(first, june_1);
  const Told wrong = closing(first, june_10);
  story.make_void(wrong);
  EXPECT_EQ(open_on(june_30), 1U);
}

TEST_F(CaseloadTest, AVoidedTakingInChargeCountsForNothing) {
  const Told wrong = taken(first, june_1);
  assigned(first, livia, north, june_1);
  story.make_void(wrong);
  EXPECT_EQ(open_on(june_10), 0U);
  EXPECT_FALSE(case_on(rows(), first, june_10).has_value());
}

TEST_F(CaseloadTest, AClosingWithACorrectedDateCountsFromTheNewDate) {
  taken(first, june_1);
  const Told closed = closing(first, june_10);
  story.correct_date(closed, june_30);
  EXPECT_EQ(open_on(june_30.plus_days(-1)), 1U);
  EXPECT_EQ(open_on(june_30), 0U);
}

TEST_F(CaseloadTest, CasesOfASubjectAreOpenAndClosed) {
  taken(first, june_1, cinisello, {anna});
  taken(second, june_1, cinisello, {bruno});
  taken(third, june_10, cinisello, {bruno, anna});
  closing(first, june_10);
  const auto now = cases_of_subject(rows(), anna, june_30);
  ASSERT_EQ(now.size(), 2U);
  EXPECT_EQ(now[0].case_file, first);
  EXPECT_FALSE(now[0].open());
  EXPECT_EQ(now[1].case_file, third);
  EXPECT_EQ(cases_of_subject(rows(), anna, june_1).size(), 1U);
}

TEST_F(CaseloadTest, EveryPositionAndDateEqualsAFoldOfThePrefix) {
  std::mt19937_64 random(testing::test_seed());
  tell_random(story, random, 1'500);
  testing::same_as_a_fold_of_the_prefix(
      story, projection, random, [](const view::ReadRows& all, Date on) {
        std::pair<std::vector<Board>, std::vector<std::vector<CaseState>>> answer;
        answer.first.push_back(board(all, on, {}));
        Filter unit;
        unit.unit = north;
        answer.first.push_back(board(all, on, unit));
        Filter manager;
        manager.manager = livia;
        answer.first.push_back(board(all, on, manager));
        Filter place;
        place.comune = Code("015146");
        place.area = minors;
        answer.first.push_back(board(all, on, place));
        for (std::uint64_t n = 1; n <= testing::random_persons; ++n) {
          answer.second.push_back(cases_of_subject(all, id<PersonId>(n), on));
        }
        return answer;
      });
}

}  // namespace
}  // namespace telaio::projections::caseload
