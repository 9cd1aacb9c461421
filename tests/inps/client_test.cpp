// SPDX-License-Identifier: EUPL-1.2
// The connector against a real TLS server of ours that behaves, and misbehaves, in every way.
#include "inps/client.hpp"

#include <gtest/gtest.h>

#include <thread>

#include "inps/inps_reasons.hpp"
#include "inps/wire.hpp"
#include "tests/inps/answers.hpp"
#include "tests/inps/test_server.hpp"

namespace telaio::inps {
namespace {

using namespace std::chrono_literals;
using test::question;
using test::Reply;
using test::TestServer;

const SystemClock system_clock;

std::unique_ptr<Client> client_of(const TestServer& server, std::chrono::milliseconds time = 10s) {
  Settings settings;
  settings.host = "localhost";
  settings.port = server.port();
  settings.path = "/isee/v1";
  settings.authorities = server.authority();
  settings.time = time;
  auto client = Client::create(settings, system_clock);
  EXPECT_TRUE(client.has_value());
  return std::move(*client);
}

Answer asked(std::vector<Reply> replies, Depth depth = Depth::indicator) {
  const TestServer server(std::move(replies));
  return client_of(server)->ask(question(depth));
}

TEST(InpsClient, AsksForTheIndicatorAndGetsIt) {
  const TestServer server({{.body = test::indicator_body()}});
  const Answer answer = client_of(server)->ask(question(Depth::indicator));
  ASSERT_EQ(answer.outcome, Outcome::found) << answer.reason;
  EXPECT_EQ(answer.attestation->indicator.isee, Money::from_cents(8'400'00));
  ASSERT_EQ(server.requests().size(), 1U);
  EXPECT_EQ(server.requests().front(),
            "POST /isee/v1/indicatore HTTP/1.1\n" + to_json(question(Depth::indicator)));
}

TEST(InpsClient, AsksForTheWholeAttestationAndGetsIt) {
  const TestServer server({{.body = test::attestation_body()}});
  const Answer answer = client_of(server)->ask(question(Depth::attestation));
  ASSERT_EQ(answer.outcome, Outcome::found) << answer.reason;
  EXPECT_EQ(answer.attestation->replaces_dsu, "INPS-ISEE-2026-00000417D-00");
  EXPECT_TRUE(server.requests().front().starts_with("POST /isee/v1/attestazione "));
}

TEST(InpsClient, AsksForTheSideOfAThresholdAndNothingMore) {
  const TestServer server({{.body = test::threshold_body()}});
  const Answer answer = client_of(server)->ask(question(Depth::threshold));
  ASSERT_EQ(answer.outcome, Outcome::found) << answer.reason;
  ASSERT_TRUE(answer.side.has_value());
  EXPECT_TRUE(answer.side->within);
  EXPECT_FALSE(answer.attestation.has_value());
  EXPECT_TRUE(server.requests().front().starts_with("POST /isee/v1/soglia "));
  EXPECT_NE(server.requests().front().find(R"("soglia":"25000.00")"), std::string::npos);
}

TEST(InpsClient, TellsNoDataFromOffline) {
  EXPECT_EQ(asked({{.body = R"({"esito":"DATI_NON_TROVATI"})"}}).outcome, Outcome::no_data);
  EXPECT_EQ(asked({{.body = R"({"esito":"DATABASE_OFFLINE"})"}}).outcome, Outcome::offline);
  EXPECT_EQ(asked({{.status = 503}}).outcome, Outcome::offline);
}

TEST(InpsClient, IsOfflineWhenNobodyListens) {
  Settings settings;
  {
    const TestServer gone({Reply{}});
    settings.port = gone.port();
  }
  settings.host = "localhost";
  const auto client = Client::create(settings, system_clock);
  ASSERT_TRUE(client.has_value());
  const Answer answer = (*client)->ask(question(Depth::indicator));
  EXPECT_EQ(answer.outcome, Outcome::offline);
  EXPECT_EQ(answer.reason, reasons::unreachable);
}

TEST(InpsClient, IsOfflineWhenTheServerIsSlowerThanTheTimeGiven) {
  // Waiting the answer out would find it.
  const TestServer server({{.body = test::indicator_body(), .wait = 30s}});
  const Answer answer = client_of(server, 300ms)->ask(question(Depth::indicator));
  EXPECT_EQ(answer.outcome, Outcome::offline);
  EXPECT_EQ(answer.reason, reasons::timeout);
}

TEST(InpsClient, IsOfflineWhenTheServerHangsUpBeforeTheEnd) {
  EXPECT_EQ(asked({{.hang_up = true}}).reason, reasons::closed);
  const Answer half = asked({{.body = test::indicator_body(), .half = true}});
  EXPECT_EQ(half.outcome, Outcome::offline);
  EXPECT_EQ(half.reason, reasons::closed);
}

TEST(InpsClient, TakesNothingFromGarbage) {
  for (const char* raw : {"garbage\r\n\r\n", "HTTP/1.1 abc\r\n\r\n", "\x01\x02\x03\x04\r\n\r\n"}) {
    const Answer answer = asked({{.raw = raw}});
    EXPECT_EQ(answer.outcome, Outcome::internal_error) << raw;
    EXPECT_EQ(answer.reason, reasons::malformed) << raw;
  }
  EXPECT_EQ(asked({{.body = "<html>"}}).reason, reasons::malformed);
}

TEST(InpsClient, StopsReadingAnAnswerThatIsTooLarge) {
  const Answer answer = asked({{.body = std::string(answer_bytes_max + 1, ' ')}});
  EXPECT_EQ(answer.outcome, Outcome::internal_error);
  EXPECT_EQ(answer.reason, reasons::too_large);
  std::string header = "HTTP/1.1 200 OK\r\nX: " + std::string(64U << 10U, 'x') + "\r\n\r\n";
  EXPECT_EQ(asked({{.raw = header}}).reason, reasons::too_large);
}

TEST(InpsClient, TalksOnlyToTheServerItKnows) {
  const TestServer server({{.body = test::indicator_body()}});
  Settings stranger;
  stranger.host = "localhost";
  stranger.port = server.port();
  // The authorities of the system do not know our certificate.
  const Answer unknown = (*Client::create(stranger, system_clock))->ask(question(Depth::indicator));
  EXPECT_EQ(unknown.outcome, Outcome::offline);
  EXPECT_EQ(unknown.reason, reasons::untrusted);
  EXPECT_TRUE(server.requests().empty());  // Nothing of the person was sent.
}

TEST(InpsClient, DoesNotTakeACertificateOfAnotherName) {
  const TestServer server({{.body = test::indicator_body()}}, "altrove.example");
  Settings settings;
  settings.host = "localhost";
  settings.port = server.port();
  settings.authorities = server.authority();
  EXPECT_EQ((*Client::create(settings, system_clock))->ask(question(Depth::indicator)).reason,
            reasons::untrusted);
  EXPECT_TRUE(server.requests().empty());
}

TEST(InpsClient, RefusesAFileOfAuthoritiesThatCannotBeRead) {
  Settings settings;
  settings.host = "localhost";
  settings.authorities = "/nowhere/ca.pem";
  const auto client = Client::create(settings, system_clock);
  ASSERT_FALSE(client.has_value());
  EXPECT_EQ(client.error().code, "inps.authorities");
}

TEST(InpsClient, AsksAFewQuestionsAtOnceAndIsBusyForTheNext) {
  const TestServer server({{.body = test::indicator_body(), .wait = 30s}});
  const auto client = client_of(server, 2s);
  std::vector<std::thread> askers;
  for (int i = 0; i < questions_parallel_max; ++i) {
    askers.emplace_back([&] { (void)client->ask(question(Depth::indicator)); });
  }
  // Until both are under way a third may still find a place, and then waits its time out.
  Answer answer;
  for (int i = 0; i < 50 && answer.reason != reasons::busy; ++i) {
    std::this_thread::sleep_for(10ms);
    if (!server.requests().empty()) answer = client->ask(question(Depth::indicator));
  }
  for (auto& asker : askers) asker.join();
  EXPECT_EQ(answer.reason, reasons::busy);
  EXPECT_EQ(answer.outcome, Outcome::offline);
}

TEST(InpsAddress, IsHttpsWithAHostAndPerhapsPortAndPath) {
  const auto whole = parse_address("https://api.example.it:8443/isee/v1/");
  ASSERT_TRUE(whole.has_value());
  EXPECT_EQ(whole->host, "api.example.it");
  EXPECT_EQ(whole->port, 8443);
  EXPECT_EQ(whole->path, "/isee/v1");
  EXPECT_EQ(parse_address("https://a")->port, 443);
  EXPECT_EQ(parse_address("https://a/")->path, "");
  for (const char* wrong : {"", "http://a", "https://", "https://a:0", "https://a:65536",
                            "https://a:x", "https://a b", "https://u@a", "https://a/?q=1"}) {
    EXPECT_FALSE(parse_address(wrong).has_value()) << wrong;
  }
}

}  // namespace
}  // namespace telaio::inps
