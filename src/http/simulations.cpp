// SPDX-License-Identifier: EUPL-1.2
#include "http/simulations.hpp"

#include <algorithm>

#include "app/access_log.hpp"
#include "app/simulation/published_texts.hpp"
#include "base/assert.hpp"
#include "http/http_refusals.hpp"

namespace telaio::http {

namespace {

// The same command names the same simulation, however often it is sent.
SimulationId id_of(const CommandId& command) {
  constexpr std::string_view tag = "telaio/simulation-id/v1";
  const auto digest = crypto::sha256({as_bytes(tag), command.view()});
  return SimulationId(uuid_from(BytesView(digest).first(id_size)));
}

std::vector<domain::fees::Regulation> regulations_of(const SimulationInput& input) {
  std::vector<domain::fees::Regulation> regulations;
  for (const Draft& draft : input.drafts) regulations.push_back(draft.regulation);
  return regulations;
}

std::vector<app::regulations::LoadedRegulation> built_in_texts() {
  auto file = app::regulations::load(app::simulation::published_texts());
  // Compiled in: a build whose texts do not read is not a build.
  TELAIO_ASSERT(file.has_value());
  return std::move(file->regulations);
}

}  // namespace

Simulations::Simulations(const Dependencies& dependencies)
    : dependencies_(dependencies), published_(built_in_texts()) {}

Simulations::~Simulations() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  for (Job& job : jobs_) {
    if (job.thread.joinable()) job.thread.join();
  }
}

// ---- What is kept ----

std::optional<Simulation> Simulations::find(const SimulationId& id,
                                            const OperatorId& asked_by) const {
  const std::lock_guard lock(mutex_);
  for (const Job& job : jobs_) {
    if (job.now.id == id && job.now.asked_by == asked_by && job.now.input) return job.now;
  }
  return std::nullopt;
}

std::vector<Simulation> Simulations::all_of(const OperatorId& asked_by) const {
  const std::lock_guard lock(mutex_);
  std::vector<Simulation> all;
  for (const Job& job : jobs_) {
    if (job.now.asked_by == asked_by && job.now.input) all.push_back(job.now);
  }
  std::ranges::reverse(all);
  return all;
}

bool Simulations::remove(const SimulationId& id, const OperatorId& asked_by) {
  const std::lock_guard lock(mutex_);
  const auto job = std::ranges::find_if(
      jobs_, [&](const Job& each) { return each.now.id == id && each.now.asked_by == asked_by; });
  if (job == jobs_.end() || !job->now.input) return false;
  if (job->ended) {
    forget(job);
  } else {
    job->stopping = true;
  }
  return true;
}

void Simulations::forget(std::list<Job>::iterator job) {
  if (job->thread.joinable()) job->thread.join();  // It has ended: there is nothing to wait for.
  jobs_.erase(job);
}

void Simulations::forget_old(const OperatorId& asked_by) {
  const auto forget_oldest = [&](std::size_t most, const auto& counts) {
    auto left = static_cast<std::size_t>(std::ranges::count_if(jobs_, counts));
    for (auto job = jobs_.begin(); job != jobs_.end() && left > most;) {
      const auto next = std::next(job);
      if (job->ended && counts(*job)) {
        forget(job);
        --left;
      }
      job = next;
    }
  };
  forget_oldest(kept_per_operator_max,
                [&](const Job& job) { return job.now.asked_by == asked_by; });
  forget_oldest(kept_max, [](const Job&) { return true; });
}

// ---- Running one ----

Result<Simulation, app::Failure> Simulations::start(const app::CommandRequest& request,
                                                    std::shared_ptr<const SimulationInput> input) {
  const OperatorId& asked_by = request.envelope.actor.id;
  const SimulationId id = id_of(request.command);
  const auto known = dependencies_.events().find_commit(request.command, request.request_hash);
  if (!known) return app::Failure(known.error());
  if (known->request_differs) {
    return app::Failure(Refusal{refusals::idempotency_key_reused, {}});
  }
  if (known->first_outcome) {
    if (auto found = find(id, asked_by)) return std::move(*found);
    return app::Failure(Refusal{refusals::not_found, {}});
  }
  const auto reserved = reserve(id, asked_by);
  if (!reserved) return app::Failure(reserved.error());
  if (const auto recorded = record(request, id); !recorded) {
    give_back(id);
    return recorded.error();
  }
  const std::lock_guard lock(mutex_);
  Job& job = **reserved;
  job.now.total = input->question.events;
  job.now.input = input;
  job.thread = std::thread([this, &job, input = std::move(input)] { run(job, *input); });
  return job.now;
}

Result<Simulations::Job*, Refusal> Simulations::reserve(const SimulationId& id,
                                                        const OperatorId& asked_by) {
  const std::lock_guard lock(mutex_);
  std::size_t running = 0;
  for (const Job& job : jobs_) {
    if (job.ended) continue;
    if (job.now.asked_by == asked_by) return Refusal{refusals::simulation_running, {}};
    ++running;
  }
  if (stopping_ || running >= running_max) return Refusal{refusals::simulations_busy, {}};
  Job& job = jobs_.emplace_back();
  job.now.id = id;
  job.now.asked_by = asked_by;
  job.now.started = dependencies_.clock.now();
  forget_old(asked_by);
  return &job;
}

void Simulations::give_back(const SimulationId& id) {
  const std::lock_guard lock(mutex_);
  std::erase_if(jobs_, [&](const Job& job) { return job.now.id == id; });
}

Result<Done, app::Failure> Simulations::record(const app::CommandRequest& request,
                                               const SimulationId& id) {
  app::Recording recording;
  recording.purpose = simulation_purpose;
  recording.command = request.command;
  recording.request_hash = request.request_hash;
  app::Access access;
  access.subject = id;
  access.part = schema::RecordPart::fees;
  const auto outcome = app::record_accesses(dependencies_.transactor, request.envelope.actor,
                                            {&access, 1}, recording);
  if (!outcome) return outcome.error();
  return Done{};
}

bool Simulations::progress(Job& job, std::uint64_t read) {
  const std::lock_guard lock(mutex_);
  job.now.read = read;
  return !stopping_ && !job.stopping;
}

void Simulations::run(Job& job, const SimulationInput& input) {
  const auto report = [this, &job](std::uint64_t read, std::uint64_t) {
    return progress(job, read);
  };
  auto outcome = app::simulation::simulate(dependencies_.events(), input.question,
                                           regulations_of(input), report);
  const std::lock_guard lock(mutex_);
  job.now.finished = dependencies_.clock.now();
  if (!outcome) {
    job.now.state = Simulation::State::failed;
    const app::Failure failure = outcome.error();
    if (const auto* refusal = std::get_if<Refusal>(&failure)) job.now.refusal = *refusal;
  } else if (!*outcome || job.stopping) {
    job.now.state = Simulation::State::cancelled;
  } else {
    job.now.state = Simulation::State::done;
    job.now.report = std::make_shared<domain::fees::TrialReport>(std::move(**outcome));
  }
  job.ended = true;
}

}  // namespace telaio::http
