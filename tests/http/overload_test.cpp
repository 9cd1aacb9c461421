// SPDX-License-Identifier: EUPL-1.2
// Ten times more requests than a small service can take, for two seconds, from the same callers as
// tools/bench/overload: who is one too many is told so by name, what was acknowledged was done
// once, and the service answers as always when it is over.
#include <gtest/gtest.h>

#include <map>
#include <mutex>
#include <thread>

#include "base/clock.hpp"
#include "http/server.hpp"
#include "http/tls_certificate.hpp"
#include "tools/bench/overload_load.hpp"

namespace telaio::http {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr std::size_t queue_max = 4;
constexpr std::size_t callers = 48;

class OverloadTest : public ::testing::Test {
 protected:
  OverloadTest() {
    auto loaded = Texts::load(std::filesystem::path(TELAIO_SOURCE_DIR) / "config" / "texts");
    texts = std::move(loaded.value());
    ServerOptions options;
    options.addresses = {"127.0.0.1"};
    options.io_threads = 1;
    options.storage_threads = 2;
    options.limits.queue_max = queue_max;
    // No room for anybody beyond the kept connections.
    options.limits.connections_max = callers;
    options.tls = ensure_certificate(folder, {"localhost"}, SystemClock().now()).value();
    server = Server::start(
                 options, texts, [this](const Request& request) { return write(request); },
                 [](const Observed&) {})
                 .value();
    target.port = server->port();
    target.run = "00000000000000aa";
    target.body = "{}";
    target.writers = {{"a", {"b"}}};
  }
  ~OverloadTest() override {
    server.reset();
    std::error_code ignored;
    std::filesystem::remove_all(folder, ignored);
  }

  // As a slow disk: a hundred of these a second and thread at most.
  Response write(const Request& request) {
    std::this_thread::sleep_for(milliseconds(10));
    const std::lock_guard lock(mutex);
    most_in_hand = std::max(most_in_hand, server->counts().requests_in_hand);
    ++written[std::string(request.field("idempotency-key"))];
    Response response;
    response.status = Status::created;
    response.body = R"({"position":7})";
    return response;
  }
  std::size_t times_written(std::uint64_t number) {
    const std::lock_guard lock(mutex);
    const auto found = written.find(target.run + fmt_number(number));
    return found == written.end() ? 0 : found->second;
  }
  static std::string fmt_number(std::uint64_t number) {
    std::string digits(16, '0');
    for (std::size_t at = digits.size(); number > 0; number /= 16) {
      digits[--at] = "0123456789abcdef"[number % 16];
    }
    return digits;
  }

  std::filesystem::path folder = ::testing::TempDir() + "telaio-overload-" +
                                 std::to_string(::testing::UnitTest::GetInstance()->random_seed()) +
                                 std::to_string(::getpid());
  Texts texts;
  std::mutex mutex;
  std::map<std::string, std::size_t> written;  // By key.
  std::size_t most_in_hand = 0;
  std::unique_ptr<Server> server;
  bench::Target target;
};

TEST_F(OverloadTest, TellsWhoIsTooManyAndLosesNothingOfTheOthers) {
  bench::OpenLoop load;
  load.per_second = 2'000;  // Ten times two threads of a hundred a second.
  load.length = seconds(2);
  load.connections = callers;
  load.late_max = 8;
  load.settling = seconds(20);
  const bench::OpenResult result = bench::run_open(target, load, {});
  const bench::Tally& tally = result.tally;

  EXPECT_GT(tally.count(bench::Fate::acknowledged), 0U);
  EXPECT_GT(tally.count(bench::Fate::overloaded), 0U);
  EXPECT_EQ(tally.count(bench::Fate::unanswered), 0U);
  EXPECT_EQ(tally.count(bench::Fate::other), 0U) << tally.others().begin()->first;
  EXPECT_LE(most_in_hand, queue_max);
  for (std::uint64_t number = 0; number < tally.given_out(); ++number) {
    const bool done = tally.fates()[number] == bench::Fate::acknowledged;
    ASSERT_EQ(times_written(number), done ? 1U : 0U) << number;
  }

  target.run = "00000000000000bb";
  EXPECT_TRUE(bench::wait_normal(target, milliseconds(500), seconds(20)).after.has_value());
}

TEST(OverloadAnswers, AreReadByStatusAndCode) {
  using bench::Fate;
  const auto done = bench::read_answer("HTTP/1.1 201 Created\r\n\r\n", R"({"position":12,"a":1})");
  EXPECT_EQ(done.fate, Fate::acknowledged);
  EXPECT_EQ(done.position, 12U);
  EXPECT_EQ(bench::read_answer("HTTP/1.1 503 Service Unavailable\r\n\r\n",
                               R"({"status":503,"code":"http.overloaded"})")
                .fate,
            Fate::overloaded);
  const auto other = bench::read_answer("HTTP/1.1 503 Service Unavailable\r\n\r\n",
                                        R"({"code":"http.outcome_unknown"})");
  EXPECT_EQ(other.fate, Fate::other);
  EXPECT_EQ(other.said, "503 http.outcome_unknown");
}

TEST(OverloadTally, CountsEachRequestOnceAndTellsItsQuantiles) {
  bench::Tally tally;
  EXPECT_EQ(tally.next(), 0U);
  EXPECT_EQ(tally.next(), 1U);
  tally.settle(1, bench::Fate::acknowledged, 40);
  EXPECT_EQ(tally.count(bench::Fate::unanswered), 1U);
  EXPECT_EQ(tally.count(bench::Fate::acknowledged), 1U);
  EXPECT_EQ(tally.acknowledged().front(), std::pair(std::uint64_t{1}, std::uint64_t{40}));
  bench::Latencies latencies;
  EXPECT_EQ(latencies.quantile(0.5), 0U);
  for (int i = 1; i <= 100; ++i) latencies.add(milliseconds(i));
  EXPECT_EQ(latencies.quantile(0.5), 50U);
  EXPECT_EQ(latencies.quantile(0.99), 99U);
  EXPECT_EQ(latencies.quantile(1), 100U);
}

}  // namespace
}  // namespace telaio::http
