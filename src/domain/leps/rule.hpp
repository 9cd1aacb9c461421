// SPDX-License-Identifier: EUPL-1.2
// The dated rules behind the indicators: numbers and terms of the law with their source, how well
// each was read, and since when it holds (leps.md 7). They are data of config/leps/register.json;
// rules of this folder receive them as values and no number of the law is a constant here.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "domain/leps/fraction.hpp"

namespace telaio::domain::leps {

// Who fixed it: a norm (N), a duty without a number (D), guidelines or observed data (M), only our
// proposal (P). N/P and D/P: the term or duty is the norm's, the target on the share is ours.
enum class Kind : std::uint8_t { n, d, m, p, n_p, d_p };
// How it was checked: text of the act read (A), official page or two sources (B), one secondary
// source (C), not confirmed (U). `none`: nothing to check, the indicator is ours.
// In order of strength: a later one is weaker, except `none`.
enum class Evidence : std::uint8_t { a, b, c, u, none };
enum class Comparator : std::uint8_t { at_least, above, at_most, below };
// The date a term runs from.
enum class Trigger : std::uint8_t { none, pad_signed_on, inps_notice_on, application_on };
enum class RuleUnit : std::uint8_t {
  residents_per_fte,
  euro_per_fte,
  days,
  percent,
  ratio,
  hours,
  households,
  month_day,
  euro
};

// A day of every year, such as 28 February.
struct MonthDay {
  unsigned month = 1;
  unsigned day = 1;
  bool operator==(const MonthDay&) const = default;
};
// The existing day of that year; 29 February of a common year is 28 February.
Date in_year(MonthDay day, int year);

// One version of a rule. Validity is in calendar days, `valid_to` the last one; open when absent.
struct Rule {
  std::string id;                 // "ssp.lep_ratio"
  std::optional<Fraction> value;  // Nothing when no source gives it, or for a month_day.
  std::optional<MonthDay> day;    // Only for unit month_day.
  RuleUnit unit = RuleUnit::ratio;
  Comparator comparator = Comparator::at_least;
  Trigger trigger = Trigger::none;
  Kind kind = Kind::n;
  Evidence evidence = Evidence::u;
  bool confirmed = false;  // A person checked the act and answers for it.
  bool enabled = true;     // A disabled rule is shown and never used.
  std::optional<Date> valid_from;
  std::optional<Date> valid_to;
  // Set where the version is chosen by the date of the application (adi.first_days).
  std::optional<Date> applications_from;
  std::optional<Date> applications_to;
  std::string citation;

  // Names this version for ever: "ssp.lep_ratio@2021-01-01".
  std::string version() const;
  // May decide a status: evidence A or B, or confirmed by a person (leps.md 3).
  bool decides() const;
  bool in_force(Date date) const;
  bool operator==(const Rule&) const = default;
};

// A target that we set, not the law: it has a status in management views only.
struct Target {
  Fraction value;
  Comparator comparator = Comparator::at_least;
  bool operator==(const Target&) const = default;
};

// One indicator of leps.md 5 that this program computes.
struct Indicator {
  std::string code;  // "SSP-1"
  std::string rule;  // Id of the rule that gives its threshold or its term; empty: none.
  Kind kind = Kind::p;
  Evidence evidence = Evidence::none;
  std::optional<Date> valid_from;
  std::optional<Date> valid_to;
  std::optional<Target> target;
  std::string citation;

  bool in_force(Date date) const;
  bool operator==(const Indicator&) const = default;
};

struct Register {
  std::string version;  // Of the file: the day the sources were checked.
  std::vector<Rule> rules;
  std::vector<Indicator> indicators;

  const Indicator* indicator(std::string_view code) const;
  // The enabled version in force on `date`; nothing when there is none.
  const Rule* in_force(std::string_view id, Date date) const;
  // The enabled version for an application of that day: where versions differ in the trigger
  // itself, the application date chooses (leps.md 3).
  const Rule* for_application(std::string_view id, Date application_on) const;
};

// The weaker of two; `none` is no evidence at all and yields to the other.
Evidence weaker(Evidence a, Evidence b);

std::string_view to_string(Kind kind);              // "N", "D", "M", "P", "N/P", "D/P"
std::string_view to_string(Evidence evidence);      // "A", "B", "C", "U", "-"
std::string_view to_string(Comparator comparator);  // ">=", ">", "<="
std::string_view to_string(Trigger trigger);        // "pad_signed_on", …; empty for none
std::string_view to_string(RuleUnit unit);          // "residents_per_fte", …

std::optional<Kind> parse_kind(std::string_view text);
std::optional<Evidence> parse_evidence(std::string_view text);
std::optional<Comparator> parse_comparator(std::string_view text);
std::optional<Trigger> parse_trigger(std::string_view text);
std::optional<RuleUnit> parse_rule_unit(std::string_view text);

}  // namespace telaio::domain::leps
