// SPDX-License-Identifier: EUPL-1.2
#include "http/monthly_runs.hpp"

#include <algorithm>

#include "app/access_log.hpp"
#include "http/http_refusals.hpp"

namespace telaio::http {

namespace {

// The same command names the same run, however often it is sent.
MonthlyRunId id_of(const CommandId& command) {
  constexpr std::string_view tag = "telaio/monthly-run-id/v1";
  const auto digest = crypto::sha256({as_bytes(tag), command.view()});
  return MonthlyRunId(uuid_from(BytesView(digest).first(id_size)));
}

}  // namespace

MonthlyRuns::~MonthlyRuns() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  if (thread_.joinable()) thread_.join();
}

std::optional<MonthlyRunJob> MonthlyRuns::find(const MonthlyRunId& id) const {
  const std::lock_guard lock(mutex_);
  const auto found =
      std::ranges::find_if(entries_, [&](const Entry& each) { return each.now.id == id; });
  if (found == entries_.end()) return std::nullopt;
  return found->now;
}

bool MonthlyRuns::cancel(const MonthlyRunId& id) {
  const std::lock_guard lock(mutex_);
  const auto found =
      std::ranges::find_if(entries_, [&](const Entry& each) { return each.now.id == id; });
  if (found == entries_.end()) return false;
  found->stopping = true;
  return true;
}

Result<Done, app::Failure> MonthlyRuns::record(const app::CommandRequest& request,
                                               const MonthlyRunId& id) {
  app::Recording recording;
  recording.purpose = request.envelope.purpose;
  recording.command = request.command;
  recording.request_hash = request.request_hash;
  app::Access access;
  access.subject = id;
  access.part = schema::RecordPart::account;
  const auto outcome = app::record_accesses(dependencies_.transactor, request.envelope.actor,
                                            {&access, 1}, recording);
  if (!outcome) return outcome.error();
  return Done{};
}

Result<MonthlyRunJob, app::Failure> MonthlyRuns::start(const app::CommandRequest& request,
                                                       const app::MonthlyRunQuestion& question) {
  const MonthlyRunId id = id_of(request.command);
  const auto known = dependencies_.events().find_commit(request.command, request.request_hash);
  if (!known) return app::Failure(known.error());
  if (known->request_differs) {
    return app::Failure(Refusal{refusals::idempotency_key_reused, {}});
  }
  if (known->first_outcome) {
    if (auto found = find(id)) return std::move(*found);
    return app::Failure(Refusal{refusals::not_found, {}});
  }
  {
    const std::lock_guard lock(mutex_);
    if (running_ || stopping_) return app::Failure(Refusal{refusals::monthly_run_running, {}});
    running_ = true;                         // From here on nobody else starts one.
    if (thread_.joinable()) thread_.join();  // Of the one before, which has ended.
  }
  const auto recorded = record(request, id);
  const std::lock_guard lock(mutex_);
  if (!recorded) {
    running_ = false;
    return recorded.error();
  }
  Entry& entry = entries_.emplace_back();
  entry.now.id = id;
  entry.now.question = question;
  entry.now.started = dependencies_.clock.now();
  if (entries_.size() > kept_max) entries_.pop_front();
  thread_ = std::thread([this, &entry, actor = request.envelope.actor] { run(entry, actor); });
  return entry.now;
}

void MonthlyRuns::run(Entry& entry, const app::Actor& actor) {
  const app::MonthlyRunQuestion question = entry.now.question;
  auto outcome = app::monthly_run(dependencies_.transactor, actor, question,
                                  [&](const app::MonthlyProgress& progress) {
                                    const std::lock_guard lock(mutex_);
                                    entry.now.progress = progress;
                                    return !stopping_ && !entry.stopping;
                                  });
  const std::lock_guard lock(mutex_);
  entry.now.finished = dependencies_.clock.now();
  if (!outcome) {
    entry.now.state = MonthlyRunJob::State::failed;
  } else {
    entry.now.state =
        outcome->stopped ? MonthlyRunJob::State::cancelled : MonthlyRunJob::State::done;
    entry.now.outcome = std::move(*outcome);
  }
  running_ = false;
}

}  // namespace telaio::http
