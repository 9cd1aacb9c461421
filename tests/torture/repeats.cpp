// SPDX-License-Identifier: EUPL-1.2
// T14, T39: a request has one effect however often it is sent, across reopening too; and the clock
// may jump.
#include <algorithm>
#include <array>
#include <future>

#include "tests/torture/open_log.hpp"
#include "tests/torture/tests.hpp"

namespace telaio::torture {
namespace {

using log::testing::commit_of;
using log::testing::event_of_number;
using log::testing::stream_of;
using log::testing::write_to;

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
