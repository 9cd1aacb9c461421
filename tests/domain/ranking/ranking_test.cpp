// SPDX-License-Identifier: EUPL-1.2
#include "domain/ranking/ranking.hpp"

#include "domain/ranking/ranking_refusals.hpp"
#include "tests/domain/fixtures.hpp"

namespace telaio::domain {
namespace {

using namespace telaio::testing;

schema::AccessCriteriaPublishedT published() {
  schema::AccessCriteriaPublishedT criteria;
  criteria.criteria = id<CriteriaId>(9);
  criteria.service_code = Code("SAD");
  criteria.valid_from = Date::of(2026, 1, 1);
  auto gate = std::make_unique<schema::AccessGateT>();
  gate->kind = schema::GateKind::isee_max;
  gate->value = 25'000'00;
  criteria.gates.push_back(std::move(gate));
  auto item = std::make_unique<schema::ScoreItemT>();
  item->item = Code("care_need");
  item->points_max = 40'00;
  criteria.items.push_back(std::move(item));
  return criteria;
}

access::Application application(unsigned char number, std::int64_t isee, std::uint32_t points) {
  access::Application one;
  one.service = id<ServiceId>(number);
  one.person = id<PersonId>(number);
  one.assessment = id<EventId>(number);
  one.requested_on = Date::of(2026, 1, 10);
  one.protocol_number = number;
  one.isee = Money::from_cents(isee);
  one.points = {{Code("care_need"), points}};
  return one;
}

const schema::AccessCriteriaPublishedT criteria = published();
const std::vector<access::Application> applications{application(1, 9'000'00, 10'00),
                                                    application(2, 25'000'01, 40'00),
                                                    application(3, 9'000'00, 30'00)};
const RankingFile none;
const RankingContext context{today, criteria, applications, none};

PublishList publish(unsigned char number = 1) {
  PublishList command;
  command.list = id<RankingId>(number);
  command.on = Date::of(2026, 3, 1);
  command.places = 1;
  return command;
}

TEST(PublishList, FreezesTheOrderAndTheAssessmentsItCameFrom) {
  const NewEvent event = only_event(decide(RankingFile{}, publish(), context));
  EXPECT_EQ(event.visibility, schema::VisibilityClass::p3);
  EXPECT_EQ(event.effective_from, Date::of(2026, 3, 1));
  const auto& list = *event.fact.AsRankedListPublished();
  EXPECT_EQ(list.criteria, id<CriteriaId>(9));
  EXPECT_EQ(list.service_code, Code("SAD"));
  ASSERT_EQ(list.entries.size(), 3U);
  EXPECT_EQ(list.entries[0]->service, id<ServiceId>(3));
  EXPECT_EQ(list.entries[0]->assessment, id<EventId>(3));
  EXPECT_EQ(list.entries[0]->state, schema::RankState::admitted_funded);
  EXPECT_EQ(list.entries[0]->order, 1U);
  EXPECT_EQ(list.entries[0]->points, 30'00U);
  EXPECT_EQ(list.entries[1]->service, id<ServiceId>(1));
  EXPECT_EQ(list.entries[1]->state, schema::RankState::admitted_waiting);
  EXPECT_EQ(list.entries[1]->order, 2U);
  EXPECT_EQ(list.entries[1]->gate, 0U);
  EXPECT_EQ(list.entries[2]->service, id<ServiceId>(2));
  EXPECT_EQ(list.entries[2]->state, schema::RankState::refused);
  EXPECT_EQ(list.entries[2]->order, 0U);
  EXPECT_EQ(list.entries[2]->gate, 1U);
}

TEST(PublishList, SaidTwiceIsDoneOnce) {
  const auto file = after(RankingFile{}, publish(), context);
  expect_already_done(decide(file, publish(), context));
}

TEST(PublishList, NeverEditsAList) {
  const auto file = after(RankingFile{}, publish(), context);
  auto more = publish();
  more.places = 2;
  expect_refused(decide(file, more, context), refusals::ranking_exists);
}

TEST(PublishList, ScoredAgainIsANewListThatNamesTheOldOne) {
  const auto before = after(RankingFile{}, publish(1), context);
  auto again = publish(2);
  again.supersedes = id<RankingId>(1);
  const RankingContext with_before{today, criteria, applications, before};
  const NewEvent event = only_event(decide(RankingFile{}, again, with_before));
  EXPECT_EQ(*event.fact.AsRankedListPublished()->supersedes, id<RankingId>(1));
}

TEST(PublishList, TakesThePlaceOnlyOfAnEarlierListOfTheSameCall) {
  const auto before = after(RankingFile{}, publish(1), context);
  const RankingContext with_before{today, criteria, applications, before};
  auto again = publish(2);
  again.supersedes = id<RankingId>(7);
  expect_refused(decide(RankingFile{}, again, with_before), refusals::ranking_supersedes_other);
  again.supersedes = id<RankingId>(1);
  again.on = Date::of(2026, 2, 28);
  expect_refused(decide(RankingFile{}, again, with_before), refusals::ranking_supersedes_later);
  auto other_call = published();
  other_call.criteria = id<CriteriaId>(8);
  const RankingContext other{today, other_call, applications, before};
  again.on = Date::of(2026, 3, 1);
  expect_refused(decide(RankingFile{}, again, other), refusals::ranking_supersedes_other);
}

TEST(PublishList, NeedsAnIdAndADayOfTheCallNotAfterToday) {
  auto command = publish();
  command.list = RankingId();
  expect_refused(decide(RankingFile{}, command, context), refusals::ranking_id_missing);
  command = publish();
  command.on = tomorrow;
  expect_refused(decide(RankingFile{}, command, context), refusals::ranking_in_future);
  command.on = Date::of(2025, 12, 31);
  expect_refused(decide(RankingFile{}, command, context), refusals::ranking_criteria_not_in_force);
}

TEST(PublishList, RanksSomebodyAndNobodyTwice) {
  const RankingContext nobody{today, criteria, {}, none};
  expect_refused(decide(RankingFile{}, publish(), nobody), refusals::ranking_empty);
  const std::vector<access::Application> twice{applications[0], applications[0]};
  const RankingContext repeated{today, criteria, twice, none};
  expect_refused(decide(RankingFile{}, publish(), repeated), refusals::ranking_service_twice);
}

TEST(PublishList, HasALimit) {
  const std::vector<access::Application> many(access::applications_max + 1, applications[0]);
  const RankingContext too_many{today, criteria, many, none};
  expect_refused(decide(RankingFile{}, publish(), too_many), refusals::ranking_too_many);
}

}  // namespace
}  // namespace telaio::domain
