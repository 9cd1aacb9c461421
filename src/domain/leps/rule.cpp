// SPDX-License-Identifier: EUPL-1.2
#include "domain/leps/rule.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace telaio::domain::leps {
namespace {

template <class Value>
using Names = std::pair<std::string_view, Value>;

constexpr std::array kinds = {Names<Kind>{"N", Kind::n},     Names<Kind>{"D", Kind::d},
                              Names<Kind>{"M", Kind::m},     Names<Kind>{"P", Kind::p},
                              Names<Kind>{"N/P", Kind::n_p}, Names<Kind>{"D/P", Kind::d_p}};
constexpr std::array evidences = {
    Names<Evidence>{"A", Evidence::a}, Names<Evidence>{"B", Evidence::b},
    Names<Evidence>{"C", Evidence::c}, Names<Evidence>{"U", Evidence::u},
    Names<Evidence>{"-", Evidence::none}};
constexpr std::array comparators = {
    Names<Comparator>{">=", Comparator::at_least}, Names<Comparator>{">", Comparator::above},
    Names<Comparator>{"<=", Comparator::at_most}, Names<Comparator>{"<", Comparator::below}};
constexpr std::array triggers = {Names<Trigger>{"", Trigger::none},
                                 Names<Trigger>{"pad_signed_on", Trigger::pad_signed_on},
                                 Names<Trigger>{"inps_notice_on", Trigger::inps_notice_on},
                                 Names<Trigger>{"application_on", Trigger::application_on}};
constexpr std::array units = {Names<RuleUnit>{"residents_per_fte", RuleUnit::residents_per_fte},
                              Names<RuleUnit>{"euro_per_fte", RuleUnit::euro_per_fte},
                              Names<RuleUnit>{"days", RuleUnit::days},
                              Names<RuleUnit>{"percent", RuleUnit::percent},
                              Names<RuleUnit>{"ratio", RuleUnit::ratio},
                              Names<RuleUnit>{"hours", RuleUnit::hours},
                              Names<RuleUnit>{"households", RuleUnit::households},
                              Names<RuleUnit>{"month_day", RuleUnit::month_day},
                              Names<RuleUnit>{"euro", RuleUnit::euro}};

template <class Table, class Value>
std::string_view name_of(const Table& table, Value value) {
  for (const auto& [name, candidate] : table) {
    if (candidate == value) return name;
  }
  return {};
}

template <class Table>
auto value_of(const Table& table, std::string_view text)
    -> std::optional<decltype(table.front().second)> {
  for (const auto& [name, value] : table) {
    if (name == text) return value;
  }
  return std::nullopt;
}

bool within(const std::optional<Date>& from, const std::optional<Date>& to, Date date) {
  return (!from || date >= *from) && (!to || date <= *to);
}

}  // namespace

Date in_year(MonthDay day, int year) {
  const Date last = last_of_month(Date::of(year, day.month, 1));
  return std::min(Date::of(year, day.month, 1).plus_days(static_cast<int>(day.day) - 1), last);
}

std::string Rule::version() const {
  // Versions that start together differ in the applications they are for.
  std::string text = id + "@" + (valid_from ? to_string(*valid_from) : std::string("unset"));
  if (applications_to) text += "/applications<=" + to_string(*applications_to);
  if (applications_from && !applications_to) {
    text += "/applications>=" + to_string(*applications_from);
  }
  return text;
}

bool Rule::decides() const {
  return enabled && (confirmed || evidence == Evidence::a || evidence == Evidence::b);
}

bool Rule::in_force(Date date) const {
  return within(valid_from, valid_to, date);
}

bool Indicator::in_force(Date date) const {
  return within(valid_from, valid_to, date);
}

const Indicator* Register::indicator(std::string_view code) const {
  const auto found = std::find_if(indicators.begin(), indicators.end(),
                                  [&](const Indicator& known) { return known.code == code; });
  return found == indicators.end() ? nullptr : &*found;
}

const Rule* Register::in_force(std::string_view id, Date date) const {
  const auto found = std::find_if(rules.begin(), rules.end(), [&](const Rule& rule) {
    return rule.id == id && rule.enabled && rule.in_force(date);
  });
  return found == rules.end() ? nullptr : &*found;
}

const Rule* Register::for_application(std::string_view id, Date application_on) const {
  const auto found = std::find_if(rules.begin(), rules.end(), [&](const Rule& rule) {
    return rule.id == id && rule.enabled &&
           within(rule.applications_from, rule.applications_to, application_on);
  });
  return found == rules.end() ? nullptr : &*found;
}

Evidence weaker(Evidence a, Evidence b) {
  if (a == Evidence::none) return b;
  if (b == Evidence::none) return a;
  return std::max(a, b);
}

std::string_view to_string(Kind kind) {
  return name_of(kinds, kind);
}
std::string_view to_string(Evidence evidence) {
  return name_of(evidences, evidence);
}
std::string_view to_string(Comparator comparator) {
  return name_of(comparators, comparator);
}
std::string_view to_string(Trigger trigger) {
  return name_of(triggers, trigger);
}
std::string_view to_string(RuleUnit unit) {
  return name_of(units, unit);
}

std::optional<Kind> parse_kind(std::string_view text) {
  return value_of(kinds, text);
}
std::optional<Evidence> parse_evidence(std::string_view text) {
  return value_of(evidences, text);
}
std::optional<Comparator> parse_comparator(std::string_view text) {
  return value_of(comparators, text);
}
std::optional<Trigger> parse_trigger(std::string_view text) {
  return value_of(triggers, text);
}
std::optional<RuleUnit> parse_rule_unit(std::string_view text) {
  return value_of(units, text);
}

}  // namespace telaio::domain::leps
