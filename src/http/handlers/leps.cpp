// SPDX-License-Identifier: EUPL-1.2
// The LEPS board, and the list behind each of its numbers: as many rows as the number says.
#include <algorithm>
#include <set>

#include "base/zone.hpp"
#include "http/handlers/case_rows.hpp"
#include "http/handlers/deadlines.hpp"
#include "http/handlers/handlers.hpp"
#include "http/handlers/leps_question.hpp"
#include "http/http_refusals.hpp"
#include "http/stream_reader.hpp"
#include "projections/leps/queries.hpp"

namespace telaio::http::handlers {

namespace {

namespace leps = domain::leps;

struct Asked {
  Moment moment;
  std::string unit;  // Empty: the whole Ambito.
  leps::Window window;
  Date known;
};

Result<Asked, app::Failure> asked_of(const Site& site, const Call& call) {
  auto moment = moment_of(call.request, site.today());
  if (!moment) return app::Failure(moment.error());
  const auto window = window_around(moment->on, call.request.parameter("window").value_or("year"));
  const std::string_view unit = call.request.parameter("unit").value_or(whole_ambito);
  if (!window || !Code::parse(unit) || unit.empty()) {
    return app::Failure(Refusal{refusals::fields_wrong, {}});
  }
  if (const auto settled = site.settle(*moment); !settled) return settled.error();
  const auto known = known_date(site, *moment);
  if (!known) return known.error();
  return Asked{*moment, unit == whole_ambito ? "" : std::string(unit), *window, *known};
}

struct Board {
  std::vector<leps::Unit> units;
  std::vector<leps::Outcome> outcomes;
  bool unit_known = true;
};

Board read_board(const Site& site, const view::ReadRows& rows, const Asked& asked) {
  Board board;
  const auto ambiti = projections::leps::ambiti(rows);
  if (ambiti.empty()) return board;
  board.units = projections::leps::units_of(rows, ambiti.front(), asked.moment.on);
  leps::Unit unit{ambiti.front(), std::nullopt};
  if (!asked.unit.empty()) {
    const auto found = projections::leps::find_unit(rows, asked.unit, asked.moment.on);
    board.unit_known = found.has_value();
    if (!found) return board;
    unit = *found;
  }
  const leps::Question question{unit, asked.window, asked.moment.on, asked.known,
                                leps::Purpose::management};
  board.outcomes = projections::leps::board(rows, site.deps.leps, question);
  return board;
}

std::string unit_code(const leps::Unit& unit) {
  return unit.comune ? std::string(unit.comune->text()) : std::string(whole_ambito);
}

std::string unit_name(const Site& site, const leps::Unit& unit) {
  const app::Catalogue& catalogue = site.deps.catalogue;
  return unit.comune ? catalogue.comune_name(*unit.comune) : catalogue.ambito_name;
}

std::string_view kind_name(leps::Kind kind) {
  switch (kind) {
    case leps::Kind::n:
      return "N";
    case leps::Kind::n_p:
      return "NP";
    case leps::Kind::d:
    case leps::Kind::d_p:
      return "D";
    case leps::Kind::m:
      return "M";
    case leps::Kind::p:
      return "P";
  }
  return "P";
}

std::string_view evidence_name(leps::Evidence evidence) {
  // What is ours alone was confirmed by nobody else.
  return evidence == leps::Evidence::none ? "U" : leps::to_string(evidence);
}

std::int64_t whole(const std::optional<leps::Fraction>& value) {
  return value ? leps::half_up_whole(*value) : 0;
}

boost::json::object threshold_document(const leps::Outcome& outcome) {
  const leps::Threshold& threshold = *outcome.threshold;
  boost::json::object body;
  // As the value itself would be shown, if it stood exactly on the threshold.
  leps::Outcome at_threshold = outcome;
  at_threshold.value = threshold.value;
  at_threshold.value_day = threshold.day;
  body["text"] = leps::shown(at_threshold);
  body["kind"] = threshold.ours ? "ours" : "norm";
  body["to_confirm"] = threshold.unconfirmed;
  if (threshold.value) body["value"] = leps::half_up(*threshold.value, 2);
  const bool fewer_is_better = threshold.comparator == leps::Comparator::at_most ||
                               threshold.comparator == leps::Comparator::below;
  body["comparator"] = fewer_is_better ? "le" : "ge";
  return body;
}

boost::json::object indicator_document(const Site& site, const leps::Outcome& outcome,
                                       Instant computed) {
  boost::json::object row;
  const auto name = site.leps_texts.indicators.find(outcome.code);
  row["code"] = outcome.code;
  row["name"] = name == site.leps_texts.indicators.end() ? outcome.code : name->second;
  row["unit"] = unit_code(outcome.unit);
  row["unit_name"] = unit_name(site, outcome.unit);
  boost::json::object window;
  window["from"] = to_string(outcome.window.from);
  window["to"] = to_string(outcome.window.to);
  row["window"] = std::move(window);
  row["rule_version"] = version_number(site.deps.leps, outcome.rule_version);
  row["numerator"] = whole(outcome.numerator);
  row["denominator"] = whole(outcome.denominator);
  row["excluded"] = outcome.excluded();
  row["status"] = leps::to_string(outcome.status);
  row["kind"] = kind_name(outcome.kind);
  row["evidence"] = evidence_name(outcome.evidence);
  row["computed_at"] = to_string(computed);
  row["events"] = outcome.events().size();
  const std::string value = leps::shown(outcome);
  if (!value.empty()) row["value"] = value;
  if (outcome.value) row["value_number"] = leps::half_up(*outcome.value, 2);
  if (outcome.threshold) row["threshold"] = threshold_document(outcome);
  row["at_risk"] = outcome.at_risk_events.size();
  if (const leps::Indicator* known = site.deps.leps.indicator(outcome.code)) {
    if (!known->citation.empty()) row["citation"] = known->citation.substr(0, 300);
  }
  return row;
}

bool holds(const leps::Events& events, log::Position position) {
  return std::find(events.begin(), events.end(), position) != events.end();
}

// The list of a part is the list behind its number: those above the line are also below it.
bool in_part(const leps::Outcome& outcome, std::string_view part, log::Position position) {
  if (part == "numerator") return holds(outcome.numerator_events, position);
  if (part == "denominator") return holds(outcome.denominator_events, position);
  if (part == "excluded") return holds(outcome.excluded_events, position);
  return true;
}

std::string_view part_of(const leps::Outcome& outcome, log::Position position) {
  if (holds(outcome.numerator_events, position)) return "numerator";
  if (holds(outcome.excluded_events, position)) return "excluded";
  return "denominator";
}

Result<boost::json::object, app::Failure> event_row(const Site& site, std::string_view part,
                                                    log::Position position) {
  const auto page = site.deps.events().read_all(position, log::ReadLimits{.events_max = 1});
  if (!page) return app::Failure(page.error());
  boost::json::object row;
  row["part"] = part;
  row["position"] = position;
  row["outcome"] = site.labels.of("leps." + std::string(part));
  if (page->events.empty()) return row;
  const schema::Header* header = schema::verified_header(page->events.front().header);
  if (header == nullptr) return row;
  row["event_id"] = to_string(schema::read(header->event()));
  row["done_on"] = to_string(schema::read(header->effective_from()));
  row["label"] = site.labels.of("fact." + std::string(schema::EnumNameFact(header->fact_type())));
  if (const auto* taken = header->fact_as_TakenInCharge()) {
    row["case_id"] = to_string(schema::read(taken->case_file()));
    row["case_number"] = schema::read(taken->number()).text();
    row["comune_name"] = site.deps.catalogue.comune_name(schema::read(taken->competent_comune()));
  } else if (const auto* received = header->fact_as_HouseholdReceived()) {
    row["household_id"] = to_string(schema::read(received->household()));
    row["comune_name"] = site.deps.catalogue.comune_name(schema::read(received->comune()));
  }
  return row;
}

std::string arithmetic_of(const leps::Outcome& outcome) {
  const std::string value = leps::shown(outcome);
  return std::to_string(whole(outcome.numerator)) + " ÷ " +
         std::to_string(whole(outcome.denominator)) + (value.empty() ? "" : " = " + value);
}

}  // namespace

Response get_leps(Site& site, const Call& call) {
  const auto asked = asked_of(site, call);
  if (!asked) return site.no(asked.error());
  const auto answer = site.deps.views.ask(
      "leps", site.at(asked->moment),
      [&](const view::ReadRows& rows) { return read_board(site, rows, *asked); });
  if (!answer) return site.no(answer.error());
  if (answer->late) return site.no(refusals::not_visible_yet);
  if (!answer->value.unit_known) return site.no(refusals::fields_wrong);

  boost::json::array units;
  for (const leps::Unit& unit : answer->value.units) {
    boost::json::object row;
    row["unit"] = unit_code(unit);
    row["name"] = unit_name(site, unit);
    units.push_back(std::move(row));
  }
  boost::json::array indicators;
  for (const leps::Outcome& outcome : answer->value.outcomes) {
    indicators.push_back(indicator_document(site, outcome, answer->last_recorded));
  }
  const std::int64_t behind =
      site.deps.events().head().last_recorded.micros() - answer->last_recorded.micros();
  boost::json::object body;
  body["on"] = to_string(asked->moment.on);
  body["position"] = newest(answer->applied);
  body["known_at"] = to_string(answer->last_recorded);
  body["age_seconds"] =
      asked->moment.as_of ? 0 : std::max<std::int64_t>(behind, 0) / Instant::micros_per_second;
  body["units"] = std::move(units);
  body["indicators"] = std::move(indicators);
  return json_response(Status::ok, body);
}

Response list_leps_events(Site& site, const Call& call) {
  const auto asked = asked_of(site, call);
  if (!asked) return site.no(asked.error());
  const auto page = page_of(call.request);
  if (!page) return site.no(page.error());
  const std::string_view part = call.request.parameter("part").value_or("");
  const std::set<std::string_view> parts{"", "numerator", "denominator", "excluded"};
  if (!parts.contains(part)) return site.no(refusals::fields_wrong);
  const auto place = parse_number(page->cursor, std::uint64_t{1} << 53U);
  if (!page->cursor.empty() && !place) return site.no(refusals::cursor_malformed);
  const auto answer = site.deps.views.ask(
      "leps", site.at(asked->moment),
      [&](const view::ReadRows& rows) { return read_board(site, rows, *asked); });
  if (!answer) return site.no(answer.error());
  if (answer->late) return site.no(refusals::not_visible_yet);
  const auto found =
      std::find_if(answer->value.outcomes.begin(), answer->value.outcomes.end(),
                   [&](const leps::Outcome& each) { return each.code == call.parameter("code"); });
  if (found == answer->value.outcomes.end()) return site.no(refusals::not_found);

  boost::json::array items;
  boost::json::object body;
  std::size_t total = 0;
  std::optional<log::Position> last;
  for (const log::Position position : found->events()) {
    if (!in_part(*found, part, position)) continue;
    const std::string_view in = part_of(*found, position);
    ++total;
    if (place && position <= *place) continue;
    if (items.size() == page->limit) {
      if (!body.contains("next_cursor")) {
        body["next_cursor"] = encode_cursor(std::to_string(*last));
      }
      continue;
    }
    auto row = event_row(site, in, position);
    if (!row) return site.no(row.error());
    items.push_back(std::move(*row));
    last = position;
  }
  body["indicator"] = indicator_document(site, *found, answer->last_recorded);
  body["arithmetic"] = arithmetic_of(*found);
  body["items"] = std::move(items);
  body["total"] = total;
  body["causes"] = boost::json::array();
  body["position"] = newest(answer->applied);
  return json_response(Status::ok, body);
}

}  // namespace telaio::http::handlers
