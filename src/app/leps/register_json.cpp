// SPDX-License-Identifier: EUPL-1.2
#include "app/leps/register_json.hpp"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <optional>
#include <span>

#include "app/leps/leps_refusals.hpp"
#include "base/limits.hpp"
#include "domain/leps/board.hpp"

namespace telaio::app::leps {
namespace {

namespace json = boost::json;
using domain::leps::Indicator;
using domain::leps::Register;
using domain::leps::Rule;
using domain::leps::RuleUnit;

Refusal field_refused(std::string_view at, std::string_view field) {
  return {register_field, {{"posizione", std::string(at)}, {"campo", std::string(field)}}};
}

// One object of the file, read field by field. The first field that is missing, unknown or not of
// its form becomes the refusal; reading goes on with neutral values, and the caller looks once.
class Fields {
 public:
  Fields(const json::value& value, std::string at) : at_(std::move(at)) {
    object_ = value.if_object();
    if (object_ == nullptr) refuse("");
  }

  std::optional<std::string> text_or_null(std::string_view name) {
    const json::value* value = find(name);
    if (value == nullptr || value->is_null()) return std::nullopt;
    if (!value->is_string()) {
      refuse(name);
      return std::nullopt;
    }
    return std::string(value->get_string());
  }
  std::string text(std::string_view name) {
    auto found = text_or_null(name);
    if (!found || found->empty()) refuse(name);
    return found.value_or(std::string());
  }
  bool flag(std::string_view name) {
    const json::value* value = find(name);
    if (value == nullptr || !value->is_bool()) {
      refuse(name);
      return false;
    }
    return value->get_bool();
  }
  // Null or absent: nothing.
  template <class Parse>
  auto parsed(std::string_view name, Parse parse) -> decltype(parse(std::string_view())) {
    const auto found = text_or_null(name);
    if (!found) return std::nullopt;
    auto value = parse(std::string_view(*found));
    if (!value) refuse(name);
    return value;
  }
  template <class Parse>
  auto required(std::string_view name, Parse parse) {
    auto value = parsed(name, parse);
    if (!value) refuse(name);
    return value.value_or(typename decltype(value)::value_type{});
  }
  const json::value* child(std::string_view name) { return find(name); }
  // A list of at most `size_max` elements; empty when refused.
  std::span<const json::value> list(std::string_view name, std::size_t size_max) {
    const json::value* value = find(name);
    const json::array* array = value != nullptr ? value->if_array() : nullptr;
    if (array == nullptr || array->size() > size_max) {
      refuse(name);
      return {};
    }
    return {array->data(), array->size()};
  }

  void refuse(std::string_view name) {
    if (!refusal_) refusal_ = field_refused(at_, name);
  }
  // To be called last: refuses fields nobody asked for.
  std::optional<Refusal> finish() {
    if (object_ == nullptr) return refusal_;
    for (const auto& member : *object_) {
      if (std::find(seen_.begin(), seen_.end(), member.key()) == seen_.end()) {
        refuse(std::string_view(member.key().data(), member.key().size()));
      }
    }
    return refusal_;
  }

 private:
  const json::value* find(std::string_view name) {
    seen_.emplace_back(name);
    return object_ == nullptr ? nullptr : object_->if_contains(name);
  }

  std::string at_;
  const json::object* object_ = nullptr;
  std::vector<std::string> seen_;
  std::optional<Refusal> refusal_;
};

std::optional<domain::leps::MonthDay> parse_month_day(std::string_view text) {
  // A leap year, so that 29 February can be written.
  const auto date = parse_date("2024-" + std::string(text));
  if (!date) return std::nullopt;
  const auto day = date->ymd();
  return domain::leps::MonthDay{static_cast<unsigned>(day.month()),
                                static_cast<unsigned>(day.day())};
}

Result<Rule, Refusal> read_rule(const json::value& value, const std::string& at) {
  Fields fields(value, at);
  Rule rule;
  rule.id = fields.text("id");
  rule.unit = fields.required("unit", domain::leps::parse_rule_unit);
  rule.value = fields.parsed("value", domain::leps::parse_fraction);
  rule.day = fields.parsed("day", parse_month_day);
  rule.comparator = fields.required("comparator", domain::leps::parse_comparator);
  rule.trigger =
      fields.parsed("trigger", domain::leps::parse_trigger).value_or(domain::leps::Trigger::none);
  rule.kind = fields.required("kind", domain::leps::parse_kind);
  rule.evidence = fields.required("evidence", domain::leps::parse_evidence);
  rule.confirmed = fields.flag("confirmed");
  rule.enabled = fields.flag("enabled");
  rule.valid_from = fields.parsed("valid_from", parse_date);
  rule.valid_to = fields.parsed("valid_to", parse_date);
  rule.applications_from = fields.parsed("applications_from", parse_date);
  rule.applications_to = fields.parsed("applications_to", parse_date);
  rule.citation = fields.text("citation");
  for (const json::value& source : fields.list("sources", limits::leps_sources_max)) {
    if (!source.is_string()) fields.refuse("sources");
  }
  fields.text_or_null("note");

  const bool is_day = rule.unit == RuleUnit::month_day;
  if (is_day && (rule.value || !rule.day)) fields.refuse("day");
  if (!is_day && rule.day) fields.refuse("day");
  if (rule.enabled && !is_day && !rule.value) fields.refuse("value");
  // A ratio of zero would divide by it; a term is a whole number of days.
  const bool zero = rule.value && rule.value->is_zero();
  if (zero && rule.unit == RuleUnit::residents_per_fte) fields.refuse("value");
  const bool broken = rule.value && rule.value->denominator() != 1;
  const bool long_term =
      rule.value && *rule.value > domain::leps::Fraction(limits::leps_term_days_max);
  if (rule.unit == RuleUnit::days && (broken || long_term)) fields.refuse("value");
  if (rule.valid_from && rule.valid_to && *rule.valid_to < *rule.valid_from) {
    fields.refuse("valid_to");
  }
  if (rule.applications_from && rule.applications_to &&
      *rule.applications_to < *rule.applications_from) {
    fields.refuse("applications_to");
  }
  if (rule.evidence == domain::leps::Evidence::none) fields.refuse("evidence");
  if (auto refusal = fields.finish()) return *refusal;
  if (rule.evidence == domain::leps::Evidence::u && rule.enabled && !rule.confirmed) {
    return Refusal{register_unconfirmed, {{"regola", rule.id}}};
  }
  return rule;
}

Result<Indicator, Refusal> read_indicator(const json::value& value, const std::string& at) {
  Fields fields(value, at);
  Indicator indicator;
  indicator.code = fields.text("code");
  indicator.rule = fields.text_or_null("rule").value_or("");
  indicator.kind = fields.required("kind", domain::leps::parse_kind);
  indicator.evidence = fields.required("evidence", domain::leps::parse_evidence);
  indicator.valid_from = fields.parsed("valid_from", parse_date);
  indicator.valid_to = fields.parsed("valid_to", parse_date);
  indicator.citation = fields.text("citation");
  if (const json::value* target = fields.child("target"); target != nullptr) {
    Fields parts(*target, at + "/target");
    domain::leps::Target read;
    read.value = parts.required("value", domain::leps::parse_fraction);
    read.comparator = parts.required("comparator", domain::leps::parse_comparator);
    if (auto refusal = parts.finish()) return *refusal;
    indicator.target = read;
  }
  if (auto refusal = fields.finish()) return *refusal;
  return indicator;
}

bool intervals_meet(const std::optional<Date>& from_a, const std::optional<Date>& to_a,
                    const std::optional<Date>& from_b, const std::optional<Date>& to_b) {
  return (!from_a || !to_b || *from_a <= *to_b) && (!from_b || !to_a || *from_b <= *to_a);
}

std::optional<Refusal> check_overlaps(const std::vector<Rule>& rules) {
  for (std::size_t i = 0; i < rules.size(); ++i) {
    for (std::size_t j = i + 1; j < rules.size(); ++j) {
      const Rule& a = rules[i];
      const Rule& b = rules[j];
      if (a.id != b.id || !a.enabled || !b.enabled) continue;
      const bool days = intervals_meet(a.valid_from, a.valid_to, b.valid_from, b.valid_to);
      const bool applications = intervals_meet(a.applications_from, a.applications_to,
                                               b.applications_from, b.applications_to);
      if (days && applications) return Refusal{register_overlap, {{"regola", a.id}}};
    }
  }
  return std::nullopt;
}

// What each indicator needs of the rule it names; nothing: it needs none.
std::optional<RuleUnit> unit_needed(std::string_view code) {
  if (code == "SSP-1" || code == "SSP-2" || code == "SSP-3") return RuleUnit::residents_per_fte;
  if (code == "SSP-4") return RuleUnit::euro_per_fte;
  if (code == "SSP-5") return RuleUnit::month_day;
  if (code == "ADI-1" || code == "ADI-2") return RuleUnit::days;
  return std::nullopt;
}

bool has_rule(const Register& rules, const std::string& id, RuleUnit unit) {
  bool found = false;
  for (const Rule& rule : rules.rules) {
    if (rule.id != id) continue;
    if (rule.unit != unit) return false;
    if (unit == RuleUnit::days && rule.trigger == domain::leps::Trigger::none) return false;
    found = true;
  }
  return found;
}

std::optional<Refusal> check_indicators(const Register& rules) {
  const auto refused = [](std::string_view code) {
    return Refusal{register_indicator, {{"indicatore", std::string(code)}}};
  };
  const auto computed = domain::leps::computed_codes();
  for (const Indicator& indicator : rules.indicators) {
    const auto& known = rules.indicators;
    const auto same = std::count_if(known.begin(), known.end(), [&](const Indicator& other) {
      return other.code == indicator.code;
    });
    if (same != 1 ||
        std::find(computed.begin(), computed.end(), indicator.code) == computed.end()) {
      return refused(indicator.code);
    }
    const auto unit = unit_needed(indicator.code);
    if (unit && !has_rule(rules, indicator.rule, *unit)) {
      return Refusal{register_rule, {{"indicatore", indicator.code}, {"regola", indicator.rule}}};
    }
  }
  for (const std::string_view code : computed) {
    if (rules.indicator(code) == nullptr) return refused(code);
  }
  // SSP-4 reads five rules by name.
  constexpr std::array needed = {std::pair{"ssp.lep_ratio", RuleUnit::residents_per_fte},
                                 std::pair{"ssp.objective_ratio", RuleUnit::residents_per_fte},
                                 std::pair{"ssp.entry_ratio", RuleUnit::residents_per_fte},
                                 std::pair{"ssp.contrib_band1", RuleUnit::euro_per_fte},
                                 std::pair{"ssp.contrib_band2", RuleUnit::euro_per_fte},
                                 std::pair{"ssp.statement_due", RuleUnit::month_day}};
  for (const auto& [id, unit] : needed) {
    if (!has_rule(rules, id, unit)) {
      return Refusal{register_rule, {{"indicatore", "SSP-4"}, {"regola", id}}};
    }
  }
  return std::nullopt;
}

Result<json::value, Refusal> parse_text(std::string_view text) {
  if (text.size() > limits::leps_register_bytes_max) {
    return Refusal{register_unreadable, {{"dettaglio", "file troppo grande"}}};
  }
  boost::system::error_code failed;
  json::parse_options options;
  options.max_depth = limits::leps_register_depth_max;
  json::value parsed =
      json::parse(json::string_view(text.data(), text.size()), failed, {}, options);
  if (failed) return Refusal{register_unreadable, {{"dettaglio", failed.message()}}};
  return parsed;
}

}  // namespace

Result<Register, Refusal> load_register(std::string_view text) {
  const auto parsed = parse_text(text);
  if (!parsed) return parsed.error();

  Fields fields(*parsed, "");
  Register rules;
  if (fields.text("format") != "telaio-leps-register") fields.refuse("format");
  rules.version = to_string(fields.required("checked_on", parse_date));
  std::size_t index = 0;
  for (const json::value& value : fields.list("rules", limits::leps_rules_max)) {
    auto rule = read_rule(value, "/rules/" + std::to_string(index++));
    if (!rule) return rule.error();
    rules.rules.push_back(std::move(*rule));
  }
  index = 0;
  for (const json::value& value : fields.list("indicators", limits::leps_rules_max)) {
    auto indicator = read_indicator(value, "/indicators/" + std::to_string(index++));
    if (!indicator) return indicator.error();
    rules.indicators.push_back(std::move(*indicator));
  }
  if (auto refusal = fields.finish()) return *refusal;
  if (auto refusal = check_overlaps(rules.rules)) return *refusal;
  if (auto refusal = check_indicators(rules)) return *refusal;
  return rules;
}

Result<Texts, Refusal> load_texts(std::string_view text) {
  const auto parsed = parse_text(text);
  if (!parsed) return parsed.error();

  Fields fields(*parsed, "");
  Texts texts;
  const std::array groups = {
      std::pair{"indicators", &texts.indicators}, std::pair{"statuses", &texts.statuses},
      std::pair{"kinds", &texts.kinds}, std::pair{"evidences", &texts.evidences},
      std::pair{"marks", &texts.marks}};
  for (const auto& [name, group] : groups) {
    const json::value* value = fields.child(name);
    const json::object* object = value != nullptr ? value->if_object() : nullptr;
    if (object == nullptr) return field_refused("", name);
    for (const auto& member : *object) {
      if (!member.value().is_string()) return field_refused("/" + std::string(name), member.key());
      group->emplace(std::string(member.key()), std::string(member.value().get_string()));
    }
  }
  if (auto refusal = fields.finish()) return *refusal;
  return texts;
}

}  // namespace telaio::app::leps
