// SPDX-License-Identifier: EUPL-1.2
// Monthly runs somebody asked for (app/monthly_run.hpp): one at a time on a thread of its own, with
// how far it is. Who asked is a fact of the log (RecordAccessed with the purpose `monthly_run`),
// and what the run did are facts too; how far it is lives in memory only. After a restart it is
// asked for again, and goes on from where it was.
#pragma once

#include <cstdint>
#include <list>
#include <mutex>
#include <optional>
#include <thread>

#include "app/failure.hpp"
#include "app/monthly_run.hpp"
#include "app/transact.hpp"
#include "base/id.hpp"
#include "http/dependencies.hpp"

namespace telaio::http {

using MonthlyRunId = Id<struct MonthlyRunTag>;

struct MonthlyRunJob {
  enum class State : std::uint8_t { running, done, cancelled, failed };

  MonthlyRunId id;
  State state = State::running;
  app::MonthlyRunQuestion question;
  app::MonthlyProgress progress;
  app::MonthlyOutcome outcome;  // When it has ended, but not when it failed.
  Instant started;
  std::optional<Instant> finished;
};

class MonthlyRuns {
 public:
  // The newest ones that are remembered.
  static constexpr std::size_t kept_max = 50;

  // `dependencies` outlives this object.
  explicit MonthlyRuns(const Dependencies& dependencies) : dependencies_(dependencies) {}
  // Ends the running one after the step in hand.
  ~MonthlyRuns();
  MonthlyRuns(const MonthlyRuns&) = delete;
  MonthlyRuns& operator=(const MonthlyRuns&) = delete;

  // Records who asked and starts; the same request again answers with the same run. Refuses
  // http.monthly_run_running, http.idempotency_key_reused, and http.not_found for a repeated
  // request whose run is forgotten. Thread-safe, like the rest.
  Result<MonthlyRunJob, app::Failure> start(const app::CommandRequest& request,
                                            const app::MonthlyRunQuestion& question);
  std::optional<MonthlyRunJob> find(const MonthlyRunId& id) const;
  // Ends it after the step in hand; false when there is no such run.
  bool cancel(const MonthlyRunId& id);

 private:
  struct Entry {
    MonthlyRunJob now;
    bool stopping = false;
  };
  Result<Done, app::Failure> record(const app::CommandRequest& request, const MonthlyRunId& id);
  void run(Entry& entry, const app::Actor& actor);

  const Dependencies& dependencies_;
  mutable std::mutex mutex_;
  std::list<Entry> entries_;  // As started, newest last; only the last may be running.
  bool running_ = false;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace telaio::http
