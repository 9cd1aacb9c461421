// SPDX-License-Identifier: EUPL-1.2
// The engine of the views under everybody at once: the live thread, readers of the present and of
// the past, a reader that waits for its own write, a rebuild, an erasure. Run under the thread
// sanitizer too.
#include <gtest/gtest.h>

#include <atomic>
#include <mutex>
#include <string>
#include <thread>

#include "tests/projections/support/story.hpp"
#include "tests/view/tally.hpp"

namespace telaio::view {
namespace {

using namespace std::chrono_literals;
using testing::Story;
using testing::Views;

constexpr std::uint64_t cases = 5;
constexpr std::uint64_t visits_told = 1'200;
const Date monday = Date::of(2026, 3, 2);

// Event n is a visit of case n % cases, so every answer about the past can be reckoned.
schema::InterventionLoggedT visit(std::uint64_t n) {
  schema::InterventionLoggedT fact;
  fact.case_file = testing::id<CaseId>(n % cases);
  fact.on = monday;
  return fact;
}

std::uint32_t visits_of(std::uint64_t of_case, std::uint64_t events) {
  return static_cast<std::uint32_t>((events + cases - 1 - of_case) / cases);
}

// What the threads share: how many events are told, and the first thing that was not as it must be.
struct Shared {
  std::atomic<std::uint64_t> told = 0;
  std::atomic<bool> over = false;
  std::mutex mutex;
  std::string first_wrong;  // Guarded by mutex.
};

void check(Shared& shared, bool as_it_must_be, std::string what) {
  if (as_it_must_be) return;
  const std::lock_guard lock(shared.mutex);
  if (shared.first_wrong.empty()) shared.first_wrong = std::move(what);
}

template <class Value>
std::string fault_of(const Result<Value, Fault>& result) {
  return result ? "" : " " + result.error().code + " " + result.error().detail;
}

// Asks for random moments of the past, and for now, until the story is over.
void read_on(const Runner& runner, Shared& shared, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  while (!shared.over) {
    const std::uint64_t told = shared.told;
    if (told == 0) continue;
    const std::uint64_t of_case = random() % cases;
    const auto count = [&](const ReadRows& rows) {
      return Tally::read(rows, testing::id<CaseId>(of_case));
    };
    const Position past = random() % told;
    const auto then = runner.ask("tally", At{past, std::nullopt, 20s}, count);
    check(shared, then && !then->late && then->value == visits_of(of_case, past + 1),
          "as of the past" + fault_of(then));
    const auto now = runner.ask("tally", At{}, count);
    check(shared, now && now->value == visits_of(of_case, now->applied), "now" + fault_of(now));
  }
}

void watch(const Runner& runner, Shared& shared) {
  std::uint64_t seen = 0;
  while (!shared.over) {
    static_cast<void>(runner.wait_change(seen, 10ms));
    const std::uint64_t mark = runner.live_mark();
    check(shared, mark >= seen, "the mark goes back");
    seen = mark;
    for (const ViewStatus& status : runner.status()) {
      check(shared, status.positions_complete && !status.poison, "positions are not complete");
      check(shared, status.applied <= status.head, "more is applied than there is");
    }
  }
}

void rebuild_again_and_again(Runner& runner, Shared& shared) {
  while (!shared.over) {
    const auto outcome = runner.rebuild("tally", nullptr);
    check(shared, outcome && (!outcome->replaced || outcome->digest == *outcome->replaced),
          "rebuild" + fault_of(outcome));
  }
}

TEST(ViewConcurrency, EveryAnswerIsThatOfItsPrefixWhileRowsAreWrittenRebuiltAndErased) {
  Story story;
  const Tally tally;
  Views views(story, {&tally});
  ASSERT_TRUE(views.runner->catch_up().has_value());
  Runner& runner = *views.runner;
  runner.start();

  Shared shared;
  std::vector<std::thread> threads;
  for (const std::uint64_t seed : {1U, 2U}) {
    threads.emplace_back([&, seed] { read_on(runner, shared, seed); });
  }
  threads.emplace_back([&] { watch(runner, shared); });
  threads.emplace_back([&] { rebuild_again_and_again(runner, shared); });
  threads.emplace_back([&] {
    for (std::uint64_t n = 1; !shared.over; ++n) {
      const auto purged = runner.purge(testing::id<PersonId>(n));
      check(shared, purged.has_value(), "purge" + fault_of(purged));
      std::this_thread::sleep_for(5ms);  // Erasures are rare; no result depends on the pace.
    }
  });
  for (std::uint64_t n = 0; n < visits_told; ++n) {
    const auto told = story.tell(visit(n), monday);
    shared.told = n + 1;
    if (n % 50 == 0) {  // Reads its own write.
      const auto mine = runner.ask("tally", At{std::nullopt, told.position, 20s},
                                   [](const ReadRows& rows) { return Tally::dates(rows, {}); });
      check(shared, mine && !mine->late && mine->applied > told.position,
            "own write" + fault_of(mine));
    }
  }
  ASSERT_TRUE(runner.wait_for(story.size() - 1, 60s));
  shared.over = true;
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(shared.first_wrong, "");
  testing::Fold fold(story.events(), tally, nullptr);
  fold.advance_to(story.size() - 1);
  EXPECT_EQ(runner.digest("tally", std::nullopt).value(), fold.rows().digest());
}

// Reads rows of both tables: had they come out of two builds, they would not agree.
void read_across_the_switch(const Runner& runner, Shared& shared) {
  while (!shared.over) {
    const auto answer = runner.ask("tally", At{}, [](const ReadRows& rows) {
      std::uint32_t visits = 0;
      const auto dates = Tally::dates(rows, testing::id<CaseId>(0));
      for (const auto& [date, count] : dates) visits += count;
      return std::pair(Tally::read(rows, testing::id<CaseId>(0)), visits);
    });
    check(shared, answer && answer->value.first == visits_of(0, answer->applied),
          "rows are not those of their position" + fault_of(answer));
    check(shared, answer && answer->value.first == answer->value.second, "a mixture of two builds");
  }
}

TEST(ViewConcurrency, AReaderSeesTheOldRowsOrTheNewOnesWhileVersionsSucceedEachOther) {
  Story story;
  testing::Folder folder;
  const auto store = Store::open(folder.path() / "views", {}).value();
  const Tally first(1);
  ASSERT_TRUE(Runner(*store, story.events(), {&first}, nullptr).catch_up().has_value());
  for (std::uint32_t version = 2; version <= 6; ++version) {
    for (std::uint64_t n = 0; n < 200; ++n) story.tell(visit(story.size()), monday);
    const Tally tally(version, std::nullopt, {version - 1});
    Runner runner(*store, story.events(), {&tally}, nullptr);
    ASSERT_TRUE(runner.prepare().has_value());
    Shared shared;
    std::vector<std::thread> readers;
    for (int i = 0; i < 2; ++i) {
      readers.emplace_back([&] { read_across_the_switch(runner, shared); });
    }
    std::thread eraser([&] {
      for (std::uint64_t n = 1; !shared.over; ++n) {
        const auto purged = runner.purge(testing::id<PersonId>(n));
        check(shared, purged.has_value(), "purge" + fault_of(purged));
        std::this_thread::sleep_for(5ms);  // As above.
      }
    });
    runner.start();
    EXPECT_TRUE(runner.wait_for(story.size() - 1, 60s, "tally"));
    shared.over = true;
    for (std::thread& reader : readers) reader.join();
    eraser.join();
    runner.stop();
    EXPECT_EQ(shared.first_wrong, "");
    EXPECT_EQ(runner.status()[0].code_version, version);
    testing::Fold fold(story.events(), tally, nullptr);
    fold.advance_to(story.size() - 1);
    EXPECT_EQ(runner.digest("tally", std::nullopt).value(), fold.rows().digest());
  }
}

}  // namespace
}  // namespace telaio::view
