// SPDX-License-Identifier: EUPL-1.2
// T10, T12, T13: many at once, on the log on disk. One winner a race, no half commits for anybody,
// and every reader sees 0, 1, 2, … however late a commit is.
#include <atomic>
#include <barrier>
#include <thread>

#include "tests/torture/disk/disk.hpp"
#include "tests/torture/open_log.hpp"
#include "tests/torture/tests.hpp"

namespace telaio::torture {
namespace {

using log::testing::commit_of;
using log::testing::event_of_number;
using log::testing::stream_of;
using log::testing::write_to;

// What went wrong in some thread, to be thrown where somebody catches it.
class Threads {
 public:
  template <class Work>
  void start(Work work) {
    threads_.emplace_back([this, work] {
      try {
        work();
      } catch (const Broken& broken) {
        const std::lock_guard lock(mutex_);
        if (broken_.empty()) broken_ = broken.what();
      }
    });
  }
  void join() {
    for (std::thread& thread : threads_) thread.join();
    threads_.clear();
    if (!broken_.empty()) throw Broken(broken_);
  }

 private:
  std::mutex mutex_;
  std::string broken_;
  std::vector<std::thread> threads_;
};

// ---- T10 ----

constexpr std::uint64_t writers_max = 64;

// ---- T12 ----

constexpr std::uint64_t writers = 4;
constexpr std::uint64_t streams_of_one = 3;

log::Commit commit_on_three_streams(std::uint64_t number) {
  std::vector<log::StreamWrite> writes;
  for (std::uint64_t i = 0; i < streams_of_one; ++i) {
    writes.push_back(write_to(stream_of(i), log::Expectation::any(), {event_of_number(number)}));
  }
  return commit_of(number, std::move(writes));
}

std::uint64_t count_of(const log::EventLog& events, std::uint64_t stream) {
  const auto version = events.stream_version(stream_of(stream));
  require(version.has_value(), "a stream cannot be read");
  return *version ? **version + 1 : 0;
}

// Looks once: whatever is seen of one stream must be there of the others that are looked at later.
void observe(const log::EventLog& events, Random& random) {
  const std::uint64_t first = pick(random, streams_of_one);
  std::uint64_t seen = count_of(events, first);
  for (std::uint64_t i = 1; i < streams_of_one; ++i) {
    const std::uint64_t other = count_of(events, (first + i) % streams_of_one);
    require(other >= seen, "{} events on one stream of a commit, {} on another", seen, other);
    seen = other;
  }
  const log::Head head = events.head();
  require(head.size % streams_of_one == 0, "the head is inside a commit: {}", head.size);
  if (head.size == 0) return;
  const auto page = events.read_all(head.size - 1, {.events_max = 1});
  require(page.has_value() && page->events.front().ends_commit(), "half a commit was shown");
}

// ---- T13 ----

constexpr std::uint64_t readers = 20;

void follow(const log::EventLog& events, std::uint64_t total) {
  log::Position next = 0;
  while (next < total) {
    require(events.wait_past(next, std::chrono::seconds(120)), "nothing came for two minutes");
    const auto page = events.read_all(next, {.events_max = 50});
    require(page.has_value() && !page->events.empty(), "a page could not be read");
    for (const log::StoredEvent& event : page->events) {
      require(event.position == next, "position {} after {}", event.position, next);
      ++next;
    }
  }
}

}  // namespace

void one_winner(Run& run) {
  OpenLog open;
  const log::StreamId stream = stream_of(1);
  std::vector<std::uint64_t> racing;
  for (std::uint64_t i = 0; i < run.rounds(); ++i) {
    racing.push_back(2 + pick(run.random(), writers_max - 1));
  }
  std::vector<std::atomic<std::uint64_t>> winners(run.rounds());
  std::barrier start(static_cast<std::ptrdiff_t>(writers_max));
  Threads threads;
  for (std::uint64_t writer = 0; writer < writers_max; ++writer) {
    threads.start([&, writer] {
      for (std::uint64_t round = 0; round < run.rounds(); ++round) {
        start.arrive_and_wait();
        if (writer >= racing[round]) continue;
        const auto expected =
            round == 0 ? log::Expectation::none() : log::Expectation::exact(round - 1);
        const auto outcome = log::append_and_wait(
            *open.events, commit_of(round * writers_max + writer,
                                    {write_to(stream, expected, {event_of_number(round)})}));
        if (std::holds_alternative<log::Appended>(outcome)) ++winners[round];
      }
    });
  }
  threads.join();
  for (std::uint64_t round = 0; round < run.rounds(); ++round) {
    require(winners[round] == 1, "round {}: {} winners of {}", round, winners[round].load(),
            racing[round]);
    run.count("writers", racing[round]);
    run.round_done();
  }
  require(open.events->head().size == run.rounds(), "{} events of {} races",
          open.events->head().size, run.rounds());
}

void no_half_commits(Run& run) {
  OpenLog open;
  std::atomic<std::uint64_t> next = 0;
  std::atomic<bool> over = false;
  Threads threads;
  std::atomic<std::uint64_t> looks = 0;
  for (std::uint64_t observer = 0; observer < 3; ++observer) {
    threads.start([&, observer] {
      Random random(run.seed() + observer);
      for (; !over; ++looks) observe(*open.events, random);
    });
  }
  Threads writing;
  for (std::uint64_t writer = 0; writer < writers; ++writer) {
    writing.start([&] {
      for (std::uint64_t i = next++; i < run.rounds(); i = next++) {
        const auto outcome = log::append_and_wait(*open.events, commit_on_three_streams(i));
        require(std::holds_alternative<log::Appended>(outcome), "commit {}: {}", i,
                log::testing::describe(outcome));
      }
    });
  }
  writing.join();
  over = true;
  threads.join();
  run.count("looks", looks);
  for (std::uint64_t i = 0; i < run.rounds(); ++i) run.round_done();
}

void late_commits(Run& run) {
  OpenLog open;
  const auto random = std::make_shared<Random>(run.seed());
  const Watch watch(open.folder.path(), false, [random](Call call, const std::string& path) {
    std::optional<Failure> late;
    if (call != Call::sync || !path.ends_with(".log")) return late;
    // Most a little, one in a hundred a lot.
    const std::uint64_t longest = once_in(*random, 100) ? 2'000 : 20;
    late = Failure{};
    late->delay = std::chrono::milliseconds(pick(*random, longest));
    return late;
  });
  open.reopen();  // What was opened before is not watched.
  Threads threads;
  for (std::uint64_t reader = 0; reader < readers; ++reader) {
    threads.start([&] { follow(*open.events, run.rounds()); });
  }
  for (std::uint64_t i = 0; i < run.rounds(); ++i) {
    open.events->append(log::testing::simple_commit(i, stream_of(i % 5)),
                        [](const log::AppendOutcome&) {});
    if (once_in(run.random(), 4)) (void)open.events->wait_past(i, std::chrono::seconds(120));
  }
  threads.join();
  run.count("readers", readers);
  for (std::uint64_t i = 0; i < run.rounds(); ++i) run.round_done();
}

}  // namespace telaio::torture
