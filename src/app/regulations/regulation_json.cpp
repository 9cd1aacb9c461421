// SPDX-License-Identifier: EUPL-1.2
#include "app/regulations/regulation_json.hpp"

#include <boost/json.hpp>
#include <utility>

#include "app/regulations/json_element.hpp"
#include "base/limits.hpp"
#include "domain/fees/amount.hpp"

namespace telaio::app::regulations {
namespace {

// ---- Parts of an element ----

fees::Unit unit_named(std::string_view text) {
  using Unit = fees::Unit;
  constexpr std::pair<std::string_view, Unit> names[] = {
      {"hour", Unit::hour},    {"access", Unit::access}, {"meal", Unit::meal},
      {"km", Unit::kilometre}, {"day", Unit::day},       {"month", Unit::month},
      {"night", Unit::night}};
  const bool per_unit = text.starts_with("EUR/");
  const bool percent = text.starts_with("percent");
  if (!per_unit && !percent) return Unit::unknown;
  for (const auto& [name, unit] : names) {
    if (per_unit ? text.substr(4) == name : text.find(name) != std::string_view::npos) return unit;
  }
  return Unit::unknown;
}

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

// A discount that holds "ISEE <= 40000.00" says so in its wording.
std::optional<Money> isee_max_in(std::string_view when) {
  constexpr std::string_view mark = "ISEE <= ";
  const std::size_t at = when.find(mark);
  if (at == std::string_view::npos) return std::nullopt;
  const std::string_view rest = when.substr(at + mark.size());
  const std::size_t end = rest.find_first_not_of("0123456789.");
  const auto amount = fees::parse_amount(rest.substr(0, end));
  if (!amount) return std::nullopt;
  return *amount;
}

// Only those in percent; a fixed price for a second child has no place in the formula.
std::vector<fees::Adjustment> read_adjustments(Element& element, const json::object& root,
                                               std::string_view key) {
  std::vector<fees::Adjustment> adjustments;
  const json::array* items = list(root, key);
  if (items == nullptr) return adjustments;
  for (std::size_t i = 0; i < items->size(); ++i) {
    const json::object* object = (*items)[i].if_object();
    if (object == nullptr || member(*object, "percent") == nullptr) continue;
    const std::string pointer = "/" + std::string(key) + "/" + std::to_string(i);
    const auto percent = element.thousandths(*object, "percent", pointer);
    if (!percent) continue;
    const std::string when = text_of(*object, "when");
    adjustments.push_back({when, *percent, isee_max_in(when)});
  }
  return adjustments;
}

void read_edges(Element& element, const json::object& root) {
  auto& regulation = element.regulation();
  if (const auto* limit = child(root, "access_limit")) {
    regulation.access_limit = element.money(*limit, "isee_max", "/access_limit");
  }
  if (const auto* above = child(root, "above")) {
    regulation.whole_cost_above = element.money(*above, "isee_over", "/above");
  }
  if (const auto* cost = child(root, "full_cost")) {
    const auto amount = element.money(*cost, "amount", "/full_cost");
    if (amount) regulation.full_cost = amount;
  }
  const auto* no_isee = child(root, "no_isee");
  const json::value* amount = no_isee == nullptr ? nullptr : member(*no_isee, "amount");
  if (amount != nullptr && !amount->is_null()) {
    regulation.no_isee_amount = element.thousandths(*no_isee, "amount", "/no_isee");
    if (regulation.no_isee_amount) regulation.no_isee = fees::NoIseeRule::amount;
  }
  regulation.surcharges = read_adjustments(element, root, "surcharges");
  regulation.discounts = read_adjustments(element, root, "discounts");
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

template <class Value, std::size_t size>
bool read_name(const json::object& object, std::string_view key, Element& element,
               const std::string& pointer, const std::pair<std::string_view, Value> (&names)[size],
               Value& into) {
  const json::value* value = member(object, key);
  if (value == nullptr || value->is_null()) return false;
  const std::string text = text_of(object, key);
  for (const auto& [name, meaning] : names) {
    if (text != name) continue;
    into = meaning;
    return true;
  }
  element.cannot_read(pointer, value);
  return false;
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
  using Policy = fees::AnnotationPolicy;
  constexpr std::pair<std::string_view, Policy> names[] = {
      {"accept", Policy::accept},
      {"accept_with_documents", Policy::accept_with_documents},
      {"refuse", Policy::refuse}};
  auto& regulation = element.regulation();
  const bool said =
      read_name(root, "annotations", element, "/annotations", names, regulation.annotations);
  // The published transcriptions say it in words, where they say it at all.
  const bool in_words = regulation.isee_kind_text.find("without omissioni") != std::string::npos;
  if (!said && in_words) regulation.annotations = Policy::refuse;
}

void read_time_rules(Element& element, const json::object& root) {
  using Rule = fees::DecorrenzaRule;
  constexpr std::pair<std::string_view, Rule> names[] = {
      {"next_month_after_protocol", Rule::next_month_after_protocol},
      {"same_month", Rule::same_month},
      {"filing_date_pro_rata", Rule::filing_date_pro_rata},
      {"fixed_date", Rule::fixed_date},
      {"month_end_snapshot", Rule::month_end_snapshot}};
  const json::object* rules = child(root, "decorrenza");
  if (rules == nullptr) return;
  auto& regulation = element.regulation();
  read_name(*rules, "rule", element, "/decorrenza/rule", names, regulation.decorrenza);
  regulation.decorrenza_day = read_month_day(element, *rules, "day", "/decorrenza");
  regulation.kept_until = read_month_day(element, *rules, "kept_until", "/decorrenza");
  if (regulation.decorrenza == Rule::fixed_date && !regulation.decorrenza_day) {
    element.cannot_read("/decorrenza/day", member(*rules, "day"));
  }
  regulation.retroactive_on_rectification =
      element.flag(*rules, "retroactive_on_rectification", "/decorrenza");
}

void read_kinds(Element& element, const json::object& root) {
  using Kind = fees::IseeKind;
  constexpr std::pair<std::string_view, Kind> names[] = {
      {"ordinario", Kind::ordinario},
      {"minorenni", Kind::minorenni},
      {"universita", Kind::universita},
      {"sociosanitario", Kind::sociosanitario},
      {"sociosanitario_residenze", Kind::sociosanitario_residenze},
      {"dottorato", Kind::dottorato}};
  const json::array* kinds = list(root, "accepted_kinds");
  if (kinds == nullptr) return;
  for (std::size_t i = 0; i < kinds->size(); ++i) {
    const json::object wrapped{{"kind", (*kinds)[i]}};
    Kind kind = Kind::unknown;
    if (read_name(wrapped, "kind", element, "/accepted_kinds/" + std::to_string(i), names, kind)) {
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
  regulation.unit = unit_named(regulation.unit_text);
  regulation.isee_kind_text = text_of(root, "isee_kind");
  regulation.act = text_of(root, "act");
  regulation.signed_reading = text_of(root, "signed_reading");
  if (regulation.unit_text.starts_with("percent")) {
    regulation.scheme = fees::FeeScheme::percent_of_cost;
  }
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
  return findings;
}

}  // namespace telaio::app::regulations
