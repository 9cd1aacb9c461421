// SPDX-License-Identifier: EUPL-1.2
// How every command runs: was it done already? load what it depends on, decide, seal, append all or
// nothing; if somebody else wrote meanwhile, load and decide again. Effects stand here and nowhere
// else; the rules are pure (src/domain).
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "app/event_codec.hpp"
#include "app/failure.hpp"
#include "app/state_cache.hpp"
#include "base/clock.hpp"
#include "domain/code_lists.hpp"
#include "domain/governance/corrections.hpp"
#include "log/event_log.hpp"
#include "schemas/verified.hpp"
#include "vault/vault.hpp"

namespace telaio::app {

// Times a command is decided again after losing a race, before the caller is told.
inline constexpr int transact_attempts_max = 8;

struct Outcome {
  log::Position position = 0;   // Of the last event; a read may ask for what is after it.
  std::vector<EventId> events;  // In the order of the plan's writes; empty when already so.
  bool repeated = false;        // The same command had been done before.
  bool pending = false;         // Handed over, not durable: see CommandRequest::ended.
};

// One command as it arrived. `command` is the Idempotency-Key; `request_hash` tells a retry from a
// reused id (vault().tokens().request_hash over the request as received).
struct CommandRequest {
  CommandId command;
  crypto::Sha256 request_hash{};
  Envelope envelope;
  // What the caller read before asking (If-Match): the command is done on this version or not at
  // all, and refused as command.version_stale. Whoever else writes meanwhile is seen, too.
  struct Version {
    log::StreamId stream;
    log::Version version = 0;
  };
  std::optional<Version> only_if;
  // Only who reads something is recorded (log::Commit::access_record).
  bool access_record = false;
  // Set: nobody waits for the disk. run() hands the commit over and answers with a pending Outcome;
  // `ended` is called exactly once, on a thread of the log or before run() answers, and must be
  // quick and never wait. Nothing: somebody else wrote meanwhile; the command is to be run again. A
  // run() that answers anything but a pending Outcome never calls it.
  using Ended = std::function<void(std::optional<Result<Outcome, Failure>>)>;
  Ended ended{};
};

// What deciding yields across streams. No writes: the wish was already granted.
struct StreamPlan {
  log::StreamId stream;
  log::Expectation expected;
  std::vector<domain::NewEvent> events;
};
struct Plan {
  std::vector<StreamPlan> writes;
  std::vector<log::Guard> guards;
};

// A state and what it was folded from: the expectation makes the append fail if it moved on.
template <class State>
struct Loaded {
  State state{};
  log::Expectation expected = log::Expectation::none();
};

class Transactor {
 public:
  // All outlive this object. Thread-safe.
  Transactor(log::EventLog& events, vault::Vault& vault, const Clock& clock,
             const domain::CodeLists& codes)
      : events_(events), vault_(vault), clock_(clock), codes_(codes) {}

  // The state of the whole stream, leaving out events that were declared void (EventCorrected);
  // only `Corrections` itself sees all. A stream that does not exist yields the initial state. Of a
  // long stream that was loaded before, only what was written since is read. A state whose `evolve`
  // takes the position of the event too is given it.
  template <class State>
  Result<Loaded<State>, Failure> load(const log::StreamId& stream) const;

  // Runs the command; `decide` may be called several times and must only load and decide.
  using Decide = std::function<Result<Plan, Failure>()>;
  Result<Outcome, Failure> run(const CommandRequest& request, const Decide& decide);

  log::EventLog& events() const { return events_; }
  vault::Vault& vault() const { return vault_; }
  const domain::CodeLists& codes() const { return codes_; }
  // The calendar date in Europe/Rome, now.
  Date today() const;

 private:
  enum class Voided : std::uint8_t { left_out, seen };
  // The events of a stream from a version on, as far as they were written by now.
  struct Fact {
    const schema::Header* header;
    log::Position position;
  };
  struct Written {
    std::vector<log::StoredEvent> events;
    std::vector<Fact> facts;  // Into `events`, without the voided ones.
    bool voids = false;       // One of them declares an event void.
  };
  Result<Written, Failure> read_from(const log::StreamId& stream, log::Version from,
                                     Voided voided) const;
  // The plan sealed and encoded, and the ids of its events.
  struct Prepared {
    log::Commit commit;
    std::vector<EventId> ids;
  };
  Result<Prepared, Failure> prepare(const CommandRequest& request, Plan plan) const;

  log::EventLog& events_;
  vault::Vault& vault_;
  const Clock& clock_;
  const domain::CodeLists& codes_;
  mutable StateCache states_;
};

// A decision on one stream, as a plan.
Plan on_stream(const log::StreamId& stream, const log::Expectation& expected,
               std::vector<domain::NewEvent> events);

template <class State>
Result<Loaded<State>, Failure> Transactor::load(const log::StreamId& stream) const {
  constexpr auto voided =
      std::is_same_v<State, domain::Corrections> ? Voided::seen : Voided::left_out;
  Loaded<State> loaded;
  log::Version next = 0;
  if (auto kept = states_.template find<State>(stream)) {
    loaded.state = std::move(kept->state);
    next = kept->next;
  }
  auto written = read_from(stream, next, voided);
  if (!written) return written.error();
  // What is declared void now may be in the state already.
  if (written->voids && next > 0) {
    loaded.state = State{};
    next = 0;
    written = read_from(stream, next, voided);
    if (!written) return written.error();
  }
  for (const auto& [header, position] : written->facts) {
    if constexpr (requires(State state) { evolve(std::move(state), *header, position); }) {
      loaded.state = evolve(std::move(loaded.state), *header, position);
    } else {
      loaded.state = evolve(std::move(loaded.state), *header);
    }
  }
  next += written->events.size();
  if (next > 0) loaded.expected = log::Expectation::exact(next - 1);
  if (!written->events.empty()) states_.keep(stream, next, loaded.state);
  return loaded;
}

}  // namespace telaio::app
