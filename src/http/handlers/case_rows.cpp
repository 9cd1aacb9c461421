// SPDX-License-Identifier: EUPL-1.2
#include "http/handlers/case_rows.hpp"

#include <algorithm>

#include "http/http_refusals.hpp"
#include "http/persons.hpp"
#include "http/wording.hpp"

namespace telaio::http::handlers {

namespace {

using projections::caseload::CaseState;

// Newest first; the id decides between two of one day.
bool comes_before(const CaseState& a, const CaseState& b) {
  return a.taken_on != b.taken_on ? a.taken_on > b.taken_on : a.case_file < b.case_file;
}

std::string cursor_after(const CaseState& state) {
  return encode_cursor(std::to_string(state.taken_on.days()) + " " + to_string(state.case_file));
}

// The place a cursor names, as a state that sorts like it.
std::optional<CaseState> place_of(const std::string& cursor) {
  const std::size_t space = cursor.find(' ');
  if (space == std::string::npos) return std::nullopt;
  const auto days = parse_number(std::string_view(cursor).substr(0, space), 1'000'000);
  const auto id = parse_id<CaseId>(std::string_view(cursor).substr(space + 1));
  if (!days || !id) return std::nullopt;
  CaseState place;
  place.taken_on = Date::from_days(static_cast<std::int32_t>(*days));
  place.case_file = *id;
  return place;
}

}  // namespace

log::Position newest(std::uint64_t applied) {
  return applied == 0 ? 0 : applied - 1;
}

bool may_name(const Call& call, const CaseState& state) {
  app::Question question;
  question.role = call.actor().role;
  question.visibility = schema::VisibilityClass::p2;
  if (state.assignment) {
    const app::Actor& actor = call.actor();
    const bool unit = actor.unit.empty() || state.assignment->unit == actor.unit;
    question.assignment = state.assignment->manager == actor.id ? app::Assignment::own
                          : unit                                ? app::Assignment::unit
                                                                : app::Assignment::none;
  }
  return app::authorise(question).verdict == app::Verdict::allowed;
}

boost::json::object case_summary(Site& site, const CaseState& state) {
  const app::Catalogue& catalogue = site.deps.catalogue;
  boost::json::object row;
  row["case_id"] = to_string(state.case_file);
  row["case_number"] = state.number.text();
  row["status"] = state.open() ? "open" : "closed";
  row["since"] = to_string(state.taken_on);
  row["area"] = state.area.text();
  row["area_name"] = catalogue.area_name(state.area);
  row["comune"] = state.comune.text();
  row["comune_name"] = catalogue.comune_name(state.comune);
  row["persons"] = state.subjects.size();
  if (state.assignment) {
    row["case_manager_id"] = to_string(state.assignment->manager);
    const auto name = site.deps.operators.display_name(state.assignment->manager);
    if (name) row["case_manager_name"] = *name;
    if (!state.assignment->unit.empty()) row["unit"] = state.assignment->unit.text();
  }
  return row;
}

Result<std::vector<std::string>, app::Failure> family_names(
    const Site& site, const std::vector<const CaseState*>& cases) {
  std::vector<PersonId> first;
  for (const CaseState* state : cases) {
    if (!state->subjects.empty()) first.push_back(state->subjects.front());
  }
  const auto persons = read_persons(site, first, view::At{}, site.today());
  if (!persons) return persons.error();
  std::vector<std::string> names;
  for (const CaseState* state : cases) {
    names.push_back(state->subjects.empty() ? "—" : persons->at(state->subjects.front()).surname);
  }
  return names;
}

Response case_page(Site& site, const Call& call, CaseStates cases, const PageAsked& page,
                   std::uint64_t applied) {
  std::sort(cases.begin(), cases.end(), comes_before);
  auto from = cases.begin();
  if (!page.cursor.empty()) {
    const auto place = place_of(page.cursor);
    if (!place) return site.no(refusals::cursor_malformed);
    from = std::upper_bound(cases.begin(), cases.end(), *place, comes_before);
  }
  const auto left = static_cast<std::size_t>(cases.end() - from);
  const auto to = from + static_cast<std::ptrdiff_t>(std::min(page.limit, left));

  std::vector<const CaseState*> named;
  for (auto it = from; it != to; ++it) {
    if (may_name(call, *it)) named.push_back(&*it);
  }
  const auto names = family_names(site, named);
  if (!names) return site.no(names.error());

  boost::json::array items;
  std::size_t next_name = 0;
  for (auto it = from; it != to; ++it) {
    boost::json::object row = case_summary(site, *it);
    if (next_name < named.size() && named[next_name] == &*it) {
      row["family_name"] = (*names)[next_name++];
    }
    items.push_back(std::move(row));
  }
  boost::json::object body;
  body["items"] = std::move(items);
  body["total"] = cases.size();
  body["position"] = newest(applied);
  if (to != cases.end()) body["next_cursor"] = cursor_after(*(to - 1));
  return json_response(Status::ok, body);
}

}  // namespace telaio::http::handlers
