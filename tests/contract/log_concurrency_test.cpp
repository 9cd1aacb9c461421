// SPDX-License-Identifier: EUPL-1.2
// Many writers and readers at once, on every engine. Also run under the thread sanitizer (RocksDB
// itself is not instrumented: TSAN_OPTIONS=ignore_noninstrumented_modules=1).
#include <gmock/gmock.h>

#include <atomic>
#include <barrier>
#include <future>
#include <thread>

#include "base/limits.hpp"
#include "tests/contract/engines.hpp"

namespace telaio::log::testing {
namespace {

template <class Engine>
class Concurrency : public LogContract<Engine> {};
TYPED_TEST_SUITE(Concurrency, Engines, EngineNames);

// T10.
TYPED_TEST(Concurrency, LetsExactlyOneWriterWinEveryRace) {
  constexpr std::uint64_t rounds = 200;
  constexpr std::uint64_t writers_max = 16;
  const StreamId stream = stream_of(1);
  std::atomic<std::uint64_t> winners = 0;
  std::atomic<std::uint64_t> losers = 0;
  std::barrier start(writers_max);

  const auto race = [&](std::uint64_t writer) {
    for (std::uint64_t round = 0; round < rounds; ++round) {
      start.arrive_and_wait();
      // 2 to 16 writers, by round.
      if (writer >= 2 + round % (writers_max - 1)) continue;
      const auto expected =
          round == 0 ? Expectation::none() : Expectation::exact(static_cast<Version>(round - 1));
      const auto outcome = this->append(
          commit_of(round * 100 + writer, {write_to(stream, expected, {event_of_number(round)})}));
      if (std::holds_alternative<Appended>(outcome)) ++winners;
      if (std::holds_alternative<Conflict>(outcome)) ++losers;
    }
  };
  std::vector<std::thread> threads;
  for (std::uint64_t writer = 0; writer < writers_max; ++writer) threads.emplace_back(race, writer);
  for (std::thread& thread : threads) thread.join();

  EXPECT_EQ(winners, rounds);
  EXPECT_EQ(this->events().head().size, rounds);
  std::uint64_t taking_part = 0;
  for (std::uint64_t round = 0; round < rounds; ++round) taking_part += 2 + round % 15;
  EXPECT_EQ(losers, taking_part - rounds);
}

// E-1, E-3: a reader that follows sees 0, 1, 2, … and never half a commit.
TYPED_TEST(Concurrency, ShowsReadersOnePrefixAfterTheOther) {
  constexpr std::uint64_t writers = 4;
  constexpr std::uint64_t commits = 100;
  constexpr std::uint64_t total = writers * commits * 3;
  const auto write = [&](std::uint64_t writer) {
    for (std::uint64_t i = 0; i < commits; ++i) {
      const std::uint64_t command = writer * commits + i;
      ASSERT_TRUE(appended(this->append(commit_of(
          command,
          {write_to(stream_of(writer), Expectation::any(),
                    {event_of_number(command), event_of_number(command)}),
           write_to(stream_of(100 + i % 7), Expectation::any(), {event_of_number(command)})}))));
    }
  };
  const auto follow = [&] {
    Position next = 0;
    while (next < total) {
      ASSERT_TRUE(this->events().wait_past(next, std::chrono::seconds(60)));
      const Page page = this->events().read_all(next, {.events_max = 50}).value();
      ASSERT_FALSE(page.events.empty());
      for (const StoredEvent& event : page.events) ASSERT_EQ(event.position, next++);
      if (page.end) {
        ASSERT_TRUE(page.events.back().ends_commit());
      }
      ASSERT_LE(next, this->events().head().size);
    }
  };
  std::vector<std::thread> threads;
  for (std::uint64_t writer = 0; writer < writers; ++writer) threads.emplace_back(write, writer);
  for (int reader = 0; reader < 2; ++reader) threads.emplace_back(follow);
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(this->events().head().size, total);
}

TYPED_TEST(Concurrency, DoesACommandSentManyTimesAtOnceExactlyOnce) {
  constexpr std::uint64_t commands = 50;
  std::atomic<int> firsts = 0;
  const auto send = [&] {
    for (std::uint64_t i = 0; i < commands; ++i) {
      const auto done = appended(this->append(simple_commit(i, stream_of(1))));
      ASSERT_TRUE(done);
      if (!done->duplicate) ++firsts;
    }
  };
  std::vector<std::thread> threads;
  for (int sender = 0; sender < 6; ++sender) threads.emplace_back(send);
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(firsts, 50);
  EXPECT_EQ(this->events().head().size, 50);
}

TYPED_TEST(Concurrency, SettlesALookupAgainstAppendsUnderWay) {
  for (std::uint64_t i = 0; i < 100; ++i) {
    std::promise<AppendOutcome> outcome;
    this->events().append(simple_commit(i, stream_of(i)),
                          [&](AppendOutcome done) { outcome.set_value(std::move(done)); });
    const auto found = this->events()
                           .find_commit(command_of(i), request_of("request " + std::to_string(i)))
                           .value();
    EXPECT_TRUE(found.first_outcome.has_value());
    EXPECT_TRUE(appended(outcome.get_future().get()));
  }
}

// A bounded queue: what does not fit is refused at once, and everything accepted is answered.
TEST(RocksdbConcurrency, RefusesWhatDoesNotFitInTheQueueAndAnswersEverythingElse) {
  const SystemClock clock;
  RocksdbEngine engine(clock);
  constexpr std::uint64_t flood = 3 * limits::append_queue_max;
  std::vector<Commit> commits;
  for (std::uint64_t i = 0; i < flood; ++i) commits.push_back(simple_commit(i, stream_of(i)));

  std::atomic<std::uint64_t> done = 0;
  std::atomic<std::uint64_t> overloaded = 0;
  // The first answer holds the engine's thread until the flood is over.
  std::promise<void> flooded;
  auto flood_over = flooded.get_future().share();
  engine.log->append(simple_commit(flood, stream_of(1)),
                     [flood_over](const AppendOutcome&) { flood_over.wait(); });
  for (Commit& commit : commits) {
    engine.log->append(std::move(commit), [&](const AppendOutcome& outcome) {
      if (std::holds_alternative<Appended>(outcome)) ++done;
      if (std::holds_alternative<log::Overloaded>(outcome)) ++overloaded;
    });
  }
  EXPECT_GE(overloaded, flood - limits::append_queue_max - limits::group_commits_max);
  flooded.set_value();
  const std::uint64_t accepted = flood - overloaded;
  ASSERT_TRUE(engine.log->wait_past(accepted, std::chrono::seconds(60)));
  engine.log.reset();  // Ends when everybody has an answer.
  EXPECT_EQ(done, accepted);
}

}  // namespace
}  // namespace telaio::log::testing
