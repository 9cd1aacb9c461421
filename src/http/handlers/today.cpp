// SPDX-License-Identifier: EUPL-1.2
// SW1 Oggi: what is due, with why, and the families seen last.
#include <algorithm>

#include "http/handlers/case_rows.hpp"
#include "http/handlers/deadlines.hpp"
#include "http/handlers/handlers.hpp"
#include "http/http_refusals.hpp"

namespace telaio::http::handlers {

namespace {

namespace caseload = projections::caseload;

constexpr std::size_t deadlines_shown_max = 200;  // maxItems of the API file.

struct Cases {
  std::vector<caseload::CaseState> mine;
  std::size_t unit = 0;
};

Cases read_cases(const view::ReadRows& rows, const app::Actor& actor, Date on) {
  Cases cases;
  caseload::Filter filter;
  filter.manager = actor.id;
  cases.mine = caseload::board(rows, on, filter).open;
  caseload::Filter unit;
  if (!actor.unit.empty()) unit.unit = actor.unit;
  auto all = caseload::board(rows, on, unit).open;
  cases.unit = all.size();
  // The head answers for the terms of the whole unit.
  if (actor.role == schema::Role::head) cases.mine = std::move(all);
  return cases;
}

Result<boost::json::array, app::Failure> seen_rows(Site& site, const Call& call) {
  const auto seen = site.access_history.families_seen(call.actor());
  if (!seen) return seen.error();
  const auto answer = site.deps.views.ask("caseload", view::At{}, [&](const view::ReadRows& rows) {
    std::vector<std::pair<caseload::CaseState, Instant>> states;
    for (const auto& each : *seen) {
      auto state = caseload::case_on(rows, each.case_file, site.today());
      if (state && may_name(call, *state)) states.emplace_back(std::move(*state), each.at);
    }
    return states;
  });
  if (!answer) return app::Failure(answer.error());
  std::vector<const caseload::CaseState*> named;
  for (const auto& [state, at] : answer->value) named.push_back(&state);
  const auto names = family_names(site, named);
  if (!names) return names.error();
  boost::json::array rows;
  for (std::size_t i = 0; i < named.size(); ++i) {
    boost::json::object row;
    row["case_id"] = to_string(named[i]->case_file);
    row["case_number"] = named[i]->number.text();
    row["family_name"] = (*names)[i];
    row["comune_name"] = site.deps.catalogue.comune_name(named[i]->comune);
    row["persons"] = named[i]->subjects.size();
    row["seen_at"] = to_string(answer->value[i].second);
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace

Response get_today(Site& site, const Call& call) {
  auto moment = moment_of(call.request, site.today());
  if (!moment) return site.no(moment.error());
  if (const auto settled = site.settle(*moment); !settled) return site.no(settled.error());
  const auto cases = site.deps.views.ask(
      "caseload", site.at(*moment),
      [&](const view::ReadRows& rows) { return read_cases(rows, call.actor(), moment->on); });
  if (!cases) return site.no(cases.error());
  if (cases->late) return site.no(refusals::not_visible_yet);

  std::map<HouseholdId, CaseId> households;
  std::map<HouseholdId, const caseload::CaseState*> of;
  for (const caseload::CaseState& state : cases->value.mine) {
    if (!state.household) continue;
    households[*state.household] = state.case_file;
    of[*state.household] = &state;
  }
  auto deadlines = first_meeting_deadlines(site, households, *moment);
  if (!deadlines) return site.no(deadlines.error());
  std::erase_if(*deadlines, [](const Deadline& each) { return each.meeting.met_on.has_value(); });

  std::vector<const caseload::CaseState*> named;
  const std::size_t shown = std::min(deadlines->size(), deadlines_shown_max);
  named.reserve(shown);
  for (std::size_t i = 0; i < shown; ++i) named.push_back(of.at((*deadlines)[i].household));
  const auto names = family_names(site, named);
  if (!names) return site.no(names.error());
  boost::json::array rows;
  for (std::size_t i = 0; i < shown; ++i) {
    const Deadline& deadline = (*deadlines)[i];
    auto row = deadline_row(site, deadline, named[i]->case_file, moment->on);
    row["case_number"] = named[i]->number.text();
    row["family_name"] = (*names)[i];
    rows.push_back(std::move(row));
  }
  auto seen = seen_rows(site, call);
  if (!seen) return site.no(seen.error());
  boost::json::object body;
  body["on"] = to_string(moment->on);
  body["position"] = newest(cases->applied);
  body["deadlines"] = std::move(rows);
  body["deadlines_total"] = deadlines->size();
  body["families_seen"] = std::move(*seen);
  body["my_cases"] = cases->value.mine.size();
  body["unit_cases"] = cases->value.unit;
  return json_response(Status::ok, body);
}

}  // namespace telaio::http::handlers
