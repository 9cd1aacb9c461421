// SPDX-License-Identifier: EUPL-1.2
// The network side against raw bytes: what a broken, slow or hostile client gets.
#include "http/server.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <atomic>
#include <boost/json/parse.hpp>
#include <filesystem>
#include <future>
#include <latch>
#include <mutex>

#include "base/clock.hpp"
#include "crypto/random.hpp"
#include "http/http_limits.hpp"
#include "http/tls_certificate.hpp"
#include "tests/http/net_client.hpp"

namespace telaio::http {
namespace {

using std::chrono::milliseconds;
using test::Answer;
using test::NetClient;
using test::Tls;

constexpr std::string_view simple = "GET /x HTTP/1.1\r\nHost: localhost\r\n\r\n";

class ServerTest : public ::testing::Test {
 protected:
  ServerTest() {
    auto loaded = Texts::load(std::filesystem::path(TELAIO_SOURCE_DIR) / "config" / "texts");
    EXPECT_TRUE(loaded);
    if (loaded) texts = std::move(*loaded);
    options.addresses = {"127.0.0.1"};
    options.io_threads = 2;
    options.storage_threads = 4;
  }
  ~ServerTest() override {
    server.reset();
    std::error_code ignored;
    std::filesystem::remove_all(folder, ignored);
  }

  void start_plain() { start(); }
  void start_tls() {
    const auto files = ensure_certificate(folder, {"localhost"}, SystemClock().now());
    ASSERT_TRUE(files) << files.error().detail;
    options.tls = *files;
    start();
  }
  void start() {
    auto started = Server::start(
        options, texts, [this](const Request& request) { return handler(request); },
        [this](const Observed& observed) {
          const std::lock_guard lock(mutex);
          seen.push_back({observed.status, std::string(observed.code)});
        },
        at_once);
    ASSERT_TRUE(started) << started.error().detail;
    server = std::move(*started);
  }

  static std::string code_of(const std::optional<Answer>& answer) {
    if (!answer) return "no answer";
    boost::system::error_code error;
    const auto body = boost::json::parse(answer->body, error);
    if (error || !body.is_object() || !body.get_object().contains("code")) return "no code";
    return body.at("code").as_string().c_str();
  }

  struct Seen {
    Status status;
    std::string code;
  };

  std::filesystem::path folder =
      std::filesystem::temp_directory_path() / ("telaio-http-" + to_string(crypto::random_uuid()));
  Texts texts;
  ServerOptions options;
  std::function<Response(const Request&)> handler = [](const Request& request) {
    return text_response(Status::ok, std::string(to_string(request.method)) + " " +
                                         request.target.segments.front() + " " + request.body);
  };
  Server::AtOnce at_once;
  std::mutex mutex;
  std::vector<Seen> seen;
  std::unique_ptr<Server> server;
};

TEST_F(ServerTest, AnswersOverTls13) {
  start_tls();
  NetClient client(server->port(), Tls::v1_3);
  ASSERT_TRUE(client.connected());
  EXPECT_EQ(client.version(), "TLSv1.3");
  const auto answer = client.ask(simple);
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 200);
  EXPECT_EQ(answer->body, "GET x ");
}

TEST_F(ServerTest, AnswersAtOnceWhatItCanEvenWithTheStorageThreadsBusyAndTheQueueFull) {
  options.storage_threads = 1;
  options.limits.queue_max = 1;
  std::promise<void> release;
  std::shared_future<void> released = release.get_future().share();
  std::latch begun(1);
  handler = [&](const Request&) {
    begun.count_down();
    released.wait();
    return text_response(Status::ok, "slow");
  };
  at_once = [](const Request& request) -> std::optional<Response> {
    if (request.target.segments.front() != "memory") return std::nullopt;
    return text_response(Status::ok, "quick");
  };
  start_tls();
  NetClient slow(server->port(), Tls::v1_3);
  slow.send(simple);
  begun.wait();
  NetClient quick(server->port(), Tls::v1_3);
  const auto answer = quick.ask("GET /memory HTTP/1.1\r\nHost: localhost\r\n\r\n");
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->body, "quick");
  EXPECT_EQ(code_of(quick.ask(simple)), "http.overloaded");
  release.set_value();
  EXPECT_EQ(slow.receive()->body, "slow");
}

TEST_F(ServerTest, AnExceptionInAnAnswerAtOnceIsAFaultOfThatRequestAlone) {
  at_once = [](const Request& request) -> std::optional<Response> {
    if (request.target.segments.front() == "broken") throw std::runtime_error("a bug");
    return std::nullopt;
  };
  start_tls();
  NetClient client(server->port(), Tls::v1_3);
  EXPECT_EQ(client.ask("GET /broken HTTP/1.1\r\nHost: localhost\r\n\r\n")->status, 500);
  EXPECT_EQ(client.ask(simple)->status, 200);
  EXPECT_EQ(server->counts().faults, 1U);
}

TEST_F(ServerTest, RefusesTls12) {
  start_tls();
  NetClient client(server->port(), Tls::v1_2_only);
  EXPECT_FALSE(client.connected());
}

TEST_F(ServerTest, EndsAConnectionThatSpeaksPlainHttpToTheTlsPort) {
  start_tls();
  NetClient client(server->port(), Tls::none);
  client.send(simple);
  EXPECT_TRUE(client.ended());
  NetClient next(server->port(), Tls::v1_3);
  EXPECT_TRUE(next.ask(simple));
}

TEST_F(ServerTest, KeepsTheConnectionForTheNextRequest) {
  start_tls();
  NetClient client(server->port(), Tls::v1_3);
  for (int i = 0; i < 3; ++i) {
    const auto answer = client.ask("POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\nab");
    ASSERT_TRUE(answer) << i;
    EXPECT_EQ(answer->body, "POST a ab");
  }
  EXPECT_EQ(server->counts().accepted, 1U);
}

TEST_F(ServerTest, AnswersPipelinedRequestsInOrder) {
  start_tls();
  NetClient client(server->port(), Tls::v1_3);
  client.send("GET /one HTTP/1.1\r\nHost: h\r\n\r\nGET /two HTTP/1.1\r\nHost: h\r\n\r\n");
  const auto first = client.receive();
  const auto second = client.receive();
  ASSERT_TRUE(first && second);
  EXPECT_EQ(first->body, "GET one ");
  EXPECT_EQ(second->body, "GET two ");
}

TEST_F(ServerTest, LeavesTheBodyOutOfTheAnswerToHead) {
  start_tls();
  NetClient client(server->port(), Tls::v1_3);
  client.send("HEAD /x HTTP/1.1\r\nHost: h\r\n\r\n");
  const auto answer = client.receive(std::chrono::seconds(10), true);
  ASSERT_TRUE(answer);
  EXPECT_EQ(field_value(answer->fields, "content-length"), "7");
  EXPECT_EQ(client.ask(simple)->body, "GET x ");
}

TEST_F(ServerTest, SendsAndReceivesTheLargestBody) {
  handler = [](const Request& request) { return text_response(Status::ok, request.body); };
  start_tls();
  NetClient client(server->port(), Tls::v1_3);
  const std::string body(limits::body_bytes_max, 'x');
  const auto answer =
      client.ask("POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: " + std::to_string(body.size()) +
                 "\r\n\r\n" + body);
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->body.size(), body.size());
}

TEST_F(ServerTest, RefusesALargerBodyBeforeItIsSentAndCloses) {
  start_tls();
  NetClient client(server->port(), Tls::v1_3);
  const std::string body(limits::body_bytes_max + 1, 'x');
  client.send("POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: " + std::to_string(body.size()) +
              "\r\n\r\n" + body);
  const auto answer = client.receive();
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 413);
  EXPECT_EQ(code_of(answer), "http.body_too_large");
  EXPECT_TRUE(client.ended());
}

TEST_F(ServerTest, RefusesBrokenMessagesWithTheRightProblem) {
  start_plain();
  const std::vector<std::tuple<std::string, int, std::string>> broken{
      {"garbage\r\n\r\n", 400, "http.malformed"},
      {"GET / HTTP/1.1\r\n\r\n", 400, "http.host_missing"},
      {"GET / HTTP/3.0\r\nHost: h\r\n\r\n", 505, "http.version_unsupported"},
      {"POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400,
       "http.transfer_encoding"},
      {"POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\na", 400,
       "http.length_ambiguous"},
      {"GET / HTTP/1.1\r\nHost: h\r\nX: " + std::string(20'000, 'x') + "\r\n\r\n", 431,
       "http.header_too_large"},
      {"GET /" + std::string(5'000, 'x') + " HTTP/1.1\r\nHost: h\r\n\r\n", 414,
       "http.target_too_long"},
  };
  for (const auto& [bytes, status, code] : broken) {
    NetClient client(server->port(), Tls::none);
    const auto answer = client.ask(bytes);
    ASSERT_TRUE(answer) << code;
    EXPECT_EQ(answer->status, status) << code;
    EXPECT_EQ(code_of(answer), code);
    EXPECT_EQ(field_value(answer->fields, "connection"), "close");
    EXPECT_TRUE(client.ended()) << code;
  }
}

TEST_F(ServerTest, RefusesABrokenTargetAndGoesOn) {
  start_plain();
  NetClient client(server->port(), Tls::none);
  const auto answer = client.ask("GET /a/../b HTTP/1.1\r\nHost: h\r\n\r\n");
  EXPECT_EQ(code_of(answer), "http.target_malformed");
  EXPECT_EQ(client.ask(simple)->status, 200);
}

TEST_F(ServerTest, TellsAClientToContinue) {
  start_plain();
  NetClient client(server->port(), Tls::none);
  const auto go_on = client.ask(
      "POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
  ASSERT_TRUE(go_on);
  EXPECT_EQ(go_on->status, 100);
  EXPECT_EQ(client.ask("ab")->body, "POST a ab");
}

TEST_F(ServerTest, AnswersSlowHeadersWith408) {
  options.limits.header_time = milliseconds(300);
  start_plain();
  NetClient client(server->port(), Tls::none);
  client.send("GET / HTTP/1.1\r\nHos");
  const auto answer = client.receive();
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 408);
  EXPECT_EQ(code_of(answer), "http.timeout");
  EXPECT_TRUE(client.ended());
}

TEST_F(ServerTest, ADripOfHeaderBytesDoesNotPushTheDeadlineBack) {
  options.limits.header_time = milliseconds(500);
  start_plain();
  NetClient client(server->port(), Tls::none);
  client.send("GET / HTTP/1.1\r\nX: ");
  std::optional<Answer> answer;
  for (int drops = 0; drops < 200 && !answer; ++drops) {
    client.send("x");
    answer = client.receive(milliseconds(50));
  }
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 408);
}

TEST_F(ServerTest, AnswersASlowBodyWith408) {
  options.limits.body_time = milliseconds(300);
  start_tls();
  NetClient client(server->port(), Tls::v1_3);
  const auto answer = client.ask("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nab");
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 408);
}

TEST_F(ServerTest, EndsAnIdleConnectionWithoutAWord) {
  options.limits.idle_time = milliseconds(300);
  start_tls();
  NetClient client(server->port(), Tls::v1_3);
  ASSERT_EQ(client.ask(simple)->status, 200);
  EXPECT_FALSE(client.receive());
  EXPECT_TRUE(client.ended());
  EXPECT_EQ(server->counts().timed_out, 1U);
}

TEST_F(ServerTest, EndsAHandshakeThatNeverComes) {
  options.limits.handshake_time = milliseconds(300);
  start_tls();
  NetClient client(server->port(), Tls::none);
  EXPECT_TRUE(client.ended());
  EXPECT_EQ(server->counts().failed_handshakes, 1U);
}

TEST_F(ServerTest, AcceptsTwoConnectionsOfAnAddressAndClosesTheThird) {
  options.limits.connections_per_address_max = 2;
  start_plain();
  NetClient first(server->port(), Tls::none);
  NetClient second(server->port(), Tls::none);
  ASSERT_TRUE(first.ask(simple));
  ASSERT_TRUE(second.ask(simple));
  NetClient third(server->port(), Tls::none);
  EXPECT_TRUE(third.ended());
  EXPECT_EQ(server->counts().refused_connections, 1U);
  EXPECT_TRUE(first.ask(simple));
}

TEST_F(ServerTest, MakesRoomWhenAConnectionEnds) {
  options.limits.connections_max = 1;
  start_plain();
  {
    NetClient first(server->port(), Tls::none);
    ASSERT_TRUE(first.ask("GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"));
    EXPECT_TRUE(first.ended());
  }
  // The end of a connection is counted on its own thread: a new one may be early once or twice.
  bool answered = false;
  for (int attempt = 0; attempt < 100 && !answered; ++attempt) {
    NetClient next(server->port(), Tls::none);
    answered = next.ask(simple).has_value();
  }
  EXPECT_TRUE(answered);
}

// Two requests fit: the third is told to come back, at once, and the others are not disturbed.
TEST_F(ServerTest, AnswersWith503AndRetryAfterAboveTheQueue) {
  options.limits.queue_max = 2;
  std::latch entered(2);
  std::promise<void> release;
  std::shared_future<void> released = release.get_future().share();
  handler = [&](const Request&) {
    entered.count_down();
    released.wait();
    return text_response(Status::ok, "done");
  };
  start_plain();
  NetClient first(server->port(), Tls::none);
  NetClient second(server->port(), Tls::none);
  NetClient third(server->port(), Tls::none);
  first.send(simple);
  second.send(simple);
  entered.wait();
  const auto refused = third.ask(simple);
  release.set_value();
  ASSERT_TRUE(refused);
  EXPECT_EQ(refused->status, 503);
  EXPECT_EQ(code_of(refused), "http.overloaded");
  EXPECT_EQ(field_value(refused->fields, "retry-after"), "2");
  EXPECT_EQ(first.receive()->body, "done");
  EXPECT_EQ(second.receive()->body, "done");
  EXPECT_EQ(server->counts().overloaded, 1U);
}

TEST_F(ServerTest, GivesUpOnAHandlerThatTakesTooLongAndSaysTheOutcomeIsUnknown) {
  options.limits.handle_time = milliseconds(200);
  std::promise<void> release;
  std::shared_future<void> released = release.get_future().share();
  handler = [&](const Request&) {
    released.wait();
    return text_response(Status::ok, "late");
  };
  start_plain();
  NetClient client(server->port(), Tls::none);
  const auto answer = client.ask("POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n");
  release.set_value();
  server->stop();  // The handler still runs, and uses what is on this stack.
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 503);
  EXPECT_EQ(code_of(answer), "http.outcome_unknown");
}

TEST_F(ServerTest, AHandlerThatThrowsIsOneFaultAndNoMore) {
  handler = [](const Request& request) -> Response {
    if (request.target.segments.front() == "bad") throw std::runtime_error("secret");
    return text_response(Status::ok, "fine");
  };
  start_plain();
  NetClient client(server->port(), Tls::none);
  const auto answer = client.ask("GET /bad HTTP/1.1\r\nHost: h\r\n\r\n");
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 500);
  EXPECT_EQ(answer->body.find("secret"), std::string::npos);
  EXPECT_EQ(client.ask(simple)->body, "fine");
  EXPECT_EQ(server->counts().faults, 1U);
}

// ---- Answers that come later ----

// Every request waits for somebody; none of them holds the one thread of the pool.
TEST_F(ServerTest, RequestsThatAreAnsweredLaterHoldNoThreadButStayInHand) {
  options.storage_threads = 1;
  options.limits.queue_max = 3;
  std::latch entered(3);
  std::mutex guard;
  std::vector<std::shared_ptr<LaterAnswer>> waiting;
  handler = [&](const Request& request) {
    EXPECT_TRUE(request.may_answer_later);
    Response response;
    response.set("X-Before", "yes");
    response.later = std::make_shared<LaterAnswer>();
    const std::lock_guard lock(guard);
    waiting.push_back(response.later);
    entered.count_down();
    return response;
  };
  start_tls();
  std::vector<std::unique_ptr<NetClient>> clients;
  for (int i = 0; i < 3; ++i) {
    clients.push_back(std::make_unique<NetClient>(server->port(), Tls::v1_3));
    clients.back()->send(simple);
  }
  entered.wait();
  EXPECT_EQ(server->counts().requests_in_hand, 3U);
  NetClient fourth(server->port(), Tls::v1_3);
  EXPECT_EQ(code_of(fourth.ask(simple)), "http.overloaded");

  // From memory, on the loop; and with more work, on the pool, that is later itself.
  waiting[0]->give([] { return text_response(Status::created, "known"); });
  waiting[1]->give([] { return text_response(Status::created, "known"); });
  const auto again = std::make_shared<LaterAnswer>();
  waiting[2]->go_on([again] {
    Response response;
    response.later = again;
    return response;
  });
  again->go_on([] { return text_response(Status::created, "worked"); });
  int known = 0;
  for (const auto& client : clients) {
    const auto answer = client->receive();
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->status, 201);
    EXPECT_EQ(field_value(answer->fields, "x-before"), "yes");
    if (answer->body == "known") ++known;
  }
  EXPECT_EQ(known, 2);
  EXPECT_EQ(server->counts().requests_in_hand, 0U);
}

TEST_F(ServerTest, AnAnswerThatComesTooLateIsAnUnknownOutcomeAndHarmsNobody) {
  options.limits.handle_time = milliseconds(200);
  const auto later = std::make_shared<LaterAnswer>();
  handler = [&](const Request&) {
    Response response;
    response.later = later;
    return response;
  };
  start_tls();
  NetClient client(server->port(), Tls::v1_3);
  const auto answer = client.ask("POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n");
  EXPECT_EQ(code_of(answer), "http.outcome_unknown");
  EXPECT_EQ(server->counts().requests_in_hand, 1U);
  later->give([] { return text_response(Status::ok, "late"); });
  server->stop();
  EXPECT_EQ(server->counts().requests_in_hand, 0U);
}

TEST_F(ServerTest, AnExceptionInALaterAnswerIsAFaultOfThatRequestAlone) {
  handler = [](const Request& request) {
    Response response;
    response.later = std::make_shared<LaterAnswer>();
    const auto broken = []() -> Response { throw std::runtime_error("a bug"); };
    if (request.target.segments.front() == "work") {
      response.later->go_on(broken);
    } else {
      response.later->give(broken);
    }
    return response;
  };
  start_tls();
  NetClient client(server->port(), Tls::v1_3);
  EXPECT_EQ(client.ask("GET /work HTTP/1.1\r\nHost: h\r\n\r\n")->status, 500);
  EXPECT_EQ(client.ask("GET /x HTTP/1.1\r\nHost: h\r\n\r\n")->status, 500);
  EXPECT_EQ(server->counts().faults, 2U);
}

TEST_F(ServerTest, AStopWaitsForWhatIsAnsweredLaterAlsoAfterTheDrainTime) {
  options.limits.drain_time = milliseconds(50);
  std::latch entered(1);
  const auto later = std::make_shared<LaterAnswer>();
  handler = [&](const Request&) {
    Response response;
    response.later = later;
    entered.count_down();
    return response;
  };
  start_plain();
  NetClient client(server->port(), Tls::none);
  client.send(simple);
  entered.wait();
  auto stopped = std::async(std::launch::async, [&] { server->stop(); });
  EXPECT_EQ(stopped.wait_for(milliseconds(300)), std::future_status::timeout);
  std::atomic<bool> worked{false};
  later->go_on([&] {
    worked = true;
    return text_response(Status::ok, "to nobody");
  });
  stopped.get();
  EXPECT_TRUE(worked);
}

TEST_F(ServerTest, StoppingEndsIdleConnectionsAndLetsRequestsFinish) {
  std::latch entered(1);
  std::promise<void> release;
  std::shared_future<void> released = release.get_future().share();
  handler = [&](const Request& request) {
    if (request.target.segments.front() == "slow") {
      entered.count_down();
      released.wait();
    }
    return text_response(Status::ok, "done");
  };
  start_tls();
  NetClient idle(server->port(), Tls::v1_3);
  ASSERT_TRUE(idle.ask(simple));
  NetClient busy(server->port(), Tls::v1_3);
  busy.send("GET /slow HTTP/1.1\r\nHost: h\r\n\r\n");
  entered.wait();
  auto stopped = std::async(std::launch::async, [this] { server->stop(); });
  EXPECT_TRUE(idle.ended());
  release.set_value();
  const auto answer = busy.receive();
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->body, "done");
  EXPECT_TRUE(busy.ended());
  stopped.wait();
  EXPECT_EQ(server->counts().connections, 0U);
}

TEST_F(ServerTest, ClosesAfterTheLastAllowedRequestOfAConnection) {
  options.limits.connection_requests_max = 2;
  start_plain();
  NetClient client(server->port(), Tls::none);
  EXPECT_EQ(field_value(client.ask(simple)->fields, "connection"), "");
  EXPECT_EQ(field_value(client.ask(simple)->fields, "connection"), "close");
  EXPECT_TRUE(client.ended());
}

TEST_F(ServerTest, TheObserverSeesEveryAnswer) {
  start_plain();
  {
    NetClient client(server->port(), Tls::none);
    ASSERT_TRUE(client.ask(simple));
    ASSERT_TRUE(client.ask("garbage\r\n\r\n"));
  }
  server->stop();
  ASSERT_EQ(seen.size(), 2U);
  EXPECT_EQ(seen[0].status, Status::ok);
  EXPECT_EQ(seen[1].code, "http.malformed");
}

TEST(Certificate, IsMadeOnceWithAKeyNobodyElseReads) {
  const auto folder =
      std::filesystem::temp_directory_path() / ("telaio-tls-" + to_string(crypto::random_uuid()));
  const auto files = ensure_certificate(folder, {"localhost"}, SystemClock().now());
  ASSERT_TRUE(files);
  struct stat status{};
  ASSERT_EQ(::stat(files->key.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777U, 0400U);
  const auto written = std::filesystem::last_write_time(files->certificate);
  ASSERT_TRUE(ensure_certificate(folder, {"localhost"}, SystemClock().now()));
  EXPECT_EQ(std::filesystem::last_write_time(files->certificate), written);

  std::filesystem::remove(files->key);
  const auto incomplete = ensure_certificate(folder, {"localhost"}, SystemClock().now());
  ASSERT_FALSE(incomplete);
  EXPECT_EQ(incomplete.error().code, "tls.incomplete");
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace telaio::http
