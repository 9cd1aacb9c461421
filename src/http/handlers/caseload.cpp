// SPDX-License-Identifier: EUPL-1.2
// Lists of cases, and the caseload board: each of its numbers is the length of the list behind it.
#include <algorithm>

#include "base/zone.hpp"
#include "http/handlers/case_rows.hpp"
#include "http/handlers/handlers.hpp"
#include "http/http_refusals.hpp"

namespace telaio::http::handlers {

namespace {

namespace caseload = projections::caseload;

// What the parameters filter by; http.fields_wrong for a malformed one.
Result<caseload::Filter, Refusal> filter_of(const Request& request) {
  caseload::Filter filter;
  const Refusal wrong{refusals::fields_wrong, {}};
  if (const auto text = request.parameter("operator_id")) {
    const auto id = parse_id<OperatorId>(*text);
    if (!id) return wrong;
    filter.manager = *id;
  }
  if (const auto text = request.parameter("comune")) {
    const auto code = Code::parse(*text);
    if (!code || code->empty()) return wrong;
    filter.comune = *code;
  }
  if (const auto text = request.parameter("area")) {
    const auto code = Code::parse(*text);
    if (!code || code->empty()) return wrong;
    filter.area = *code;
  }
  return filter;
}

// The head of a service governs one unit; managers and auditors the whole Ambito.
void narrow(caseload::Filter& filter, const app::Actor& actor) {
  if (actor.role == schema::Role::head && !actor.unit.empty()) filter.unit = actor.unit;
}

Result<view::Answer<caseload::Board>, Fault> ask_board(const Site& site, const Moment& moment,
                                                       const caseload::Filter& filter) {
  return site.deps.views.ask("caseload", site.at(moment), [&](const view::ReadRows& rows) {
    return caseload::board(rows, moment.on, filter);
  });
}

struct Named {
  std::string key;
  std::string name;
};

boost::json::object board_row(const caseload::Number& number, const Named& named) {
  boost::json::object row;
  row["key"] = named.key;
  row["name"] = named.name;
  row["cases"] = number.count();
  row["persons"] = number.persons.size();
  return row;
}

template <class Name>
boost::json::array code_rows(const std::vector<caseload::Number>& numbers, Name name) {
  boost::json::array rows;
  for (const caseload::Number& number : numbers) {
    if (number.code) {
      rows.push_back(board_row(number, {std::string(number.code->text()), name(*number.code)}));
    }
  }
  return rows;
}

}  // namespace

Response list_cases(Site& site, const Call& call) {
  auto moment = moment_of(call.request, site.today());
  if (!moment) return site.no(moment.error());
  const auto page = page_of(call.request);
  if (!page) return site.no(page.error());
  const auto scope = call.request.parameter("scope").value_or("mine");
  if (scope != "mine" && scope != "unit") return site.no(refusals::fields_wrong);
  if (const auto settled = site.settle(*moment); !settled) return site.no(settled.error());

  caseload::Filter filter;
  const app::Actor& actor = call.actor();
  if (actor.role != schema::Role::auditor) {
    if (scope == "mine") filter.manager = actor.id;
    if (scope == "unit" && !actor.unit.empty()) filter.unit = actor.unit;
  }
  auto answer = ask_board(site, *moment, filter);
  if (!answer) return site.no(answer.error());
  if (answer->late) return site.no(refusals::not_visible_yet);
  return case_page(site, call, std::move(answer->value.open), *page, answer->applied);
}

Response list_caseload_cases(Site& site, const Call& call) {
  auto moment = moment_of(call.request, site.today());
  if (!moment) return site.no(moment.error());
  const auto page = page_of(call.request);
  if (!page) return site.no(page.error());
  auto filter = filter_of(call.request);
  if (!filter) return site.no(filter.error());
  const auto unassigned = call.request.parameter("unassigned");
  if (unassigned && *unassigned != "true" && *unassigned != "false") {
    return site.no(refusals::fields_wrong);
  }
  if (const auto settled = site.settle(*moment); !settled) return site.no(settled.error());

  narrow(*filter, call.actor());
  auto answer = ask_board(site, *moment, *filter);
  if (!answer) return site.no(answer.error());
  if (answer->late) return site.no(refusals::not_visible_yet);
  CaseStates cases = std::move(answer->value.open);
  if (unassigned && *unassigned == "true") {
    std::erase_if(cases, [](const caseload::CaseState& state) { return state.assignment; });
  }
  return case_page(site, call, std::move(cases), *page, answer->applied);
}

Response get_caseload(Site& site, const Call& call) {
  auto moment = moment_of(call.request, site.today());
  if (!moment) return site.no(moment.error());
  if (const auto settled = site.settle(*moment); !settled) return site.no(settled.error());
  caseload::Filter filter;
  narrow(filter, call.actor());
  const auto answer = ask_board(site, *moment, filter);
  if (!answer) return site.no(answer.error());
  if (answer->late) return site.no(refusals::not_visible_yet);
  const caseload::Board& board = answer->value;

  boost::json::array workers;
  std::size_t unassigned = 0;
  for (const caseload::Number& number : board.by_manager) {
    if (!number.manager) {
      unassigned = number.count();
      continue;
    }
    const auto name = site.deps.operators.display_name(*number.manager);
    if (!name) return site.no(name.error());
    workers.push_back(board_row(number, {to_string(*number.manager), *name}));
  }
  const app::Catalogue& catalogue = site.deps.catalogue;
  const std::int64_t behind =
      site.deps.events().head().last_recorded.micros() - answer->last_recorded.micros();
  boost::json::object body;
  body["on"] = to_string(moment->on);
  body["position"] = newest(answer->applied);
  body["known_at"] = to_string(answer->last_recorded);
  // As asked of the past, the age of the rows is of no interest.
  body["age_seconds"] =
      moment->as_of ? 0 : std::max<std::int64_t>(behind, 0) / Instant::micros_per_second;
  body["total"] = board.open.size();
  body["workers"] = std::move(workers);
  body["comuni"] =
      code_rows(board.by_comune, [&](const Code& code) { return catalogue.comune_name(code); });
  body["areas"] =
      code_rows(board.by_area, [&](const Code& code) { return catalogue.area_name(code); });
  body["unassigned"] = unassigned;
  return json_response(Status::ok, body);
}

}  // namespace telaio::http::handlers
