// SPDX-License-Identifier: EUPL-1.2
#include "app/transact.hpp"

#include <algorithm>
#include <iterator>
#include <set>

#include "app/app_refusals.hpp"
#include "base/overloaded.hpp"
#include "base/zone.hpp"
#include "schemas/read.hpp"

namespace telaio::app {
namespace {

Outcome first_outcome(const CommandId& command, const log::Appended& appended) {
  Outcome outcome;
  outcome.position = appended.last;
  outcome.repeated = true;
  for (std::uint32_t place = 0; place <= appended.last - appended.first; ++place) {
    outcome.events.push_back(event_id_of(command, place));
  }
  return outcome;
}

Failure reused() {
  return Refusal{refusals::command_id_reused, {}};
}

// What the engine said, when it is neither success nor a lost race.
Failure failure_of(const log::Rejected& rejected) {
  if (rejected.code == "log.too_large") {
    return Refusal{refusals::command_too_large, {{"massimo", std::to_string(rejected.limit)}}};
  }
  return Fault{rejected.code, "the log rejected a commit that app built"};
}
Failure failure_of(const log::Overloaded& overloaded) {
  return Fault{overloaded.code, "too many commits wait, or the disk's reserve is reached"};
}
Failure failure_of(const log::Indeterminate& indeterminate) {
  return Fault{"log.indeterminate", indeterminate.detail};
}

// Nothing: Conflict or GuardFailed, somebody wrote since we loaded. Decide again on the new state.
std::optional<Result<Outcome, Failure>> concluded(const log::AppendOutcome& appended,
                                                  std::vector<EventId> ids) {
  using Ended = std::optional<Result<Outcome, Failure>>;
  const auto failed = [](const auto& how) { return Ended(failure_of(how)); };
  return std::visit(Overloaded{[&](const log::Appended& done) {
                                 return Ended(Outcome{done.last, std::move(ids), done.duplicate});
                               },
                               [](const log::Conflict&) { return Ended(); },
                               [](const log::GuardFailed&) { return Ended(); },
                               [](const log::CommandIdReused&) { return Ended(reused()); },
                               [&](const log::Rejected& rejected) { return failed(rejected); },
                               [&](const log::Overloaded& busy) { return failed(busy); },
                               [&](const log::Indeterminate& unknown) { return failed(unknown); }},
                    appended);
}

// The plan, only on the version the caller read: the append itself sees to it.
void require(Plan& plan, const CommandRequest::Version& read) {
  const auto expected = log::Expectation::exact(read.version);
  for (StreamPlan& write : plan.writes) {
    if (write.stream != read.stream) continue;
    write.expected = expected;
    return;
  }
  std::erase_if(plan.guards, [&](const auto& guard) { return guard.stream == read.stream; });
  plan.guards.push_back({read.stream, expected});
}

}  // namespace

Plan on_stream(const log::StreamId& stream, const log::Expectation& expected,
               std::vector<domain::NewEvent> events) {
  Plan plan;
  if (!events.empty()) plan.writes.push_back({stream, expected, std::move(events)});
  return plan;
}

Date Transactor::today() const {
  return rome_date(clock_.now());
}

Result<Transactor::Written, Failure> Transactor::read_from(const log::StreamId& stream,
                                                           log::Version from, Voided voided) const {
  Written written;
  while (true) {
    auto page =
        events_.read_stream(stream, from + written.events.size(), log::ReadLimits{.parts = false});
    if (!page) return Failure(page.error());
    std::move(page->events.begin(), page->events.end(), std::back_inserter(written.events));
    if (page->end) break;
  }
  std::set<EventId> void_events;
  for (const auto& stored : written.events) {
    const schema::Header* header = schema::verified_header(stored.header);
    if (header == nullptr) {
      return Failure(Fault{"log.header_unreadable",
                           "position " + std::to_string(stored.position) + " does not verify"});
    }
    written.facts.push_back({header, stored.position});
    const auto* corrected = header->fact_as_EventCorrected();
    if (corrected != nullptr && corrected->kind() == schema::CorrectionKind::void_event) {
      void_events.insert(schema::read(corrected->original()));
    }
  }
  if (voided == Voided::left_out && !void_events.empty()) {
    written.voids = true;
    std::erase_if(written.facts, [&](const Fact& fact) {
      return void_events.contains(schema::read(fact.header->event()));
    });
  }
  return written;
}

Result<Transactor::Prepared, Failure> Transactor::prepare(const CommandRequest& request,
                                                          Plan plan) const {
  Prepared prepared;
  log::Commit& commit = prepared.commit;
  commit.command = request.command;
  commit.request_hash = request.request_hash;
  commit.guards = std::move(plan.guards);
  commit.access_record = request.access_record;

  std::vector<domain::NewEvent> all;
  for (auto& write : plan.writes) {
    for (auto& event : write.events) all.push_back(std::move(event));
  }
  for (std::uint32_t place = 0; place < all.size(); ++place) {
    prepared.ids.push_back(event_id_of(request.command, place));
  }
  auto encoded = encode_events(vault_, request.envelope, prepared.ids, all);
  if (!encoded) return Failure(encoded.error());

  auto next = encoded->begin();
  for (const auto& write : plan.writes) {
    log::StreamWrite stream_write{write.stream, write.expected, {}};
    for (std::size_t i = 0; i < write.events.size(); ++i) {
      stream_write.events.push_back(std::move(*next++));
    }
    commit.writes.push_back(std::move(stream_write));
  }
  return prepared;
}

Result<Outcome, Failure> Transactor::run(const CommandRequest& request, const Decide& decide) {
  const auto known = events_.find_commit(request.command, request.request_hash);
  if (!known) return Failure(known.error());
  if (known->request_differs) return reused();
  if (known->first_outcome) return first_outcome(request.command, *known->first_outcome);

  for (int attempt = 0; attempt < transact_attempts_max; ++attempt) {
    if (request.only_if) {
      const auto current = events_.stream_version(request.only_if->stream);
      if (!current) return Failure(current.error());
      if (*current != request.only_if->version) {
        const std::string now = *current ? std::to_string(**current) : "";
        return Failure(Refusal{refusals::version_stale, {{"versione", now}}});
      }
    }
    auto plan = decide();
    if (!plan) return plan.error();
    if (plan->writes.empty()) {
      const auto size = events_.head().size;
      return Outcome{size == 0 ? 0 : size - 1, {}, true};
    }
    if (request.only_if) require(*plan, *request.only_if);
    auto prepared = prepare(request, std::move(*plan));
    if (!prepared) return prepared.error();
    if (request.ended) {
      events_.append(std::move(prepared->commit),
                     [ids = std::move(prepared->ids),
                      ended = request.ended](const log::AppendOutcome& appended) mutable {
                       ended(concluded(appended, std::move(ids)));
                     });
      Outcome outcome;
      outcome.pending = true;
      return outcome;
    }
    const auto appended = log::append_and_wait(events_, std::move(prepared->commit));
    if (auto end = concluded(appended, std::move(prepared->ids))) return std::move(*end);
  }
  return Failure(Refusal{refusals::command_conflict, {}});
}

}  // namespace telaio::app
