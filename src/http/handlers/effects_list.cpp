// SPDX-License-Identifier: EUPL-1.2
// The fees to review in the head's unit, with the amount at stake (MG4). Two steps, so that it
// stays cheap: rows of two projections say which cases may be touched (a fee older than what it
// rests on), a few seeks a case; only those are computed to the cent, up to a named number of them.
#include <algorithm>
#include <boost/json/array.hpp>

#include "http/handlers/case_rows.hpp"
#include "http/handlers/effects_rows.hpp"
#include "http/handlers/handlers.hpp"
#include "projections/fees/fees_query.hpp"
#include "projections/regulations/regulations_query.hpp"

namespace telaio::http::handlers {

namespace {

namespace fees = projections::fees;
namespace caseload = projections::caseload;
namespace regulations = projections::regulations;

// Cases computed for one answer: each reads four streams a service, some milliseconds.
constexpr std::size_t cases_computed_max = 200;

struct Candidate {
  caseload::CaseState state;
  std::vector<ServiceId> services;
};

using Versions = std::vector<regulations::Version>;

// The regulation of the fee ended, or one that replaces it came, after the fee was determined.
bool rule_moved(const fees::Fee& fee, const Versions& versions) {
  for (const auto& each : versions) {
    if (each.replaces == fee.regulation && each.position > fee.position) return true;
    if (each.regulation == fee.regulation && each.withdrawal &&
        each.withdrawal->position > fee.position) {
      return true;
    }
  }
  return false;
}

// Whether anything that the fee rests on can be other than it was. More than are really touched:
// annotated attestations (their documents may have come) and those that lapse are always looked at.
bool may_be_touched(const fees::Fee& fee, const std::vector<fees::Attestation>& attestations,
                    const Versions& versions) {
  if (!fee.in_force()) return false;
  bool found = !fee.attestation.has_value();
  for (const fees::Attestation& each : attestations) {
    if (each.position > fee.position || each.corrente || each.annotations) return true;
    found = found || fee.attestation == each.attestation;
  }
  return !found || rule_moved(fee, versions);
}

std::optional<Candidate> candidate_of(const view::ReadRows& rows, const caseload::CaseState& state,
                                      Date on, const Versions& versions) {
  Candidate candidate{state, {}};
  std::vector<fees::Attestation> attestations;
  if (state.household) attestations = fees::attestations_of(rows, *state.household);
  for (const fees::ServiceState& service : fees::services_of_case(rows, state.case_file, on)) {
    for (const fees::Fee& fee : fees::fees_of_service(rows, service.service)) {
      if (!may_be_touched(fee, attestations, versions)) continue;
      candidate.services.push_back(service.service);
      break;
    }
  }
  if (candidate.services.empty()) return std::nullopt;
  return candidate;
}

// What one case has to review. Sums are of fees: they fit.
struct Stake {
  std::size_t periods = 0;
  std::size_t unanswered = 0;
  Money debt;    // What families would owe.
  Money credit;  // What they would get back, positive.
};

std::optional<Money> minus(Money value) {
  return checked_subtract(Money(), value);
}

void add(Stake& stake, const app::ServiceEffects& seen) {
  stake.periods += touched_fees(seen);
  stake.unanswered += seen.effects.unanswered.size();
  const Money total = seen.effects.total;
  if (total > Money()) {
    stake.debt = checked_add(stake.debt, total).value_or(stake.debt);
  } else if (const auto credit = minus(total)) {
    stake.credit = checked_add(stake.credit, *credit).value_or(stake.credit);
  }
}

void add(Stake& sum, const Stake& one) {
  sum.periods += one.periods;
  sum.unanswered += one.unanswered;
  sum.debt = checked_add(sum.debt, one.debt).value_or(sum.debt);
  sum.credit = checked_add(sum.credit, one.credit).value_or(sum.credit);
}

void put(boost::json::object& body, const Stake& stake) {
  body["periods"] = stake.periods;
  body["unanswered"] = stake.unanswered;
  body["debt"] = to_string(stake.debt);
  body["credit"] = to_string(stake.credit);
}

struct Row {
  caseload::CaseState state;
  Stake stake;
};

struct Computed {
  std::vector<Row> rows;
  std::size_t left_out = 0;  // Candidates that were not computed.
};

Result<Computed, app::Failure> compute(const Site& site, std::vector<Candidate> candidates) {
  Computed computed;
  const std::size_t most = std::min(candidates.size(), cases_computed_max);
  computed.left_out = candidates.size() - most;
  candidates.resize(most);
  for (Candidate& each : candidates) {
    Row row{std::move(each.state), {}};
    for (const ServiceId& service : each.services) {
      const auto seen = read_effects(site, service, row.state.household);
      if (!seen) return seen.error();
      if (*seen) add(row.stake, **seen);
    }
    if (row.stake.periods + row.stake.unanswered > 0) computed.rows.push_back(std::move(row));
  }
  return computed;
}

Result<std::vector<Candidate>, app::Failure> candidates_of(const Site& site, const Call& call) {
  caseload::Filter filter;
  if (!call.actor().unit.empty()) filter.unit = call.actor().unit;
  const Date on = site.today();
  auto board = site.deps.views.ask("caseload", view::At{}, [&](const view::ReadRows& rows) {
    return caseload::board(rows, on, filter);
  });
  if (!board) return app::Failure(board.error());
  const auto versions = site.deps.views.ask(
      "regulations", view::At{},
      [](const view::ReadRows& rows) { return regulations::versions(rows, {}); });
  if (!versions) return app::Failure(versions.error());
  auto found = site.deps.views.ask("fees", view::At{}, [&](const view::ReadRows& rows) {
    std::vector<Candidate> candidates;
    for (const caseload::CaseState& state : board->value.open) {
      auto candidate = candidate_of(rows, state, on, versions->value);
      if (candidate) candidates.push_back(std::move(*candidate));
    }
    return candidates;
  });
  if (!found) return app::Failure(found.error());
  return std::move(found->value);
}

}  // namespace

Response list_effects(Site& site, const Call& call) {
  auto candidates = candidates_of(site, call);
  if (!candidates) return site.no(candidates.error());
  const auto computed = compute(site, std::move(*candidates));
  if (!computed) return site.no(computed.error());

  std::vector<const caseload::CaseState*> named;
  for (const Row& row : computed->rows) {
    if (may_name(call, row.state)) named.push_back(&row.state);
  }
  const auto names = family_names(site, named);
  if (!names) return site.no(names.error());
  boost::json::array items;
  Stake sum;
  std::size_t next_name = 0;
  for (const Row& row : computed->rows) {
    boost::json::object item;
    item["case"] = case_summary(site, row.state);
    if (next_name < named.size() && named[next_name] == &row.state) {
      item.at("case").as_object()["family_name"] = (*names)[next_name++];
    }
    put(item, row.stake);
    add(sum, row.stake);
    items.push_back(std::move(item));
  }
  boost::json::object body;
  body["on"] = to_string(site.today());
  body["items"] = std::move(items);
  body["left_out"] = computed->left_out;
  put(body, sum);
  return json_response(Status::ok, body);
}

}  // namespace telaio::http::handlers
