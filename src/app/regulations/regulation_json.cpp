// SPDX-License-Identifier: EUPL-1.2
#include "app/regulations/regulation_json.hpp"

#include <boost/json.hpp>
#include <utility>

#include "app/regulations/json_edges.hpp"
#include "app/regulations/json_element.hpp"
#include "app/regulations/json_names.hpp"
#include "base/limits.hpp"
#include "domain/fees/amount.hpp"

namespace telaio::app::regulations {
namespace {

// ---- Parts of an element ----

fees::Segment read_segment(Element& element, const json::object& object,
                           const std::string& pointer) {
  fees::Segment segment;
  const std::size_t before_bounds = element.failures();
  segment.from = element.money(object, "from", pointer);
  segment.from_inclusive = element.flag(object, "from_inclusive", pointer);
  segment.to = element.money(object, "to", pointer);
  segment.to_inclusive = element.flag(object, "to_inclusive", pointer);
  if (element.failures() > before_bounds) element.loaded().bounds_unknown = true;

  const auto base = element.thousandths(object, "base", pointer);
  const auto x0 = element.thousandths(object, "x0", pointer);
  const auto num = element.thousandths(object, "num", pointer);
  const auto den = element.thousandths(object, "den", pointer);
  if (base && x0 && num && den) segment.line = fees::Line{*base, *x0, *num, *den};
  return segment;
}

void read_formula(Element& element, const json::object& root) {
  const json::object* formula = child(root, "formula");
  if (formula == nullptr) return element.cannot_read("/formula", member(root, "formula"));
  auto& regulation = element.regulation();
  regulation.full_cost = element.money(*formula, "full_cost", "/formula");
  const json::value* value = member(*formula, "segments");
  if (value == nullptr || value->is_null()) return;  // The act was read in part: not computable.
  const json::array* segments = value->if_array();
  if (segments == nullptr || segments->size() > limits::regulation_segments_max) {
    element.loaded().bounds_unknown = true;
    return element.cannot_read("/formula/segments", value);
  }
  for (std::size_t i = 0; i < segments->size(); ++i) {
    const std::string pointer = "/formula/segments/" + std::to_string(i);
    const json::object* object = (*segments)[i].if_object();
    if (object == nullptr) {
      element.loaded().bounds_unknown = true;
      element.cannot_read(pointer, &(*segments)[i]);
    } else {
      regulation.segments.push_back(read_segment(element, *object, pointer));
    }
  }
}

void read_rounding(Element& element, const json::object& root) {
  const json::object* rounding = child(root, "rounding");
  if (rounding == nullptr) return;
  auto& regulation = element.regulation();
  const json::value* stated = member(*rounding, "stated");
  if (stated != nullptr && !stated->is_null()) {
    const std::string text = text_of(*rounding, "stated");
    const auto mode = fees::parse_rounding_mode(text.substr(0, text.find(' ')));
    if (mode) {
      regulation.rounding = *mode;
    } else {
      element.cannot_read("/rounding/stated", stated);
    }
  }
  const json::value* unit_step = member(*rounding, "unit_step");
  if (unit_step != nullptr && unit_step->is_null()) {
    regulation.unit_step.reset();
  } else if (unit_step != nullptr) {
    const auto step = element.thousandths(*rounding, "unit_step", "/rounding");
    if (step && step->value > 0) regulation.unit_step = step;
    if (step && step->value <= 0) element.cannot_read("/rounding/unit_step", unit_step);
  }
  if (const json::value* amount_step = member(*rounding, "amount_step")) {
    const auto step = element.thousandths(*rounding, "amount_step", "/rounding");
    const bool whole_cents = step && step->value > 0 && step->value % 10 == 0;
    if (whole_cents) regulation.amount_step = *step;
    if (step && !whole_cents) element.cannot_read("/rounding/amount_step", amount_step);
  }
}

std::optional<fees::MonthDay> read_month_day(Element& element, const json::object& object,
                                             std::string_view key, const std::string& pointer) {
  const json::value* value = member(object, key);
  if (value == nullptr || value->is_null()) return std::nullopt;
  // "03-31", read as a day of a leap year.
  const auto date = parse_date("2024-" + text_of(object, key));
  if (!date) {
    element.cannot_read(pointer + "/" + std::string(key), value);
    return std::nullopt;
  }
  const auto ymd = date->ymd();
  return fees::MonthDay{static_cast<std::uint8_t>(unsigned(ymd.month())),
                        static_cast<std::uint8_t>(unsigned(ymd.day()))};
}

void read_annotations(Element& element, const json::object& root) {
  auto& regulation = element.regulation();
  const bool said =
      element.name(root, "annotations", "/annotations", names::annotations, regulation.annotations);
  // The published transcriptions say it in words, where they say it at all.
  const bool in_words = regulation.isee_kind_text.find("without omissioni") != std::string::npos;
  if (!said && in_words) regulation.annotations = fees::AnnotationPolicy::refuse;
}

void read_time_rules(Element& element, const json::object& root) {
  const json::object* rules = child(root, "decorrenza");
  if (rules == nullptr) return;
  auto& regulation = element.regulation();
  element.name(*rules, "rule", "/decorrenza/rule", names::decorrenza, regulation.decorrenza);
  regulation.decorrenza_day = read_month_day(element, *rules, "day", "/decorrenza");
  regulation.kept_until = read_month_day(element, *rules, "kept_until", "/decorrenza");
  if (regulation.decorrenza == fees::DecorrenzaRule::fixed_date && !regulation.decorrenza_day) {
    element.cannot_read("/decorrenza/day", member(*rules, "day"));
  }
  regulation.retroactive_on_rectification =
      element.flag(*rules, "retroactive_on_rectification", "/decorrenza");
}

void read_kinds(Element& element, const json::object& root) {
  const json::array* kinds = list(root, "accepted_kinds");
  if (kinds == nullptr) return;
  for (std::size_t i = 0; i < kinds->size(); ++i) {
    const json::object wrapped{{"kind", (*kinds)[i]}};
    fees::IseeKind kind = fees::IseeKind::unknown;
    const std::string pointer = "/accepted_kinds/" + std::to_string(i);
    if (element.name(wrapped, "kind", pointer, names::kinds, kind)) {
      element.regulation().accepted_kinds.push_back(kind);
    }
  }
}

std::optional<std::string> maybe_text(const json::object& object, std::string_view key) {
  const json::value* value = member(object, key);
  if (value == nullptr || !value->is_string()) return std::nullopt;
  return text_of(object, key);
}

void read_notes(LoadedRegulation& loaded, const json::object& root) {
  if (const json::array* anomalies = list(root, "anomalies")) {
    for (const json::value& anomaly : *anomalies) {
      if (const auto* text = anomaly.if_string()) loaded.anomalies.emplace_back(*text);
    }
  }
  const json::array* vectors = list(root, "vectors");
  if (vectors == nullptr) return;
  for (const json::value& value : *vectors) {
    const json::object* object = value.if_object();
    if (object == nullptr) continue;
    Vector vector;
    vector.isee = text_of(*object, "isee");
    vector.exact = maybe_text(*object, "exact");
    vector.half_up = maybe_text(*object, "expected_half_up");
    if (const auto* modes = child(*object, "other_modes")) {
      vector.half_even = maybe_text(*modes, "half_even");
      vector.half_down = maybe_text(*modes, "half_down");
      vector.truncate = maybe_text(*modes, "truncate");
    }
    loaded.vectors.push_back(std::move(vector));
  }
}

LoadedRegulation read_element(const json::object& root) {
  LoadedRegulation loaded;
  Element element(loaded);
  auto& regulation = loaded.regulation;
  regulation.slug = text_of(root, "id");
  if (regulation.slug.empty()) element.cannot_read("/id", member(root, "id"));
  regulation.authority = text_of(root, "authority");
  regulation.service = text_of(root, "service");
  regulation.unit_text = text_of(root, "unit");
  const fees::Measure measure = fees::measure_of(regulation.unit_text);
  regulation.unit = measure.unit;
  regulation.scheme = measure.scheme;
  regulation.isee_kind_text = text_of(root, "isee_kind");
  regulation.act = text_of(root, "act");
  regulation.published_text = text_of(root, "published_text");
  regulation.signed_reading = text_of(root, "signed_reading");
  loaded.comune = text_of(root, "comune");
  loaded.service_code = text_of(root, "service_code");
  loaded.replaces = text_of(root, "replaces");
  if (const auto* source = child(root, "source")) regulation.source_url = text_of(*source, "url");
  if (const auto* period = child(root, "period")) {
    regulation.valid_from = element.date(*period, "effective_from", "/period");
    regulation.valid_to = element.date(*period, "effective_to", "/period");
  }
  read_formula(element, root);
  read_edges(element, root);
  read_rounding(element, root);
  read_annotations(element, root);
  read_time_rules(element, root);
  read_kinds(element, root);
  read_notes(loaded, root);
  return loaded;
}

Refusal unreadable_file(std::string detail) {
  return {file_unreadable, {{"detail", std::move(detail)}}};
}

}  // namespace

Result<LoadedFile, Refusal> load(std::string_view text) {
  if (text.size() > limits::regulation_file_bytes_max) return unreadable_file("too large");
  boost::system::error_code error;
  const json::value document = json::parse({text.data(), text.size()}, error);
  if (error) return unreadable_file("not JSON: " + error.message());
  const json::object* root = document.if_object();
  if (root == nullptr) return unreadable_file("not an object");

  LoadedFile file;
  if (member(*root, "regulations") == nullptr) {
    if (member(*root, "id") == nullptr && member(*root, "formula") == nullptr) {
      return unreadable_file("neither a regulation nor a list of regulations");
    }
    file.regulations.push_back(read_element(*root));
    return file;
  }
  const json::array* items = list(*root, "regulations");
  if (items == nullptr) return unreadable_file("\"regulations\" is not a list");
  if (items->size() > limits::regulations_per_file_max) return unreadable_file("too many");
  file.is_list = true;
  for (const json::value& item : *items) {
    const json::object* object = item.if_object();
    if (object == nullptr) return unreadable_file("a regulation that is not an object");
    file.regulations.push_back(read_element(*object));
  }
  return file;
}

std::vector<fees::Finding> findings_of(const LoadedRegulation& loaded) {
  std::vector<fees::Finding> findings = loaded.unreadable;
  const bool nothing_to_judge =
      loaded.bounds_unknown || (!findings.empty() && loaded.regulation.segments.empty());
  if (nothing_to_judge) return findings;
  const auto found = fees::check(loaded.regulation);
  findings.insert(findings.end(), found.begin(), found.end());
  findings.insert(findings.end(), loaded.notes.begin(), loaded.notes.end());
  return findings;
}

}  // namespace telaio::app::regulations
