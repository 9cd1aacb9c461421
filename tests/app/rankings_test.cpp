// SPDX-License-Identifier: EUPL-1.2
// Ranked lists on a real installation: what is published stays as it was, what is scored again is a
// new list, and nothing moves between reading and writing.
#include "app/rankings.hpp"

#include <gtest/gtest.h>

#include <array>
#include <latch>
#include <thread>

#include "app/app_refusals.hpp"
#include "app/streams.hpp"
#include "base/zone.hpp"
#include "crypto/random.hpp"
#include "domain/ranking/ranking_refusals.hpp"
#include "tools/installation/installation.hpp"

namespace telaio::app {
namespace {

const Date today = Date::of(2026, 3, 20);

class Rankings : public ::testing::Test {
 protected:
  Rankings() : clock_(rome_time(today, 9 * 60).earlier) {
    folder_ = std::filesystem::temp_directory_path() /
              ("telaio-rankings-" + to_string(crypto::random_uuid()));
    std::filesystem::create_directories(folder_);
    auto catalogue = load_catalogue(std::filesystem::path(TELAIO_SOURCE_DIR) / "config/codes");
    installation_ = *tools::Installation::create(folder_ / "data", std::move(*catalogue), clock_);
    actor_ = {crypto::random_id<OperatorId>(), schema::Role::head, Code("SSG"), Code("015209")};
    publish_criteria();
  }
  ~Rankings() override {
    installation_.reset();
    std::filesystem::remove_all(folder_);
  }

  Transactor& transactor() { return installation_->transactor(); }
  CommandRequest request() {
    CommandRequest made;
    made.command = crypto::random_id<CommandId>();
    made.envelope.actor = actor_;
    return made;
  }

  void publish_criteria() {
    domain::PublishCriteria command;
    command.criteria.criteria = criteria_;
    command.criteria.service_code = Code("SAD");
    command.criteria.valid_from = Date::of(2026, 1, 1);
    command.criteria.slug = "call";
    command.criteria.act = "Act of the test";
    auto item = std::make_unique<schema::ScoreItemT>();
    item->item = Code("care_need");
    item->points_max = 40'00;
    command.criteria.items.push_back(std::move(item));
    ASSERT_TRUE(execute(transactor(), request(), command));
  }

  ServiceId ask(std::uint32_t protocol_number) {
    domain::RequestService command;
    command.service = crypto::random_id<ServiceId>();
    command.person = crypto::random_id<PersonId>();
    command.service_code = Code("SAD");
    command.on = Date::of(2026, 2, 1);
    command.protocol_number = protocol_number;
    EXPECT_TRUE(execute(transactor(), request(), command));
    return command.service;
  }

  Executed assess(const ServiceId& service, std::uint32_t points, Date on = Date::of(2026, 2, 10)) {
    domain::AssessApplication command;
    command.assessed.service = service;
    command.assessed.criteria = criteria_;
    command.assessed.on = on;
    command.assessed.age_months = 70 * 12;
    auto given = std::make_unique<schema::ItemPointsT>();
    given->item = Code("care_need");
    given->points = points;
    command.assessed.points.push_back(std::move(given));
    return execute(transactor(), request(), command);
  }

  PublishRanking list(std::vector<ServiceId> services, std::uint32_t places = 1) {
    PublishRanking command;
    command.list.list = crypto::random_id<RankingId>();
    command.list.on = today;
    command.list.places = places;
    command.criteria = criteria_;
    command.services = std::move(services);
    return command;
  }

  schema::RankedListPublishedT stored(const RankingId& id) {
    return *transactor().load<domain::RankingFile>(streams::ranking(id))->state.published;
  }

  const CriteriaId criteria_ = crypto::random_id<CriteriaId>();
  ManualClock clock_;
  std::filesystem::path folder_;
  std::unique_ptr<tools::Installation> installation_;
  Actor actor_;
};

TEST_F(Rankings, WritesWhatThePreviewShowed) {
  const auto first = ask(1);
  const auto second = ask(2);
  ASSERT_TRUE(assess(first, 10'00));
  ASSERT_TRUE(assess(second, 20'00));
  const auto command = list({first, second});
  const auto events = transactor().events().head().size;
  const auto shown = preview(transactor(), command);
  ASSERT_TRUE(shown.has_value());
  EXPECT_EQ(transactor().events().head().size, events);
  ASSERT_TRUE(execute(transactor(), request(), command));
  EXPECT_EQ(stored(command.list.list), *shown);
  EXPECT_EQ(shown->entries.front()->service, second);
}

TEST_F(Rankings, SaidTwiceWithOneIdIsPublishedOnce) {
  const auto first = ask(1);
  ASSERT_TRUE(assess(first, 10'00));
  const auto once = request();
  const auto command = list({first});
  ASSERT_TRUE(execute(transactor(), once, command));
  const auto again = execute(transactor(), once, command);
  ASSERT_TRUE(again.has_value());
  EXPECT_TRUE(again->repeated);
}

TEST_F(Rankings, KeepsTheInputsOfAPublishedListWhenSomebodyIsScoredAgain) {
  const auto first = ask(1);
  const auto second = ask(2);
  ASSERT_TRUE(assess(first, 10'00));
  ASSERT_TRUE(assess(second, 20'00));
  const auto before = list({first, second});
  ASSERT_TRUE(execute(transactor(), request(), before));
  const auto published = stored(before.list.list);

  ASSERT_TRUE(assess(first, 30'00));
  EXPECT_EQ(stored(before.list.list), published);
  auto again = list({first, second});
  again.list.supersedes = before.list.list;
  ASSERT_TRUE(execute(transactor(), request(), again));
  const auto newer = stored(again.list.list);
  EXPECT_EQ(newer.entries.front()->service, first);
  EXPECT_EQ(*newer.supersedes, before.list.list);
  EXPECT_EQ(stored(before.list.list), published);
}

TEST_F(Rankings, LeavesOutWhoWasNotAssessedAndWhoWasDecided) {
  const auto assessed = ask(1);
  const auto not_assessed = ask(2);
  const auto denied = ask(3);
  ASSERT_TRUE(assess(assessed, 10'00));
  ASSERT_TRUE(assess(denied, 20'00));
  domain::DecideService deny;
  deny.service = denied;
  deny.result = schema::ServiceResult::denied;
  deny.on = today;
  deny.reason = Code("above_limit");
  ASSERT_TRUE(execute(transactor(), request(), deny, false));
  const auto shown = preview(transactor(), list({assessed, not_assessed, denied, assessed}));
  ASSERT_TRUE(shown.has_value());
  ASSERT_EQ(shown->entries.size(), 1U);
  EXPECT_EQ(shown->entries.front()->service, assessed);
}

TEST_F(Rankings, OfTwoHeadsWhoPublishAtOnceOneIsToldThatTheOtherWasFirst) {
  const auto service = ask(1);
  ASSERT_TRUE(assess(service, 10'00));
  std::optional<RankingId> before;
  // The first list of a call, then lists that take over: each time from the same one.
  for (int round = 0; round < 20; ++round) {
    std::array<PublishRanking, 2> commands{list({service}), list({service})};
    std::array<CommandRequest, 2> requests{request(), request()};
    std::array<std::optional<Executed>, 2> outcomes;
    std::latch start(2);
    std::vector<std::thread> heads;
    for (std::size_t i = 0; i < 2; ++i) {
      commands[i].list.supersedes = before;
      heads.emplace_back([&, i] {
        start.arrive_and_wait();
        outcomes[i] = execute(transactor(), requests[i], commands[i]);
      });
    }
    for (std::thread& head : heads) head.join();
    const std::size_t first = outcomes[0]->has_value() ? 0 : 1;
    ASSERT_TRUE(outcomes[first]->has_value()) << round;
    ASSERT_FALSE(outcomes[1 - first]->has_value()) << "both published in round " << round;
    EXPECT_EQ(code_of(outcomes[1 - first]->error()), domain::refusals::ranking_list_newer);
    before = commands[first].list.list;
  }
}

TEST_F(Rankings, MayTakeOverFromTheListBeforeOneDeclaredVoid) {
  const auto service = ask(1);
  ASSERT_TRUE(assess(service, 10'00));
  const auto first = list({service});
  ASSERT_TRUE(execute(transactor(), request(), first));
  auto second = list({service});
  second.list.supersedes = first.list.list;
  const auto published = execute(transactor(), request(), second);
  ASSERT_TRUE(published.has_value());
  auto third = list({service});
  third.list.supersedes = first.list.list;
  const auto refused = execute(transactor(), request(), third);
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(code_of(refused.error()), domain::refusals::ranking_list_newer);

  domain::CorrectEvent correction;
  correction.original = published->events.front();
  correction.kind = schema::CorrectionKind::void_event;
  correction.original_position = published->position - 1;  // Before the reservation.
  correction.reason = Code("typing_error");
  correction.corrected_by = actor_.id;
  ASSERT_TRUE(execute(transactor(), request(), streams::ranking(second.list.list), correction));
  EXPECT_TRUE(execute(transactor(), request(), third).has_value());
}

TEST_F(Rankings, CountsAnAssessmentFromItsOwnDay) {
  const auto first = ask(1);
  ASSERT_TRUE(assess(first, 10'00, Date::of(2026, 2, 10)));
  auto command = list({first});
  command.list.on = Date::of(2026, 2, 9);
  const auto early = preview(transactor(), command);
  ASSERT_FALSE(early.has_value());
  EXPECT_EQ(code_of(early.error()), domain::refusals::ranking_empty);
  command.list.on = Date::of(2026, 2, 10);
  EXPECT_TRUE(preview(transactor(), command).has_value());
}

TEST_F(Rankings, LeaveOutAnAssessmentDeclaredVoid) {
  const auto first = ask(1);
  const auto assessed = assess(first, 10'00);
  ASSERT_TRUE(assessed.has_value());
  domain::CorrectEvent correction;
  correction.original = assessed->events.front();
  correction.kind = schema::CorrectionKind::void_event;
  correction.original_position = assessed->position;
  correction.reason = Code("typing_error");
  correction.corrected_by = actor_.id;
  ASSERT_TRUE(execute(transactor(), request(), streams::service(first), correction));
  const auto shown = preview(transactor(), list({first}));
  ASSERT_FALSE(shown.has_value());
  EXPECT_EQ(code_of(shown.error()), domain::refusals::ranking_empty);
}

TEST_F(Rankings, KnowNoCriteriaThatNobodyPublished) {
  auto command = list({ask(1)});
  command.criteria = crypto::random_id<CriteriaId>();
  const auto refused = execute(transactor(), request(), command);
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(code_of(refused.error()), refusals::not_found);
}

}  // namespace
}  // namespace telaio::app
