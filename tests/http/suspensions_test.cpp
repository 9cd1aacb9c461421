// SPDX-License-Identifier: EUPL-1.2
// Stopping a service and starting it again over the API: what arrears never stop, what the family's
// page says meanwhile, and that its past does not know.
#include <gtest/gtest.h>

#include <boost/json/parse.hpp>

#include "crypto/random.hpp"
#include "tests/http/service_world.hpp"

namespace telaio::http {
namespace {

namespace json = boost::json;
using test::ServiceWorld;

// One world for all tests of this file, which tell one story in their order: the service starts on
// 20 March 2026, stops on 25 March and starts again on 7 April.
class SuspensionsTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    shared = std::make_unique<ServiceWorld>();
    shared->activate_service();
    active_at = shared->size() - 1;
  }
  static void TearDownTestSuite() { shared.reset(); }
  ServiceWorld& world = *shared;

  static Fields with_key() { return {{"idempotency-key", to_string(crypto::random_uuid())}}; }
  Response suspend(const ServiceId& service, const std::string& body,
                   const std::string& who = "owner", Fields fields = with_key()) {
    return world.send(who, Method::post, "/api/v1/services/" + to_string(service) + "/suspensions",
                      body, std::move(fields));
  }
  Response resume(const std::string& body, Fields fields = with_key()) {
    return world.send("owner", Method::post,
                      "/api/v1/services/" + to_string(world.service) + "/resumptions", body,
                      std::move(fields));
  }
  // The service as the family's page shows it.
  json::object shown(const std::string& query = "") {
    const Response page =
        world.send("owner", Method::get, "/api/v1/cases/" + to_string(world.marked_case) + query);
    EXPECT_EQ(page.status, Status::ok) << page.body;
    const json::value detail = json::parse(page.body);
    for (const json::value& each : detail.at("services").as_array()) {
      if (each.at("service_id").as_string() == to_string(world.service)) return each.as_object();
    }
    ADD_FAILURE() << page.body;
    return {};
  }

  static inline std::unique_ptr<ServiceWorld> shared;
  static inline log::Position active_at = 0;  // The last event that knows of no suspension.
};

TEST_F(SuspensionsTest, ArrearsNeverStopWhatAJudgeOrdered) {
  const ServiceId ordered = world.activate_ordered_service();
  const auto before = world.count(schema::Fact::ServiceSuspended);
  const Response response =
      suspend(ordered, R"({"reason":"arrears","from":"2026-03-20","assessed_on":"2026-03-20"})");
  EXPECT_EQ(response.status, Status::unprocessable) << response.body;
  EXPECT_EQ(response.code, "service.protected");
  EXPECT_NE(response.body.find("la morosità non lo sospende"), std::string::npos);
  EXPECT_EQ(world.count(schema::Fact::ServiceSuspended), before);
}

TEST_F(SuspensionsTest, ArrearsStopNothingBeforeASocialAssessment) {
  EXPECT_EQ(suspend(world.service, R"({"reason":"arrears","from":"2026-03-25"})").code,
            "service.not_assessed");
  EXPECT_EQ(suspend(world.service,
                    R"({"reason":"arrears","from":"2026-03-19","assessed_on":"2026-03-20"})")
                .code,
            "service.outside_activity");
}

TEST_F(SuspensionsTest, WhoDoesNotFollowTheCaseStopsNothing) {
  const std::string body = R"({"reason":"asked","from":"2026-03-25"})";
  EXPECT_EQ(suspend(world.service, body, "colleague").status, Status::forbidden);
  EXPECT_EQ(suspend(world.service, body, "stranger").status, Status::forbidden);
  EXPECT_EQ(world.count(schema::Fact::ServiceSuspended), 0U);
}

TEST_F(SuspensionsTest, AStaleVersionOfTheCaseAndAMissingKeyAreRefused) {
  const std::string body = R"({"reason":"asked","from":"2026-03-25"})";
  Fields stale = with_key();
  stale.push_back({"if-match", "\"0\""});
  EXPECT_EQ(suspend(world.service, body, "owner", stale).status, Status::precondition_failed);
  EXPECT_EQ(suspend(world.service, body, "owner", {}).status, Status::precondition_required);
  EXPECT_EQ(world.count(schema::Fact::ServiceSuspended), 0U);
}

TEST_F(SuspensionsTest, AReasonThatIsNotInTheListIsRefused) {
  EXPECT_EQ(suspend(world.service, R"({"reason":"boh","from":"2026-03-25"})").status,
            Status::bad_request);
}

TEST_F(SuspensionsTest, TheSameKeyStopsItOnceAndThePageSaysSinceWhen) {
  const std::string body = R"({"reason":"arrears","from":"2026-03-25","assessed_on":"2026-03-20"})";
  const Fields key = with_key();
  const Response first = suspend(world.service, body, "owner", key);
  ASSERT_EQ(first.status, Status::created) << first.body;
  const Response second = suspend(world.service, body, "owner", key);
  ASSERT_EQ(second.status, Status::created) << second.body;
  EXPECT_TRUE(json::parse(second.body).at("repeated").as_bool());
  EXPECT_EQ(world.count(schema::Fact::ServiceSuspended), 1U);

  // Announced: today is 20 March.
  const json::object now = shown();
  EXPECT_EQ(now.at("state").as_string(), "active");
  EXPECT_EQ(now.at("suspension").at("reason").as_string(), "arrears");
  EXPECT_EQ(now.at("suspension").at("from").as_string(), "2026-03-25");
  EXPECT_FALSE(now.at("suspension").as_object().contains("resumed_from"));
}

TEST_F(SuspensionsTest, APageOfADayShowsTheSuspensionOfThatDayOnly) {
  EXPECT_FALSE(shown("?on=2026-03-24").contains("suspension"));
  EXPECT_TRUE(shown("?on=2026-03-25").contains("suspension"));
  EXPECT_FALSE(shown("?on=2026-03-25&as_of=" + std::to_string(active_at)).contains("suspension"));
}

TEST_F(SuspensionsTest, TheResumptionComesAfterTheFirstDayOfTheSuspension) {
  EXPECT_EQ(resume(R"({"from":"2026-03-25"})").code, "service.before_suspension");
  ASSERT_EQ(resume(R"({"from":"2026-04-07"})").status, Status::created);
  EXPECT_EQ(shown().at("suspension").at("resumed_from").as_string(), "2026-04-07");
  EXPECT_TRUE(shown("?on=2026-04-06").contains("suspension"));
  EXPECT_FALSE(shown("?on=2026-04-07").contains("suspension"));
  EXPECT_EQ(resume(R"({"from":"2026-04-08"})").code, "service.not_suspended");
}

TEST_F(SuspensionsTest, BothFactsAreInTheStoryOfTheFamily) {
  const Response story = world.send("owner", Method::get,
                                    "/api/v1/cases/" + to_string(world.marked_case) + "/timeline");
  ASSERT_EQ(story.status, Status::ok);
  EXPECT_NE(story.body.find("Servizio sospeso per morosità"), std::string::npos);
  EXPECT_NE(story.body.find("Servizio ripreso"), std::string::npos);
  // Each says of which service: a family may have several.
  const json::value page = json::parse(story.body);
  for (const json::value& item : page.at("items").as_array()) {
    if (item.at("type").as_string() != "ServiceResumed") continue;
    EXPECT_EQ(item.at("details").at(0).at("value").as_string(), "Assistenza domiciliare");
  }
}

}  // namespace
}  // namespace telaio::http
