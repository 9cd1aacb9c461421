// SPDX-License-Identifier: EUPL-1.2
// What all handlers share, and the few steps that every one of them takes: turn a "no" into a
// problem document, read names, record an access before it is shown.
#pragma once

#include <atomic>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "app/access_history.hpp"
#include "app/access_log.hpp"
#include "app/authorise.hpp"
#include "app/failure.hpp"
#include "app/leps/register_json.hpp"
#include "app/opening.hpp"
#include "http/call.hpp"
#include "http/conditions.hpp"
#include "http/dependencies.hpp"
#include "http/failure_windows.hpp"
#include "http/http_limits.hpp"
#include "http/labels.hpp"
#include "http/live.hpp"
#include "http/monthly_runs.hpp"
#include "http/problem.hpp"
#include "http/simulations.hpp"
#include "http/turns.hpp"
#include "http/verifications.hpp"

namespace telaio::http {

struct Site {
  Site(const Dependencies& given, Texts given_texts, Labels given_labels,
       const LiveLimits& live_limits = {});

  const Dependencies deps;
  const Texts texts;
  const Labels labels;
  const app::leps::Texts leps_texts;
  const app::Opening opening;
  app::AccessHistory access_history;
  Verifications verifications;
  MonthlyRuns monthly_runs;
  Simulations simulations;
  Live live;
  Turns turns;
  std::atomic<std::int32_t> sign_ins_in_hand{0};
  FailureWindows login_failures{limits::login_failures_per_address, limits::login_window_seconds,
                                limits::login_windows_max};

  Instant now() const { return deps.clock.now(); }
  Date today() const { return deps.transactor.today(); }

  // ---- A "no" as an answer ----
  Response no(std::string_view code) const { return problem(Refusal{code, {}}, texts); }
  Response no(const Refusal& refusal) const { return problem(refusal, texts); }
  // Faults: a full queue or disk is "later" (503), an unknown outcome "send it again" (503), the
  // rest ours (500).
  Response no(const Fault& fault) const;
  Response no(const app::Failure& failure) const;
  Response no(const std::vector<FieldError>& errors) const { return problem(errors, texts); }

  // ---- Reading ----
  // The whole `known` day resolved into a position (log.last_at); refuses a position not reached.
  // A `known` before the first event leaves nothing to show: refused as http.not_found.
  Result<Done, app::Failure> settle(Moment& moment) const;
  view::At at(const Moment& moment) const;
  // Nothing: recorded. Otherwise the answer to give instead (503): what is not recorded is not
  // shown. The same for all subjects that one request shows, in one commit.
  std::optional<Response> record(const Call& call, const app::Access& access);
  std::optional<Response> record(const Call& call, std::span<const app::Access> accesses,
                                 Code purpose);
  // The same for a request that is itself an access (an opening, a print) and may be sent twice:
  // where it was recorded, the first time.
  std::variant<log::Position, Response> record_once(const Call& call, const app::Access& access,
                                                    const app::CommandRequest& request);

  // ---- Writing ----
  // The command of a POST: its id, its keyed hash and its envelope.
  Result<app::CommandRequest, Refusal> command(const Call& call, Code purpose) const;
  // The same for a write on a case, done only on the version of the case that If-Match names, if it
  // names one (412 with the version of now as ETag otherwise).
  Result<app::CommandRequest, Refusal> command_on_case(const Call& call, Code purpose,
                                                       const CaseId& id) const;
};

// Parses the body of a POST into `into`; the answer to give instead when that is impossible.
std::optional<Response> read_body(const Site& site, const Call& call, boost::json::object& into);

}  // namespace telaio::http
