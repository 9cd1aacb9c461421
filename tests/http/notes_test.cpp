// SPDX-License-Identifier: EUPL-1.2
// Notes written over the network by many at once: nobody waits on a thread, all are kept, each
// once.
#include <gtest/gtest.h>

#include <boost/json/parse.hpp>
#include <set>

#include "app/streams.hpp"
#include "crypto/random.hpp"
#include "tests/http/net_client.hpp"
#include "tests/http/service_world.hpp"

namespace telaio::http {
namespace {

namespace json = boost::json;
using test::NetClient;
using test::ServiceWorld;

class NotesTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { shared = std::make_unique<ServiceWorld>(); }
  static void TearDownTestSuite() { shared.reset(); }
  void SetUp() override { world.forget_sessions(); }
  ServiceWorld& world = *shared;

  std::string post(const std::string& key, const std::string& text, const std::string& more = "") {
    const std::string body =
        R"({"kind":"note","on":"2026-03-20","participants":[],"text":")" + text + "\"}";
    return "POST /api/v1/cases/" + to_string(world.marked_case) +
           "/interventions HTTP/1.1\r\nHost: localhost\r\nSec-Fetch-Site: same-origin\r\n"
           "Content-Type: application/json\r\nIdempotency-Key: " +
           key + "\r\n" + more + "Cookie: __Host-session=" + world.token("owner") +
           "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
  }
  std::uint64_t version() {
    const auto stream = app::streams::case_file(world.marked_case);
    return world.transactor().events().stream_version(stream).value().value();
  }
  static json::value body_of(const std::optional<test::Answer>& answer) {
    return json::parse(answer->body);
  }

 private:
  static std::unique_ptr<ServiceWorld> shared;
};
std::unique_ptr<ServiceWorld> NotesTest::shared;

TEST_F(NotesTest, ManyAtOnceOnOneCaseAreAllKeptInOneOrder) {
  const auto service = world.serve();
  const auto before = version();
  constexpr std::size_t count = 24;
  std::vector<std::unique_ptr<NetClient>> clients;
  for (std::size_t i = 0; i < count; ++i) {
    clients.push_back(std::make_unique<NetClient>(service->port(), test::Tls::v1_3));
  }
  for (std::size_t i = 0; i < count; ++i) {
    clients[i]->send(post(to_string(crypto::random_uuid()), "nota " + std::to_string(i)));
  }
  std::set<std::uint64_t> positions;
  for (const auto& client : clients) {
    const auto answer = client->receive();
    ASSERT_TRUE(answer);
    ASSERT_EQ(answer->status, 201) << answer->body;
    EXPECT_FALSE(body_of(answer).at("repeated").as_bool());
    EXPECT_FALSE(field_value(answer->fields, "ratelimit-remaining").empty());
    positions.insert(body_of(answer).at("position").to_number<std::uint64_t>());
  }
  EXPECT_EQ(positions.size(), count);
  EXPECT_EQ(version(), before + count);
}

TEST_F(NotesTest, OneSentManyTimesAtOnceHasOneEffectAndOneOutcome) {
  const auto service = world.serve();
  const auto before = version();
  const std::string same = post(to_string(crypto::random_uuid()), "una volta");
  std::vector<std::unique_ptr<NetClient>> clients;
  for (int i = 0; i < 8; ++i) {
    clients.push_back(std::make_unique<NetClient>(service->port(), test::Tls::v1_3));
  }
  for (const auto& client : clients) client->send(same);
  std::set<std::uint64_t> positions;
  int first = 0;
  for (const auto& client : clients) {
    const auto answer = client->receive();
    ASSERT_TRUE(answer);
    ASSERT_EQ(answer->status, 201) << answer->body;
    positions.insert(body_of(answer).at("position").to_number<std::uint64_t>());
    if (!body_of(answer).at("repeated").as_bool()) ++first;
  }
  EXPECT_EQ(first, 1);
  EXPECT_EQ(positions.size(), 1U);
  EXPECT_EQ(version(), before + 1);
}

TEST_F(NotesTest, AStaleVersionIsRefusedAndTheNextInTurnIsNot) {
  const auto service = world.serve();
  const auto now = version();
  const std::string on_it = "If-Match: \"" + std::to_string(now) + "\"\r\n";
  std::vector<std::unique_ptr<NetClient>> clients;
  for (int i = 0; i < 3; ++i) {
    clients.push_back(std::make_unique<NetClient>(service->port(), test::Tls::v1_3));
  }
  clients[0]->send(post(to_string(crypto::random_uuid()), "a", on_it));
  clients[1]->send(post(to_string(crypto::random_uuid()), "b", on_it));
  clients[2]->send(post(to_string(crypto::random_uuid()), "c"));
  std::multiset<int> statuses;
  for (const auto& client : clients) statuses.insert(client->receive()->status);
  // The one without a version may come first: then both the others are stale.
  EXPECT_TRUE(statuses == std::multiset<int>({201, 201, 412}) ||
              statuses == std::multiset<int>({201, 412, 412}));
  EXPECT_EQ(version(), now + statuses.count(201));
}

TEST_F(NotesTest, AServiceThatStopsHasAnsweredWhatItHadTaken) {
  auto service = world.serve();
  const auto before = version();
  NetClient client(service->port(), test::Tls::v1_3);
  client.send(post(to_string(crypto::random_uuid()), "ultima"));
  // The stop may come before the request was read: then nothing was taken.
  service.reset();
  const auto answer = client.receive();
  EXPECT_EQ(version(), before + (answer ? 1U : 0U));
  if (answer) EXPECT_EQ(answer->status, 201);
}

}  // namespace
}  // namespace telaio::http
