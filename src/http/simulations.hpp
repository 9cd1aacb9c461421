// SPDX-License-Identifier: EUPL-1.2
// Simulations somebody asked for: a draft regulation tried on the determinations of a past period
// (app/simulation), each on a thread of its own, with how far it is. Nothing about a draft is
// written anywhere; that somebody had the fees of people read is a fact of the log (RecordAccessed
// with the purpose `simulation`), durable before the reading begins. The reports live in memory
// only: after a restart they are asked for again.
#pragma once

#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "app/failure.hpp"
#include "app/regulations/regulation_json.hpp"
#include "app/simulation/simulation.hpp"
#include "app/transact.hpp"
#include "base/id.hpp"
#include "http/dependencies.hpp"

namespace telaio::http {

using SimulationId = Id<struct SimulationTag>;

// Of the RecordAccessed: somebody had the fees of people read for a simulation.
inline constexpr Code simulation_purpose("simulation");

// A text to be tried, and how it was named.
struct Draft {
  enum class Source : std::uint8_t { document, published, regulation };

  Source source = Source::document;
  domain::fees::Regulation regulation;
  std::vector<domain::fees::Finding> warnings;
};

struct SimulationInput {
  app::RealFeesQuestion question;
  std::vector<Draft> drafts;  // One, or two to be compared.
};

struct Simulation {
  enum class State : std::uint8_t { running, done, cancelled, failed };

  SimulationId id;
  OperatorId asked_by;
  State state = State::running;
  std::uint64_t read = 0;  // Facts, of `total`.
  std::uint64_t total = 0;
  Instant started;
  std::optional<Instant> finished;
  std::shared_ptr<const SimulationInput> input;
  std::shared_ptr<const domain::fees::TrialReport> report;  // When done.
  std::optional<Refusal> refusal;                           // When the rules made it fail.
};

class Simulations {
 public:
  // Reports kept of one person and of all, the newest; the others are forgotten.
  static constexpr std::size_t kept_per_operator_max = 5;
  static constexpr std::size_t kept_max = 50;
  // At once: each reads the whole log, and a core is left to those who work.
  static constexpr std::size_t running_max = 2;
  // Bytes of a draft as a document: the longest published text takes seven thousand.
  static constexpr std::size_t document_bytes_max = std::size_t{256} << 10U;
  // Of the period: five years, leap days included.
  static constexpr std::int32_t period_days_max = 1'827;

  // `dependencies` outlives this object.
  explicit Simulations(const Dependencies& dependencies);
  // Ends those that run.
  ~Simulations();
  Simulations(const Simulations&) = delete;
  Simulations& operator=(const Simulations&) = delete;

  // Records who asked and starts; the same request again answers with the same simulation. Refuses
  // http.simulation_running (this person's), http.simulations_busy (those of others),
  // http.idempotency_key_reused, and http.not_found for a repeated request whose report is gone.
  // Nothing was started then, nor after a fault (of the log). Thread-safe, like the rest.
  Result<Simulation, app::Failure> start(const app::CommandRequest& request,
                                         std::shared_ptr<const SimulationInput> input);
  // The texts that Comuni published, to be tried as they are or amended.
  const std::vector<app::regulations::LoadedRegulation>& published() const { return published_; }
  // Of this person; nobody sees those of another.
  std::optional<Simulation> find(const SimulationId& id, const OperatorId& asked_by) const;
  std::vector<Simulation> all_of(const OperatorId& asked_by) const;  // Newest first.
  // Ends a running one, forgets another; false when this person has none of that id.
  bool remove(const SimulationId& id, const OperatorId& asked_by);

 private:
  struct Job {
    Simulation now;
    bool stopping = false;
    bool ended = false;  // Its thread does nothing more.
    std::thread thread;
  };

  Result<Job*, Refusal> reserve(const SimulationId& id, const OperatorId& asked_by);
  void give_back(const SimulationId& id);
  Result<Done, app::Failure> record(const app::CommandRequest& request, const SimulationId& id);
  void run(Job& job, const SimulationInput& input);
  bool progress(Job& job, std::uint64_t read);
  // The caller holds `mutex_`.
  void forget_old(const OperatorId& asked_by);
  void forget(std::list<Job>::iterator job);

  const Dependencies& dependencies_;
  const std::vector<app::regulations::LoadedRegulation> published_;
  mutable std::mutex mutex_;
  bool stopping_ = false;
  std::list<Job> jobs_;  // Newest last; addresses stay.
};

}  // namespace telaio::http
