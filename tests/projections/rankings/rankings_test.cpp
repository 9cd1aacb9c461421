// SPDX-License-Identifier: EUPL-1.2
#include "projections/rankings/rankings.hpp"

#include <gtest/gtest.h>

#include "projections/rankings/rankings_query.hpp"
#include "tests/projections/support/story.hpp"

namespace telaio::projections::rankings {
namespace {

using schema::RankState;
using testing::Fold;
using testing::id;
using testing::Story;
using testing::Told;

const CriteriaId call = id<CriteriaId>(1);
const Code sad("SAD");
const Code meals("PASTI");
const Date june_1 = Date::of(2026, 6, 1);
const Date june_10 = Date::of(2026, 6, 10);
const Date june_30 = Date::of(2026, 6, 30);

Told tell_criteria(Story& story, const CriteriaId& criteria, Date from,
                   std::optional<Date> to = std::nullopt, Code service = sad) {
  schema::AccessCriteriaPublishedT fact;
  fact.criteria = criteria;
  fact.service_code = service;
  fact.valid_from = from;
  if (to) fact.valid_to = std::make_unique<Date>(*to);
  fact.slug = "call-2026";
  fact.act = "Act of the test";
  return story.tell(std::move(fact), from, {to, {}, {}, {}});
}

Told tell_assessment(Story& story, const CriteriaId& criteria, const ServiceId& service, Date on) {
  schema::ApplicationAssessedT fact;
  fact.service = service;
  fact.criteria = criteria;
  fact.on = on;
  return story.tell(std::move(fact), on);
}

struct Line {
  std::uint64_t service;
  RankState state;
  std::uint32_t order;
};

Told tell_list(Story& story, const RankingId& list, Date on, const std::vector<Line>& lines,
               std::optional<RankingId> supersedes = std::nullopt, Code service = sad,
               const CriteriaId& criteria = call) {
  schema::RankedListPublishedT fact;
  fact.list = list;
  fact.criteria = criteria;
  fact.service_code = service;
  fact.on = on;
  fact.places = 1;
  if (supersedes) fact.supersedes = std::make_unique<RankingId>(*supersedes);
  for (const Line& line : lines) {
    auto entry = std::make_unique<schema::RankedApplicationT>();
    entry->service = id<ServiceId>(line.service);
    entry->person = id<PersonId>(line.service);
    entry->assessment = testing::event_id(line.service);
    entry->state = line.state;
    entry->order = line.order;
    entry->points = 1'234;
    entry->isee = std::make_unique<Money>(Money::from_cents(900'000));
    entry->protocol_number = 17;
    fact.entries.push_back(std::move(entry));
  }
  return story.tell(std::move(fact), on);
}

class RankingsTest : public ::testing::Test {
 protected:
  const view::ReadRows& rows() {
    fold = std::make_unique<Fold>(story.events(), projection, nullptr);
    fold->advance_to(story.size() - 1);
    return fold->rows();
  }

  Story story;
  Rankings projection;
  std::unique_ptr<Fold> fold;
};

const std::vector<Line> three{{1, RankState::admitted_funded, 1},
                              {2, RankState::admitted_waiting, 2},
                              {3, RankState::refused, 0}};

TEST_F(RankingsTest, CriteriaHoldFromTheirFirstDayToTheirLast) {
  tell_criteria(story, call, june_1, june_30);
  const auto& all = rows();
  EXPECT_TRUE(criteria_on(all, june_1.plus_days(-1), sad).empty());
  ASSERT_EQ(criteria_on(all, june_1, sad).size(), 1U);
  EXPECT_EQ(criteria_on(all, june_1, sad).front().slug, "call-2026");
  EXPECT_EQ(criteria_on(all, june_30, std::nullopt).size(), 1U);
  EXPECT_TRUE(criteria_on(all, june_30.plus_days(1), sad).empty());
  EXPECT_TRUE(criteria_on(all, june_10, meals).empty());
}

TEST_F(RankingsTest, TheCriteriaThatBeganLastComeFirst) {
  tell_criteria(story, call, june_10);
  tell_criteria(story, id<CriteriaId>(2), june_1);
  const auto found = criteria_on(rows(), june_30, sad);
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found.front().criteria, call);
}

TEST_F(RankingsTest, AnApplicationCountsOnceHoweverOftenItWasAssessed) {
  tell_assessment(story, call, id<ServiceId>(2), june_1);
  tell_assessment(story, call, id<ServiceId>(2), june_10);
  tell_assessment(story, call, id<ServiceId>(1), june_10);
  tell_assessment(story, id<CriteriaId>(2), id<ServiceId>(3), june_1);
  const auto& all = rows();
  EXPECT_EQ(applications_of(all, call, june_1), (std::vector{id<ServiceId>(2)}));
  EXPECT_EQ(applications_of(all, call, june_10), (std::vector{id<ServiceId>(1), id<ServiceId>(2)}));
}

TEST_F(RankingsTest, AListSaysHowManyAreInEachState) {
  tell_list(story, id<RankingId>(1), june_1, three);
  const auto list = list_with_id(rows(), id<RankingId>(1), june_1);
  ASSERT_TRUE(list.has_value());
  EXPECT_EQ(list->funded, 1U);
  EXPECT_EQ(list->waiting, 1U);
  EXPECT_EQ(list->suspended, 0U);
  EXPECT_EQ(list->refused, 1U);
  EXPECT_EQ(list->service_code, sad);
  EXPECT_TRUE(list->current());
}

TEST_F(RankingsTest, EntriesAreAsPublished) {
  tell_list(story, id<RankingId>(1), june_1, three);
  const auto entries = entries_of(rows(), id<RankingId>(1));
  ASSERT_EQ(entries.size(), 3U);
  EXPECT_EQ(entries[1].service, id<ServiceId>(2));
  EXPECT_EQ(entries[1].person, id<PersonId>(2));
  EXPECT_EQ(entries[1].assessment, testing::event_id(2));
  EXPECT_EQ(entries[1].state, RankState::admitted_waiting);
  EXPECT_EQ(entries[1].order, 2U);
  EXPECT_EQ(entries[1].points, 1'234U);
  EXPECT_EQ(entries[1].isee, Money::from_cents(900'000));
  EXPECT_EQ(entries[1].protocol_number, 17U);
}

TEST_F(RankingsTest, TheNewestListComesFirstAndOnlyThoseOfTheServiceAsked) {
  tell_list(story, id<RankingId>(1), june_10, three);
  tell_list(story, id<RankingId>(2), june_1, three, std::nullopt, meals);
  tell_list(story, id<RankingId>(3), june_30, three);
  const auto& all = rows();
  EXPECT_EQ(lists_on(all, june_10, std::nullopt).size(), 2U);
  const auto of_sad = lists_on(all, june_30, sad);
  ASSERT_EQ(of_sad.size(), 2U);
  EXPECT_EQ(of_sad.front().list, id<RankingId>(3));
}

TEST_F(RankingsTest, AListIsSupersededFromTheDateOfTheNewOne) {
  tell_list(story, id<RankingId>(1), june_1, three);
  tell_list(story, id<RankingId>(2), june_10, three, id<RankingId>(1));
  const auto& all = rows();
  EXPECT_TRUE(list_with_id(all, id<RankingId>(1), june_10.plus_days(-1))->current());
  EXPECT_EQ(list_with_id(all, id<RankingId>(1), june_10)->superseded_by, id<RankingId>(2));
  EXPECT_EQ(list_with_id(all, id<RankingId>(2), june_10)->supersedes, id<RankingId>(1));
}

TEST_F(RankingsTest, AnApplicationStandsWhereTheCurrentListPutsIt) {
  tell_list(story, id<RankingId>(1), june_1, three);
  tell_list(story, id<RankingId>(2), june_10, {{2, RankState::admitted_funded, 1}},
            id<RankingId>(1));
  const auto& all = rows();
  const auto before = places_of(all, id<ServiceId>(2), june_1);
  ASSERT_EQ(before.size(), 1U);
  EXPECT_EQ(before.front().entry.state, RankState::admitted_waiting);
  EXPECT_EQ(before.front().entry.order, 2U);
  const auto after = places_of(all, id<ServiceId>(2), june_10);
  ASSERT_EQ(after.size(), 1U);
  EXPECT_EQ(after.front().entry.state, RankState::admitted_funded);
  EXPECT_TRUE(places_of(all, id<ServiceId>(1), june_10).empty());
}

TEST_F(RankingsTest, AVoidedListLeavesTheOneBeforeCurrent) {
  tell_list(story, id<RankingId>(1), june_1, three);
  const Told wrong = tell_list(story, id<RankingId>(2), june_10, three, id<RankingId>(1));
  story.make_void(wrong);
  const auto& all = rows();
  EXPECT_TRUE(list_with_id(all, id<RankingId>(1), june_30)->current());
  EXPECT_FALSE(list_with_id(all, id<RankingId>(2), june_30).has_value());
  EXPECT_TRUE(entries_of(all, id<RankingId>(2)).empty());
}

// ---- Random ----

class Teller {
 public:
  Teller(Story& story, std::mt19937_64& random) : story_(story), random_(random) {}

  void tell(std::size_t commits) {
    for (std::size_t i = 0; i < commits; ++i) {
      const auto span = days_between(testing::random_first_day, testing::random_last_day);
      today_ = testing::random_first_day.plus_days(
          static_cast<std::int32_t>(static_cast<std::size_t>(span) * i / commits));
      story_.today(today_);
      if (below(7) == 0 && !told_.empty()) {
        correct();
      } else {
        told_.push_back(one());
      }
    }
  }

 private:
  std::uint64_t below(std::uint64_t end) { return random_() % end; }
  Date near() { return today_.plus_days(static_cast<std::int32_t>(below(120)) - 60); }
  Code service() { return below(2) == 0 ? sad : meals; }
  CriteriaId criteria() { return id<CriteriaId>(1 + below(3)); }

  Told one() {
    switch (below(5)) {
      case 0:
        return tell_criteria(story_, criteria(), near(), today_.plus_days(90), service());
      case 1:
        return list();
      default:
        return tell_assessment(story_, criteria(), id<ServiceId>(1 + below(10)), near());
    }
  }

  Told list() {
    std::vector<Line> lines;
    for (std::uint64_t n = 1; n <= 1 + below(9); ++n) {
      lines.push_back({n, static_cast<RankState>(1 + below(4)), static_cast<std::uint32_t>(n)});
    }
    std::optional<RankingId> supersedes;
    if (lists_ > 0 && below(2) == 0) supersedes = id<RankingId>(1 + below(lists_));
    return tell_list(story_, id<RankingId>(++lists_), near(), lines, supersedes, service(),
                     criteria());
  }

  void correct() {
    const Told& original = told_[below(told_.size())];
    if (below(2) == 0) {
      told_.push_back(story_.make_void(original));
    } else {
      story_.correct_date(original, near());
    }
  }

  Story& story_;
  std::mt19937_64& random_;
  Date today_;
  std::vector<Told> told_;
  std::uint64_t lists_ = 0;
};

TEST_F(RankingsTest, EveryPositionAndDateEqualsAFoldOfThePrefix) {
  std::mt19937_64 random(testing::test_seed());
  Teller(story, random).tell(600);
  struct Answer {
    std::vector<std::vector<Criteria>> criteria;
    std::vector<std::vector<ServiceId>> applications;
    std::vector<List> lists;
    std::vector<std::vector<Entry>> entries;
    std::vector<std::vector<Place>> places;
    bool operator==(const Answer&) const = default;
  };
  testing::same_as_a_fold_of_the_prefix(
      story, projection, random, [](const view::ReadRows& all, Date on) {
        Answer answer;
        answer.criteria = {criteria_on(all, on, sad), criteria_on(all, on, std::nullopt)};
        answer.lists = lists_on(all, on, std::nullopt);
        for (const List& list : answer.lists) {
          answer.entries.push_back(entries_of(all, list.list));
        }
        for (std::uint64_t n = 1; n <= 3; ++n) {
          answer.applications.push_back(applications_of(all, id<CriteriaId>(n), on));
        }
        for (std::uint64_t n = 1; n <= 10; ++n) {
          answer.places.push_back(places_of(all, id<ServiceId>(n), on));
        }
        return answer;
      });
}

}  // namespace
}  // namespace telaio::projections::rankings
