// SPDX-License-Identifier: EUPL-1.2
// T10, T12, T13, T14, T39: many at once, on the log on disk. One winner a race, no half commits for
// anybody, every reader sees 0, 1, 2, … however late a commit is, a request has one effect however
// often it is sent, and the clock may jump.
#include <algorithm>
#include <atomic>
#include <barrier>
#include <future>
#include <thread>

#include "log/rocksdb/engine.hpp"
#include "tests/log/fixtures.hpp"
#include "tests/torture/disk/disk.hpp"
#include "tests/torture/tests.hpp"

namespace telaio::torture {
namespace {

using log::testing::commit_of;
using log::testing::event_of_number;
using log::testing::stream_of;
using log::testing::TemporaryFolder;
using log::testing::write_to;

constexpr std::int64_t start_micros = 1'767'225'600'000'000;  // 2026-01-01T00:00:00Z.

struct OpenLog {
  TemporaryFolder folder{TemporaryFolder::InMemory()};
  ManualClock clock{Instant::from_micros(start_micros)};
  std::unique_ptr<log::StoredLog> events = log::rocksdb::create(place(), clock).value();

  log::rocksdb::Place place() const { return {folder.path() / "log", folder.path() / "anchor"}; }
  void reopen() {
    events.reset();
    events = log::rocksdb::open(place(), clock).value();
  }
};

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

// ---- T14 ----

// One request as it is sent, and what it was answered first.
struct Request {
  std::uint64_t number = 0;
  std::uint64_t times = 1;
  std::optional<log::Appended> outcome;
};

log::Commit commit_of_request(const Request& request) {
  return commit_of(request.number, {write_to(stream_of(request.number % 9), log::Expectation::any(),
                                             {event_of_number(request.number)})});
}

// All at once, in any order; every answer names one place, and one alone was the first.
void send_all(OpenLog& open, std::vector<Request>& requests, Run& run) {
  struct Sent {
    Request* request;
    bool altered;
    std::future<log::AppendOutcome> answer;
  };
  std::vector<std::pair<Request*, bool>> order;
  for (Request& request : requests) {
    for (std::uint64_t i = 0; i < request.times; ++i) order.emplace_back(&request, false);
    if (once_in(run.random(), 100) && request.outcome) order.emplace_back(&request, true);
  }
  std::shuffle(order.begin(), order.end(), run.random());
  std::vector<Sent> sent;
  for (const auto& [request, altered] : order) {
    auto promise = std::make_shared<std::promise<log::AppendOutcome>>();
    sent.push_back({request, altered, promise->get_future()});
    log::Commit commit = commit_of_request(*request);
    if (altered) commit.request_hash = log::testing::request_of("altered");
    open.events->append(std::move(commit), [promise](log::AppendOutcome outcome) {
      promise->set_value(std::move(outcome));
    });
  }
  for (Sent& one : sent) {
    const log::AppendOutcome outcome = one.answer.get();
    if (one.altered) {
      require(std::holds_alternative<log::CommandIdReused>(outcome), "an altered request: {}",
              log::testing::describe(outcome));
      run.count("altered, refused");
      continue;
    }
    const auto* done = std::get_if<log::Appended>(&outcome);
    require(done != nullptr, "request {}: {}", one.request->number,
            log::testing::describe(outcome));
    run.count(done->duplicate ? "repeats" : "firsts");
    if (one.request->outcome) {
      require(one.request->outcome->first == done->first, "request {} at {} and at {}",
              one.request->number, one.request->outcome->first, done->first);
    }
    one.request->outcome = *done;
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

void one_effect(Run& run) {
  constexpr std::uint64_t batch = 100;
  OpenLog open;
  std::vector<Request> all;
  while (run.done() < run.rounds()) {
    std::vector<Request> requests;
    for (std::uint64_t i = 0; i < batch; ++i) {
      const bool again = !all.empty() && once_in(run.random(), 5);
      Request request =
          again ? all[pick(run.random(), all.size())] : Request{run.done(), 1, std::nullopt};
      request.times = 1 + pick(run.random(), 5);
      if (!again) run.round_done();
      requests.push_back(request);
    }
    send_all(open, requests, run);
    for (const Request& request : requests) all.push_back(request);
    if (once_in(run.random(), 3)) open.reopen();
  }
  require(open.events->head().size == run.done(), "{} events of {} requests",
          open.events->head().size, run.done());
}

void jumping_clock(Run& run) {
  OpenLog open;
  while (run.done() < run.rounds()) {
    constexpr std::array jumps = {0, 1, -1, 3'600, -3'600, 86'400, -86'400};
    const Instant now = open.clock.now().plus_seconds(jumps[pick(run.random(), jumps.size())]);
    open.clock.set(now);
    const auto outcome = log::append_and_wait(
        *open.events, log::testing::simple_commit(run.done(), stream_of(run.done() % 5)));
    const auto* done = std::get_if<log::Appended>(&outcome);
    require(done != nullptr, "commit {}: {}", run.done(), log::testing::describe(outcome));
    if (once_in(run.random(), 50)) open.reopen();
    run.round_done();
  }
  const auto stored = log::testing::all_events(*open.events);
  for (std::size_t i = 1; i < stored.size(); ++i) {
    require(stored[i - 1].recorded <= stored[i].recorded, "position {} was recorded earlier", i);
  }
  // The index by halves agrees with a look at every event.
  for (int i = 0; i < 50; ++i) {
    const Instant at = stored[pick(run.random(), stored.size())].recorded;
    const auto after = std::ranges::find_if(
        stored, [&](const log::StoredEvent& event) { return event.recorded > at; });
    const auto last = open.events->last_at(at);
    require(last.has_value() && *last &&
                **last + 1 == static_cast<std::uint64_t>(after - stored.begin()),
            "the last event at an instant is another");
  }
}

}  // namespace telaio::torture
