// SPDX-License-Identifier: EUPL-1.2
// Many writers and readers at once, on every engine. Also run under the thread sanitizer (RocksDB
// itself is not instrumented: TSAN_OPTIONS=ignore_noninstrumented_modules=1).
#include <gmock/gmock.h>

#include <atomic>
#include <barrier>
#include <functional>
#include <future>
#include <thread>

#include "base/limits.hpp"
#include "log/log_refusals.hpp"
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

// What became of a flood of commits that came while the engine's thread was held.
struct Flood {
  std::uint64_t done = 0;
  std::uint64_t overloaded = 0;
  std::uint64_t other = 0;
  std::uint64_t accepted_bytes_max = 0;  // Waiting at the end of the flood, of those accepted.
};

// Sends `count` commits made one by one while nothing is written; then everything may go on.
Flood flood(std::uint64_t count, const std::function<Commit(std::uint64_t)>& commit,
            std::uint64_t bytes_each) {
  const SystemClock clock;
  RocksdbEngine engine(clock);
  std::atomic<std::uint64_t> done = 0;
  std::atomic<std::uint64_t> overloaded = 0;
  std::atomic<std::uint64_t> other = 0;
  // The first answer holds the engine's thread until the flood is over.
  std::promise<void> flooded;
  std::promise<void> held;
  engine.log->append(simple_commit(count, stream_of(1)),
                     [flood_over = flooded.get_future().share(), &held](const AppendOutcome&) {
                       held.set_value();
                       flood_over.wait();
                     });
  held.get_future().wait();
  for (std::uint64_t i = 0; i < count; ++i) {
    engine.log->append(commit(i), [&](const AppendOutcome& outcome) {
      const auto* refused = std::get_if<log::Overloaded>(&outcome);
      const bool typed = refused != nullptr && refused->code == refusals::overloaded;
      ++(std::holds_alternative<Appended>(outcome) ? done : typed ? overloaded : other);
    });
  }
  Flood result;
  result.accepted_bytes_max = (count - overloaded) * bytes_each;
  flooded.set_value();
  EXPECT_TRUE(engine.log->wait_past(count - overloaded, std::chrono::seconds(60)));
  engine.log.reset();  // Ends when everybody has an answer.
  result.done = done;
  result.overloaded = overloaded;
  result.other = other;
  return result;
}

// C15. Ten times what the queue holds: what does not fit is refused at once and by name, and
// everything accepted is answered.
TEST(RocksdbConcurrency, RefusesWhatDoesNotFitInTheQueueAndAnswersEverythingElse) {
  constexpr std::uint64_t count = 10 * limits::append_queue_max;
  const Flood result =
      flood(count, [](std::uint64_t i) { return simple_commit(i, stream_of(i)); }, 1);
  EXPECT_EQ(result.done, limits::append_queue_max);
  EXPECT_EQ(result.overloaded, count - limits::append_queue_max);
  EXPECT_EQ(result.other, 0U);
}

// The same by bytes: few commits, but large ones. What waits stays within the named limit.
TEST(RocksdbConcurrency, RefusesBytesThatDoNotFitInTheQueue) {
  constexpr std::size_t part_bytes = std::size_t{8} << 20U;
  constexpr std::uint64_t fit = limits::append_queue_bytes_max / part_bytes;
  const NewEvent large = event_of_number(1, {part_of(1, part_bytes)});
  const Flood result = flood(
      10 * fit,
      [&](std::uint64_t i) {
        return commit_of(i, {write_to(stream_of(i), Expectation::any(), {large})});
      },
      part_bytes);
  EXPECT_LE(result.accepted_bytes_max, limits::append_queue_bytes_max);
  EXPECT_EQ(result.done, fit - 1);  // Headers count, too.
  EXPECT_EQ(result.overloaded, 10 * fit - result.done);
  EXPECT_EQ(result.other, 0U);
}

}  // namespace
}  // namespace telaio::log::testing
