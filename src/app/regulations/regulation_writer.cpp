// SPDX-License-Identifier: EUPL-1.2
#include "app/regulations/regulation_writer.hpp"

#include <boost/json.hpp>

#include "app/regulations/json_names.hpp"

namespace telaio::app::regulations {
namespace {

namespace fees = domain::fees;
namespace json = boost::json;

template <class Value>
json::value maybe(const std::optional<Value>& value) {
  if (!value) return nullptr;
  return json::value(to_string(*value));
}

template <class Value, std::size_t size>
json::value maybe_name(Value value, const names::Name<Value> (&table)[size]) {
  const std::string_view name = names::name_of(value, table);
  if (name.empty()) return nullptr;
  return json::value(name);
}

json::value maybe_day(const std::optional<fees::MonthDay>& day) {
  if (!day) return nullptr;
  return json::value(to_string(Date::of(2024, day->month, day->day)).substr(5));
}

json::object segment_of(const fees::Segment& segment) {
  json::object object{{"from", maybe(segment.from)},
                      {"from_inclusive", segment.from_inclusive},
                      {"to", maybe(segment.to)},
                      {"to_inclusive", segment.to_inclusive}};
  if (!segment.line) return object;
  object["base"] = to_string(segment.line->base);
  object["x0"] = to_string(segment.line->x0);
  object["num"] = to_string(segment.line->num);
  object["den"] = to_string(segment.line->den);
  return object;
}

json::array adjustments_of(const std::vector<fees::Adjustment>& adjustments) {
  json::array items;
  for (const fees::Adjustment& each : adjustments) {
    items.push_back(json::object{{"when", each.when},
                                 {"percent", to_string(each.percent)},
                                 {"isee_max", maybe(each.isee_max)}});
  }
  return items;
}

// How much, and between which limits.
void write_formula(const fees::Regulation& regulation, json::object& root) {
  json::array segments;
  for (const fees::Segment& segment : regulation.segments) segments.push_back(segment_of(segment));
  root["formula"] = json::object{{"segments", std::move(segments)}};
  root["full_cost"] = json::object{{"amount", maybe(regulation.full_cost)}};
  root["access_limit"] = json::object{{"isee_max", maybe(regulation.access_limit)}};
  root["above"] = json::object{{"isee_over", maybe(regulation.whole_cost_above)}};
}

void write_edges(const fees::Regulation& regulation, json::object& root) {
  json::object no_isee{{"amount", nullptr}};
  if (regulation.no_isee == fees::NoIseeRule::amount) {
    no_isee["amount"] = maybe(regulation.no_isee_amount);
  }
  root["no_isee"] = std::move(no_isee);
  root["non_resident"] = json::object{{"amount", maybe(regulation.non_resident_amount)}};
  json::array exemptions;
  for (const auto reason : regulation.exemptions) {
    exemptions.emplace_back(names::name_of(reason, names::exemptions));
  }
  root["exemptions"] = std::move(exemptions);
  root["surcharges"] = adjustments_of(regulation.surcharges);
  root["discounts"] = adjustments_of(regulation.discounts);
  root["cap"] = maybe(regulation.cap);
  root["floor"] = maybe(regulation.floor);
  root["cap_order"] = maybe_name(regulation.cap_order, names::cap_orders);
  root["rounding"] = json::object{{"stated", maybe_name(regulation.rounding, names::rounding)},
                                  {"unit_step", maybe(regulation.unit_step)},
                                  {"amount_step", to_string(regulation.amount_step)}};
}

void write_time_rules(const fees::Regulation& regulation, json::object& root) {
  json::array kinds;
  for (const auto kind : regulation.accepted_kinds) {
    kinds.emplace_back(names::name_of(kind, names::kinds));
  }
  root["accepted_kinds"] = std::move(kinds);
  root["annotations"] = maybe_name(regulation.annotations, names::annotations);
  root["decorrenza"] =
      json::object{{"rule", maybe_name(regulation.decorrenza, names::decorrenza)},
                   {"day", maybe_day(regulation.decorrenza_day)},
                   {"kept_until", maybe_day(regulation.kept_until)},
                   {"retroactive_on_rectification", regulation.retroactive_on_rectification}};
}

}  // namespace

json::object to_json(const fees::Regulation& regulation) {
  json::object root{{"id", regulation.slug},
                    {"authority", regulation.authority},
                    {"service", regulation.service},
                    {"unit", regulation.unit_text},
                    {"period", json::object{{"effective_from", maybe(regulation.valid_from)},
                                            {"effective_to", maybe(regulation.valid_to)}}},
                    {"act", regulation.act},
                    {"isee_kind", regulation.isee_kind_text}};
  write_formula(regulation, root);
  write_edges(regulation, root);
  write_time_rules(regulation, root);
  root["source"] = json::object{{"url", regulation.source_url}};
  root["published_text"] = regulation.published_text;
  root["signed_reading"] = regulation.signed_reading;
  return root;
}

}  // namespace telaio::app::regulations
