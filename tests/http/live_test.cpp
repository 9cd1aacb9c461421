// SPDX-License-Identifier: EUPL-1.2
// GET /api/v1/live on the whole service: what a listener is told and what not, how many may listen,
// and how their streams end with their sessions. And the readings that pages do by themselves.
#include <gtest/gtest.h>

#include <boost/json/parse.hpp>
#include <thread>

#include "base/limits.hpp"
#include "crypto/random.hpp"
#include "http/http_refusals.hpp"
#include "http/live.hpp"
#include "tests/http/net_client.hpp"
#include "tests/http/service_world.hpp"

namespace telaio::http {
namespace {

namespace json = boost::json;
using std::chrono::milliseconds;
using test::NetClient;
using test::ServiceWorld;

class LiveTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { shared = std::make_unique<ServiceWorld>(); }
  static void TearDownTestSuite() { shared.reset(); }
  void TearDown() override { world.forget_sessions(); }
  ServiceWorld& world = *shared;

  std::string case_path() const { return "/api/v1/cases/" + to_string(world.marked_case); }
  // Position of the note.
  std::uint64_t note() {
    const Response written =
        world.send("owner", Method::post, case_path() + "/interventions",
                   R"({"kind":"note","on":"2026-03-20","text":"novita","participants":[]})",
                   {{"idempotency-key", to_string(crypto::random_uuid())}});
    EXPECT_EQ(written.status, Status::created) << written.body;
    return json::parse(written.body).at("position").to_number<std::uint64_t>();
  }
  Response open(const std::string& who, const std::string& query = "") {
    return world.send(who, Method::get, "/api/v1/live" + query);
  }
  // A real connection of `who`.
  std::unique_ptr<NetClient> connect(const Service& service, const std::string& who,
                                     const std::string& more = "") {
    auto client = std::make_unique<NetClient>(service.port(), test::Tls::v1_3);
    client->send("GET /api/v1/live HTTP/1.1\r\nHost: localhost\r\nSec-Fetch-Site: same-origin\r\n" +
                 more + "Cookie: __Host-session=" + world.token(who) + "\r\n\r\n");
    const auto head = client->receive();
    EXPECT_TRUE(head && head->status == 200) << (head ? head->body : "no answer");
    return client;
  }
  static json::value data_of(const std::string& event) {
    const std::size_t at = event.find("data: ");
    EXPECT_NE(at, std::string::npos) << event;
    return at == std::string::npos ? json::value() : json::parse(event.substr(at + 6));
  }

 private:
  static std::unique_ptr<ServiceWorld> shared;
};
std::unique_ptr<ServiceWorld> LiveTest::shared;

std::uint64_t position_of(const json::value& data) {
  return data.at("position").to_number<std::uint64_t>();
}

// The next event that says something, heartbeats passed over.
std::optional<std::string> news(NetClient& client, milliseconds time = milliseconds(10'000)) {
  auto event = client.event(time);
  while (event && event->find("data: ") == std::string::npos) event = client.event(time);
  return event;
}

TEST_F(LiveTest, WhatOneWritesWakesAnotherWithPositionAndViewsAndNothingElse) {
  const auto service = world.serve();
  const auto client = connect(*service, "colleague");
  ASSERT_TRUE(news(*client));  // Where it stands.
  const std::uint64_t written = note();
  const auto event = news(*client);
  ASSERT_TRUE(event);
  const json::value data = data_of(*event);
  EXPECT_EQ(position_of(data), written);
  EXPECT_TRUE(event->starts_with("id: " + std::to_string(written) + "\n"));
  EXPECT_EQ(data.as_object().size(), 2U);  // "position" and "views".
  bool timeline = false;
  for (const json::value& view : data.at("views").as_array()) timeline |= view == "timeline";
  EXPECT_TRUE(timeline) << *event;
  EXPECT_EQ(event->find(to_string(world.marked_case)), std::string::npos);
}

TEST_F(LiveTest, AReadingThatIsRecordedWakesNobody) {
  const auto service = world.serve();
  const auto client = connect(*service, "colleague");
  ASSERT_TRUE(news(*client));
  const std::uint64_t before = world.size();
  EXPECT_EQ(world.send("owner", Method::get, case_path() + "/timeline").status, Status::ok);
  EXPECT_GT(world.size(), before);
  EXPECT_EQ(news(*client, milliseconds(700)), std::nullopt);
  const std::uint64_t written = note();  // And nothing is lost by it.
  const auto event = news(*client);
  ASSERT_TRUE(event);
  EXPECT_EQ(position_of(data_of(*event)), written);
}

TEST_F(LiveTest, AListenerThatComesBackIsToldWhatItMissedAndNoMore) {
  const auto service = world.serve();
  const std::uint64_t first = note();
  const std::uint64_t second = note();
  auto client = connect(*service, "owner", "Last-Event-ID: " + std::to_string(first) + "\r\n");
  auto event = news(*client);
  ASSERT_TRUE(event);
  EXPECT_EQ(position_of(data_of(*event)), second);
  client = connect(*service, "owner", "Last-Event-ID: " + std::to_string(second) + "\r\n");
  EXPECT_EQ(news(*client, milliseconds(500)), std::nullopt);
  const std::uint64_t third = note();
  event = news(*client);
  ASSERT_TRUE(event);
  EXPECT_EQ(position_of(data_of(*event)), third);
}

TEST_F(LiveTest, APositionBeyondTheLogIsOfAnotherLog) {
  const auto stream = open("owner", "?since=900000000").stream;
  ASSERT_TRUE(stream);
  EXPECT_NE(stream->next().find("data: "), std::string::npos);
  EXPECT_EQ(stream->next(), "");
  EXPECT_EQ(open("owner", "?since=x").status, Status::bad_request);
  EXPECT_EQ(open("owner", "?since=-1").status, Status::bad_request);
}

TEST_F(LiveTest, NeedsASession) {
  EXPECT_EQ(open("").code, refusals::session_missing);
}

TEST_F(LiveTest, OnePastTheLimitOfASessionIsToldToComeBackLater) {
  std::vector<Response> open_streams;
  for (std::size_t i = 0; i < limits::streams_per_session; ++i) {
    open_streams.push_back(open("owner"));
    EXPECT_TRUE(open_streams.back().stream) << i;
  }
  const Response refused = open("owner");
  EXPECT_EQ(refused.status, Status::unavailable);
  EXPECT_EQ(refused.code, refusals::overloaded);
  EXPECT_EQ(field_value(refused.fields, "retry-after"), "60");
  EXPECT_NE(std::string(json::parse(refused.body).at("detail").as_string()), "");
  EXPECT_TRUE(open("head").stream);  // Somebody else's session has its own.
  EXPECT_EQ(world.dispatcher().live().counts().refused, 1U);
  open_streams.pop_back();
  EXPECT_TRUE(open("owner").stream);
}

TEST_F(LiveTest, OneOperatorAndAllTogetherHaveALimitToo) {
  view::Runner& views = world.views();
  Live live(views, LiveLimits{10, 2, 3});
  const auto listener = [](unsigned char session, const OperatorId& who) {
    Live::Listener made;
    made.session = Uuid{std::byte{session}};
    made.operator_id = who;
    made.allowed = [] { return true; };
    return made;
  };
  const OperatorId one = world.operator_id("owner");
  const OperatorId other = world.operator_id("head");
  const auto first = live.open(listener(1, one));
  auto second = live.open(listener(2, one));
  EXPECT_TRUE(first && second);
  EXPECT_FALSE(live.open(listener(3, one)));
  const auto third = live.open(listener(4, other));
  EXPECT_TRUE(third);
  EXPECT_FALSE(live.open(listener(5, other)));
  EXPECT_EQ(live.counts().open, 3U);
  EXPECT_EQ(live.counts().refused, 2U);
  second.reset();
  EXPECT_TRUE(live.open(listener(5, other)));
  live.end_session(Uuid{std::byte{1}});
  EXPECT_TRUE(first->ended());
  EXPECT_FALSE(third->ended());
  live.end_operator(other);
  EXPECT_TRUE(third->ended());
}

TEST_F(LiveTest, SigningOutEndsTheStreamsOfThatSessionAtOnce) {
  ServiceOptions options;
  options.limits.stream_heartbeat = std::chrono::minutes(10);  // Not because somebody looked.
  const auto service = world.serve(options);
  const auto mine = connect(*service, "owner");
  const auto theirs = connect(*service, "head");
  NetClient out(service->port(), test::Tls::v1_3);
  const auto answer = out.ask(
      "DELETE /api/v1/session HTTP/1.1\r\nHost: localhost\r\nSec-Fetch-Site: same-origin\r\n"
      "Cookie: __Host-session=" +
      world.token("owner") + "\r\n\r\n");
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 204);
  EXPECT_TRUE(mine->ended(milliseconds(5'000)));
  EXPECT_FALSE(theirs->ended(milliseconds(300)));
}

TEST_F(LiveTest, AListeningPageDoesNotKeepTheSessionAliveAndEndsWithIt) {
  const auto stream = open("owner").stream;
  ASSERT_TRUE(stream);
  EXPECT_TRUE(stream->allowed());
  world.advance_seconds(telaio::limits::session_idle_seconds - 1);
  EXPECT_TRUE(stream->allowed());
  EXPECT_TRUE(open("owner").stream);
  const Fields refresh{{"telaio-refresh", "1"}};
  EXPECT_EQ(world.send("owner", Method::get, "/api/v1/today", "", refresh).status, Status::ok);
  world.advance_seconds(1);
  EXPECT_FALSE(stream->allowed());
  EXPECT_EQ(open("owner").code, refusals::session_expired);
  // The same reading by a person would have.
  world.forget_sessions();
  EXPECT_EQ(world.send("owner", Method::get, "/api/v1/today").status, Status::ok);
  world.advance_seconds(telaio::limits::session_idle_seconds - 1);
  EXPECT_EQ(world.send("owner", Method::get, "/api/v1/today").status, Status::ok);
  world.advance_seconds(1);
  EXPECT_EQ(world.send("owner", Method::get, "/api/v1/today").status, Status::ok);
}

TEST_F(LiveTest, StoppingTheServiceEndsTheStreams) {
  auto service = world.serve();
  const auto client = connect(*service, "owner");
  ASSERT_TRUE(news(*client));
  service->stop();
  EXPECT_TRUE(client->ended(milliseconds(5'000)));
  service.reset();
  note();  // Nobody is woken any more, and nothing breaks.
}

TEST_F(LiveTest, AskingWhetherACaseHasNewsIsNoReadingUntilItHas) {
  const std::string target = case_path() + "/timeline?limit=50";
  const Response read = world.send("owner", Method::get, target);
  ASSERT_EQ(read.status, Status::ok);
  const std::string tag(field_value(read.fields, "etag"));
  ASSERT_NE(tag, "");
  std::uint64_t before = world.size();
  const Response same = world.send("owner", Method::get, target, "", {{"if-none-match", tag}});
  EXPECT_EQ(same.status, Status::not_modified);
  EXPECT_EQ(same.body, "");
  EXPECT_TRUE(world.accesses_from(before).empty());
  // Who may not read it learns nothing so either.
  const Response refused =
      world.send("stranger", Method::get, target, "", {{"if-none-match", tag}});
  EXPECT_EQ(refused.status, Status::forbidden);
  // A mark is of one reader: what another may read of the same case can differ.
  const Response another =
      world.send("colleague", Method::get, target, "", {{"if-none-match", tag}});
  EXPECT_EQ(another.status, Status::ok);
  const std::uint64_t written = note();
  before = world.size();
  const Response changed =
      world.send("owner", Method::get, target + "&after=" + std::to_string(written), "",
                 {{"if-none-match", tag}});
  EXPECT_EQ(changed.status, Status::ok);
  EXPECT_NE(field_value(changed.fields, "etag"), tag);
  EXPECT_EQ(world.accesses_from(before).size(), 1U);
}

}  // namespace
}  // namespace telaio::http
