// SPDX-License-Identifier: EUPL-1.2
// What is answered from memory is what would be answered from the disk: it ends with the session,
// with the authorisation, with the next fact and with the day.
#include <gtest/gtest.h>

#include "app/commands.hpp"
#include "app/streams.hpp"
#include "crypto/random.hpp"
#include "http/target.hpp"
#include "tests/http/service_world.hpp"

namespace telaio::http {
namespace {

using test::ServiceWorld;

constexpr std::string_view path = "/api/v1/access-criteria";

class KeptTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { shared = std::make_unique<ServiceWorld>(); }
  static void TearDownTestSuite() { shared.reset(); }
  // Another test may have moved the clock past the end of its sessions.
  void SetUp() override {
    world.limit_requests({});
    world.forget_sessions();
  }
  ServiceWorld& world = *shared;

  Request request(const std::string& who, Method method = Method::get) {
    Request request;
    request.method = method;
    request.target = parse_target(path).value();
    request.peer = "127.0.0.1";
    if (!who.empty()) request.fields.push_back({"cookie", "__Host-session=" + world.token(who)});
    return request;
  }
  std::optional<Response> at_once(const std::string& who) {
    return world.dispatcher().answer_at_once(request(who));
  }
  // Asked once, so that it is kept.
  std::string asked(const std::string& who) {
    const Response made = world.dispatcher().answer(request(who));
    EXPECT_EQ(made.status, Status::ok) << made.body;
    return std::string(made.content());
  }
  // Something that the question does not stand on, too.
  void write_a_fact() {
    const std::string case_path = "/api/v1/cases/" + to_string(world.marked_case);
    const Response noted =
        world.send("owner", Method::post, case_path + "/interventions",
                   R"({"kind":"note","on":")" + to_string(world.transactor().today()) +
                       R"(","participants":[],"text":"appunto"})",
                   {{"idempotency-key", to_string(crypto::random_uuid())}});
    ASSERT_EQ(noted.status, Status::created) << noted.body;
    ASSERT_TRUE(world.views().wait_for(world.size() - 1, std::chrono::seconds(30)));
  }

 private:
  static std::unique_ptr<ServiceWorld> shared;
};
std::unique_ptr<ServiceWorld> KeptTest::shared;

TEST_F(KeptTest, TheSameQuestionIsAnsweredAtOnceAndTheSameForAllWhoMayAsk) {
  write_a_fact();
  EXPECT_FALSE(at_once("manager"));
  const std::string made = asked("manager");
  const auto again = at_once("manager");
  ASSERT_TRUE(again);
  EXPECT_EQ(again->content(), made);
  EXPECT_EQ(again->route, path);
  EXPECT_EQ(field_value(again->fields, "ratelimit-remaining"), "5998");

  asked("head");  // Read once, so that the session is known.
  EXPECT_EQ(at_once("head")->content(), made);
  EXPECT_EQ(world.dispatcher().answer_at_once(request("manager", Method::head))->content(), made);
}

TEST_F(KeptTest, NothingIsAnsweredAtOnceToWhoMayNotAsk) {
  asked("manager");
  world.send("administrator", Method::get, "/api/v1/session");
  EXPECT_FALSE(at_once("administrator"));
  EXPECT_EQ(world.dispatcher().answer(request("administrator")).status, Status::forbidden);
  EXPECT_FALSE(at_once(""));
  EXPECT_EQ(world.dispatcher().answer(request("")).status, Status::unauthorized);
  EXPECT_FALSE(world.dispatcher().answer_at_once(request("manager", Method::post)));
}

TEST_F(KeptTest, SigningOutEndsItAtOnce) {
  asked("manager");
  ASSERT_TRUE(at_once("manager"));
  ASSERT_EQ(world.send("manager", Method::delete_, "/api/v1/session").status, Status::no_content);
  EXPECT_FALSE(at_once("manager"));
  EXPECT_EQ(world.dispatcher().answer(request("manager")).status, Status::unauthorized);
}

TEST_F(KeptTest, DisablingTheAccountEndsItAtOnce) {
  asked("auditor");
  ASSERT_TRUE(at_once("auditor"));
  ASSERT_TRUE(world.vault().sessions().end_all(world.operator_id("auditor")));
  EXPECT_FALSE(at_once("auditor"));
  EXPECT_EQ(world.dispatcher().answer(request("auditor")).status, Status::unauthorized);
}

TEST_F(KeptTest, AFactOrTheNextDayIsAnotherAnswer) {
  asked("manager");
  ASSERT_TRUE(at_once("manager"));
  write_a_fact();
  EXPECT_FALSE(at_once("manager"));
  const std::string after = asked("manager");
  EXPECT_EQ(at_once("manager")->content(), after);

  world.advance_seconds(24 * 3600);
  world.forget_sessions();
  world.send("manager", Method::get, "/api/v1/session");
  EXPECT_FALSE(at_once("manager"));
  EXPECT_NE(asked("manager"), after);
}

TEST_F(KeptTest, ItCountsAsAnyOtherRequest) {
  world.limit_requests({.requests_max = 3, .window_seconds = 60});
  world.token("manager");  // Signing in counts for the address.
  asked("manager");
  EXPECT_EQ(field_value(at_once("manager")->fields, "ratelimit-remaining"), "1");
  EXPECT_EQ(at_once("manager")->status, Status::ok);
  EXPECT_EQ(at_once("manager")->status, Status::too_many_requests);
}

// Last of the file: the manager is none any more.
TEST_F(KeptTest, AnAuthorisationThatIsTakenAwayEndsItAtOnce) {
  asked("manager");
  ASSERT_TRUE(at_once("manager"));
  const OperatorId id = world.operator_id("manager");
  const auto all = world.transactor().load<domain::Authorisations>(app::streams::governance());
  ASSERT_TRUE(all);
  const auto in_force = domain::authorised_on(all->state, id, world.transactor().today()).front();
  app::CommandRequest request_of_head;
  request_of_head.command = crypto::random_id<CommandId>();
  request_of_head.envelope.purpose = Code("governance");
  domain::ChangeAuthorisation ended;
  ended.operator_id = id;
  ended.role = in_force.role;
  ended.scope_unit = in_force.scope_unit;
  ended.from = in_force.during.from;
  ended.to = world.transactor().today().plus_days(-1);
  ended.granted_by = world.operator_id("head");
  ASSERT_TRUE(app::execute(world.transactor(), request_of_head, ended));
  EXPECT_FALSE(at_once("manager"));
  EXPECT_EQ(world.dispatcher().answer(request("manager")).status, Status::forbidden);
}

}  // namespace
}  // namespace telaio::http
