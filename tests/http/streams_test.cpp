// SPDX-License-Identifier: EUPL-1.2
// Server-sent events on real sockets: who gets what, who waits for whom, and how they end.
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <thread>
#include <utility>

#include "base/clock.hpp"
#include "crypto/random.hpp"
#include "http/server.hpp"
#include "http/tls_certificate.hpp"
#include "tests/http/net_client.hpp"

namespace telaio::http {
namespace {

using std::chrono::milliseconds;
using test::NetClient;
using test::Tls;

constexpr std::string_view listen = "GET /live HTTP/1.1\r\nHost: localhost\r\n\r\n";

// What there is to tell; every stream of a test tells it.
struct News {
  std::atomic<std::uint64_t> newest = 0;
  std::atomic<bool> allowed = true;
  std::atomic<bool> ended = false;
  std::atomic<int> open = 0;
  std::string padding;
};

class NewsStream final : public EventStream {
 public:
  explicit NewsStream(News& news) : news_(news) { ++news_.open; }
  ~NewsStream() override { --news_.open; }
  std::string next() override {
    const std::uint64_t newest = news_.newest;
    if (newest == told_) return "";
    told_ = newest;
    return "id: " + std::to_string(newest) + "\ndata: " + news_.padding + "\n\n";
  }
  bool ended() const override { return news_.ended; }
  bool allowed() override { return news_.allowed; }

 private:
  News& news_;
  std::uint64_t told_ = 0;
};

std::uint64_t id_of(const std::optional<std::string>& event) {
  if (!event || !event->starts_with("id: ")) return 0;
  return std::stoull(event->substr(4));
}

bool eventually(const std::function<bool()>& holds) {
  const Instant give_up = monotonic_now().plus_seconds(20);
  while (monotonic_now() < give_up) {
    if (holds()) return true;
    std::this_thread::sleep_for(milliseconds(5));
  }
  return false;
}

milliseconds since(Instant began) {
  return milliseconds((monotonic_now().micros() - began.micros()) / 1'000);
}

class StreamsTest : public ::testing::Test {
 protected:
  StreamsTest() {
    auto loaded = Texts::load(std::filesystem::path(TELAIO_SOURCE_DIR) / "config" / "texts");
    EXPECT_TRUE(loaded);
    if (loaded) texts = std::move(*loaded);
    options.addresses = {"127.0.0.1"};
    options.io_threads = 2;
    options.storage_threads = 2;
    options.limits.stream_pause = milliseconds(0);
  }
  ~StreamsTest() override {
    server.reset();
    std::error_code ignored;
    std::filesystem::remove_all(folder, ignored);
  }

  void start() {
    auto started = Server::start(
        options, texts,
        [this](const Request& request) {
          Response response;
          if (request.target.segments.front() != "live") return text_response(Status::ok, "x");
          response.set("Content-Type", "text/event-stream");
          response.stream = std::make_shared<NewsStream>(news);
          return response;
        },
        nullptr);
    ASSERT_TRUE(started) << started.error().detail;
    server = std::move(*started);
  }
  std::unique_ptr<NetClient> listener(Tls tls = Tls::none, int receive_buffer = 0) {
    auto client = std::make_unique<NetClient>(server->port(), tls, receive_buffer);
    EXPECT_TRUE(client->send(listen));
    const auto head = client->receive();
    EXPECT_TRUE(head && head->status == 200);
    return client;
  }
  void tell(std::uint64_t position) {
    news.newest = position;
    server->wake_streams();
  }

  std::filesystem::path folder =
      std::filesystem::temp_directory_path() / ("telaio-sse-" + to_string(crypto::random_uuid()));
  Texts texts;
  ServerOptions options;
  News news;  // Outlives the server.
  std::unique_ptr<Server> server;
};

TEST_F(StreamsTest, SendWhatIsNewWithoutALengthAndEndWithTheConnection) {
  start();
  NetClient client(server->port(), Tls::none);
  ASSERT_TRUE(client.send(listen));
  const auto head = client.receive();
  ASSERT_TRUE(head);
  EXPECT_EQ(head->status, 200);
  EXPECT_EQ(field_value(head->fields, "content-type"), "text/event-stream");
  EXPECT_EQ(field_value(head->fields, "content-length"), "");
  EXPECT_EQ(field_value(head->fields, "connection"), "close");
  EXPECT_EQ(field_value(head->fields, "cache-control"), "no-store");
  EXPECT_NE(field_value(head->fields, "content-security-policy"), "");
  tell(7);
  EXPECT_EQ(client.event(), "id: 7\ndata: ");
  tell(9);
  EXPECT_EQ(id_of(client.event()), 9U);
  news.ended = true;
  server->wake_streams();
  EXPECT_TRUE(client.ended());
  EXPECT_TRUE(eventually([&] { return server->counts().streams == 0 && news.open == 0; }));
}

TEST_F(StreamsTest, WorkOverTlsAsWell) {
  const auto files = ensure_certificate(folder, {"localhost"}, SystemClock().now());
  ASSERT_TRUE(files) << files.error().detail;
  options.tls = *files;
  options.limits.stream_heartbeat = milliseconds(100);
  start();
  const auto client = listener(Tls::v1_3);
  EXPECT_EQ(client->event(), ":");  // The heartbeat.
  for (const std::uint64_t position : {3U, 4U, 5U}) {
    tell(position);
    std::optional<std::string> event = client->event();
    while (event == ":") event = client->event();
    EXPECT_EQ(id_of(event), position);
  }
  news.ended = true;
  server->wake_streams();
  EXPECT_TRUE(client->ended());
}

TEST_F(StreamsTest, MuchNewsBetweenTwoMessagesIsOneMessageTheNewest) {
  options.limits.stream_pause = milliseconds(300);
  start();
  const auto client = listener();
  tell(1);
  EXPECT_EQ(id_of(client->event()), 1U);
  for (std::uint64_t position = 2; position <= 50; ++position) tell(position);
  EXPECT_EQ(id_of(client->event()), 50U);
  EXPECT_EQ(client->event(milliseconds(400)), std::nullopt);
  EXPECT_EQ(server->counts().stream_messages, 2U);
}

TEST_F(StreamsTest, AWakeUpWithoutNewsSendsNothing) {
  start();
  const auto client = listener();
  tell(1);
  EXPECT_EQ(id_of(client->event()), 1U);
  for (int i = 0; i < 20; ++i) server->wake_streams();
  EXPECT_EQ(client->event(milliseconds(200)), std::nullopt);
}

TEST_F(StreamsTest, BeatWhileNothingHappensAndEndOnceTheListenerMayNoMore) {
  options.limits.stream_heartbeat = milliseconds(100);
  start();
  const auto client = listener();
  EXPECT_EQ(client->event(), ":");
  EXPECT_EQ(client->event(), ":");
  news.allowed = false;
  EXPECT_TRUE(client->ended(milliseconds(5'000)));
  EXPECT_TRUE(eventually([&] { return news.open == 0; }));
}

TEST_F(StreamsTest, AreAskedWhetherTheyMayAlsoWhileThereIsAlwaysNews) {
  options.limits.stream_heartbeat = milliseconds(100);
  start();
  const auto client = listener();
  news.allowed = false;
  std::atomic<bool> over = false;
  std::thread busy([&] {
    for (std::uint64_t position = 1; !over; ++position) {
      tell(position);
      std::this_thread::sleep_for(milliseconds(5));
    }
  });
  EXPECT_TRUE(client->ended(milliseconds(5'000)));
  over = true;
  busy.join();
}

TEST_F(StreamsTest, EndWhenTheClientGoesOrSpeaks) {
  start();
  auto gone = listener();
  const auto speaking = listener();
  EXPECT_TRUE(eventually([&] { return server->counts().streams == 2; }));
  gone.reset();
  EXPECT_TRUE(eventually([&] { return server->counts().streams == 1; }));
  EXPECT_TRUE(speaking->send(listen));
  EXPECT_TRUE(speaking->ended());
  EXPECT_TRUE(eventually([&] { return server->counts().streams == 0 && news.open == 0; }));
}

TEST_F(StreamsTest, HeadOpensNone) {
  start();
  NetClient client(server->port(), Tls::none);
  ASSERT_TRUE(client.send("HEAD /live HTTP/1.1\r\nHost: localhost\r\n\r\n"));
  const auto answer = client.receive(std::chrono::seconds(10), true);
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 200);
  EXPECT_TRUE(client.ended());
  EXPECT_TRUE(eventually([&] { return news.open == 0; }));
}

// A client that stops reading costs the buffers of the system and one message; when it reads again
// it is told the newest, not everything it slept through.
TEST_F(StreamsTest, ASlowClientIsToldTheNewestWhenItReadsAgain) {
  news.padding = std::string(8'000, 'x');
  start();
  const auto slow = listener(Tls::none, 2'048);
  constexpr std::uint64_t last = 300;
  for (std::uint64_t position = 1; position <= last; ++position) {
    tell(position);
    std::this_thread::sleep_for(milliseconds(1));
  }
  const std::uint64_t sent = server->counts().stream_messages;
  EXPECT_LT(sent, last / 2) << "the rest waits for the reader";
  std::uint64_t told = 0;
  std::uint64_t messages = 0;
  while (told < last) {
    const auto event = slow->event();
    ASSERT_TRUE(event) << "after " << told;
    EXPECT_GT(id_of(event), told);
    told = id_of(event);
    ++messages;
  }
  EXPECT_LE(messages, sent + 2);  // The one being written, and the newest.
}

TEST_F(StreamsTest, AClientThatNeverReadsIsCut) {
  news.padding = std::string(64'000, 'x');
  options.limits.write_time = milliseconds(300);
  start();
  const auto dead = listener(Tls::none, 2'048);
  for (std::uint64_t position = 1; position <= 20; ++position) tell(position);
  EXPECT_TRUE(eventually([&] {
    tell(news.newest + 1);
    return server->counts().streams_cut == 1;
  }));
  EXPECT_TRUE(eventually([&] { return server->counts().streams == 0 && news.open == 0; }));
}

TEST_F(StreamsTest, AStopEndsThemAtOnceAlsoTheOneThatDoesNotRead) {
  news.padding = std::string(64'000, 'x');
  start();
  const auto stalled = listener(Tls::none, 2'048);
  const auto idle = listener();
  for (std::uint64_t position = 1; position <= 20; ++position) tell(position);
  EXPECT_GT(id_of(idle->event()), 0U);
  const Instant began = monotonic_now();
  server->stop();
  EXPECT_LT(since(began), milliseconds(5'000)) << "of ten seconds that requests may take";
  EXPECT_TRUE(idle->ended());
  EXPECT_EQ(news.open, 0);
}

// T16: one client stalled, ninety-nine live; nobody misses a wake-up, and nobody waits for it.
class OneStalled : public StreamsTest {
 protected:
  static constexpr std::size_t live_count = 99;
  static constexpr std::uint64_t rounds = 40;

  // A message is counted a moment after its client has it.
  std::uint64_t messages_settled() {
    std::uint64_t last = 0;
    EXPECT_TRUE(eventually([&] {
      std::this_thread::sleep_for(milliseconds(100));
      const std::uint64_t now = server->counts().stream_messages;
      return std::exchange(last, now) == now;
    }));
    return last;
  }
  // Time of each round until all live ones have its message, sorted.
  std::vector<std::int64_t> rounds_of(std::vector<std::unique_ptr<NetClient>>& live) {
    std::vector<std::int64_t> micros;
    for (std::uint64_t round = 0; round < rounds; ++round) {
      const std::uint64_t position = news.newest + 1;
      const Instant began = monotonic_now();
      tell(position);
      for (const auto& client : live) {
        const auto event = client->event();
        EXPECT_EQ(id_of(event), position);
      }
      micros.push_back(monotonic_now().micros() - began.micros());
    }
    std::sort(micros.begin(), micros.end());
    return micros;
  }
};

TEST_F(OneStalled, TheOthersGetEveryWakeUpAsFastAsWithoutIt) {
  news.padding = std::string(4'000, 'x');
  options.limits.write_time = std::chrono::minutes(5);  // It stays stalled to the end.
  start();
  std::vector<std::unique_ptr<NetClient>> live;
  for (std::size_t i = 0; i < live_count; ++i) live.push_back(listener());
  rounds_of(live);  // Warm.
  const auto without = rounds_of(live);
  const auto stalled = listener(Tls::none, 2'048);
  for (int i = 0; i < 20; ++i) {  // Until its buffers are full.
    tell(news.newest + 1);
    for (const auto& client : live) EXPECT_EQ(id_of(client->event()), news.newest);
  }
  const std::uint64_t before = messages_settled();
  const auto with = rounds_of(live);
  EXPECT_EQ(messages_settled() - before, live_count * rounds) << "it is not stalled";
  const std::int64_t median = without[rounds / 2];
  std::printf("all %zu have it: median %lld us without, %lld us with; slowest %lld us, %lld us\n",
              live_count, static_cast<long long>(median), static_cast<long long>(with[rounds / 2]),
              static_cast<long long>(without.back()), static_cast<long long>(with.back()));
  // Waiting for the stalled one would cost minutes; the bound leaves room for a busy machine.
  EXPECT_LE(with[rounds / 2], 3 * median + 50'000);
}

}  // namespace
}  // namespace telaio::http
