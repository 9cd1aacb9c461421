// SPDX-License-Identifier: EUPL-1.2
#include "domain/leps/ssp.hpp"

#include <algorithm>

#include "domain/leps/staff.hpp"
#include "domain/leps/territory.hpp"

namespace telaio::domain::leps {
namespace {

constexpr std::string_view rule_lep_ratio = "ssp.lep_ratio";
constexpr std::string_view rule_objective_ratio = "ssp.objective_ratio";
constexpr std::string_view rule_entry_ratio = "ssp.entry_ratio";
constexpr std::string_view rule_band1 = "ssp.contrib_band1";
constexpr std::string_view rule_band2 = "ssp.contrib_band2";
constexpr std::string_view rule_statement_due = "ssp.statement_due";

constexpr Fraction one_fte = Fraction(100);  // In hundredths.

bool in_the_future(const Question& question) {
  return question.last_day() < question.window.from;
}

// FTE over residents: what SSP-1 to SSP-4 share.
void count_staff_and_residents(Outcome& outcome, const AmbitoFacts& facts,
                               const Question& question) {
  const Staff staff = social_workers(facts.contracts, question.window.from, question.last_day());
  const Residents residents =
      residents_of(facts, question.last_day(), question.window.reference_year());
  outcome.numerator = staff.fte_hundredths;
  outcome.numerator_events = staff.counted_events;
  outcome.excluded_events = staff.excluded_events;
  outcome.denominator_events = residents.events;
  outcome.missing = residents.missing;
  // A sum that lacks a Comune is not the population of the Ambito.
  if (residents.missing.empty()) outcome.denominator = Fraction(residents.count);
}

void add_rule(Outcome& outcome, const Rule& rule) {
  if (!outcome.rule_version.empty()) outcome.rule_version += " + ";
  outcome.rule_version += rule.version();
  outcome.evidence = weaker(outcome.evidence, rule.evidence);
  outcome.unconfirmed = outcome.unconfirmed || !rule.decides();
}

// The three ratios and the two amounts of the contribution (leps.md 5.1), all of one date.
struct ContributionRules {
  const Rule* entry = nullptr;
  const Rule* lep = nullptr;
  const Rule* objective = nullptr;
  const Rule* band1 = nullptr;
  const Rule* band2 = nullptr;

  bool complete() const { return entry && lep && objective && band1 && band2; }
};

// band1 = max(0, min(F, P/5000) - P/6500) x 40,000; band2 = max(0, min(F, P/4000) - P/5000) x
// 20,000; nothing above P/4000.
Fraction contribution(const ContributionRules& rules, const Fraction& fte,
                      const Fraction& residents) {
  const Fraction entry = residents / *rules.entry->value;
  const Fraction lep = residents / *rules.lep->value;
  const Fraction objective = residents / *rules.objective->value;
  const Fraction in_band1 = std::max(Fraction(), std::min(fte, lep) - entry);
  const Fraction in_band2 = std::max(Fraction(), std::min(fte, objective) - lep);
  return in_band1 * *rules.band1->value + in_band2 * *rules.band2->value;
}

// The earliest statement of the year sent by `last`; of two on one day the one recorded first.
const Filing* first_filing(const AmbitoFacts& facts, int year, Date last) {
  const Filing* found = nullptr;
  for (const Filing& filing : facts.filings) {
    if (int{filing.year} != year || filing.on > last) continue;
    if (found == nullptr || filing.on < found->on) found = &filing;
  }
  return found;
}

// Due on that day, included.
Date statement_due(const Rule& rule, const Window& window) {
  return in_year(*rule.day, window.reference_year());
}

// c. 799: missing or late data, nothing is due. Until the due day is over nothing is late.
bool statement_missed(const Rule* due_rule, const AmbitoFacts& facts, const Question& question) {
  if (due_rule == nullptr) return false;
  const Date due = statement_due(*due_rule, question.window);
  if (question.last_day() <= due) return false;
  const Filing* filing = first_filing(facts, question.window.reference_year(), question.last_day());
  return filing == nullptr || filing->on > due;
}

// The law asks for workers per resident, the figure shown is residents per worker (1 : n): at least
// one worker per 5,000 is at most 5,000 residents per worker.
Comparator of_residents(Comparator of_workers) {
  switch (of_workers) {
    case Comparator::at_least:
      return Comparator::at_most;
    case Comparator::above:
      return Comparator::below;
    case Comparator::at_most:
      return Comparator::at_least;
    case Comparator::below:
      break;
  }
  return Comparator::above;
}

}  // namespace

Outcome worker_ratio(const Register& rules, const Indicator& indicator, const AmbitoFacts& facts,
                     const Question& question) {
  Outcome outcome = start(indicator, question, Measure::one_to_n);
  const Rule* rule = rules.in_force(indicator.rule, question.window.to);
  if (rule != nullptr) {
    add_rule(outcome, *rule);
    outcome.threshold =
        Threshold{rule->value, {}, of_residents(rule->comparator), false, !rule->decides()};
  }
  StatusInput input;
  input.in_force = rule != nullptr && !in_the_future(question);
  if (!in_the_future(question)) {
    count_staff_and_residents(outcome, facts, question);
    input.datum_missing = !outcome.missing.empty();
    input.denominator_zero = outcome.denominator && outcome.denominator->is_zero();
  }
  if (outcome.denominator && !outcome.numerator->is_zero()) {
    outcome.value = *outcome.denominator * one_fte / *outcome.numerator;
  }
  if (rule != nullptr && outcome.denominator) {
    // Never divide to compare: FTE hundredths x ratio against residents x 100.
    const Fraction needed = *outcome.denominator * one_fte;
    const bool reached = passes(*outcome.numerator * *rule->value, rule->comparator, needed);
    if (rule->decides()) input.passes = reached;
    if (!reached) outcome.gap = (needed / *rule->value - *outcome.numerator) / one_fte;
  }
  outcome.status = decide_status(input);
  return outcome;
}

Outcome worker_contribution(const Register& rules, const Indicator& indicator,
                            const AmbitoFacts& facts, const Question& question) {
  Outcome outcome = start(indicator, question, Measure::contribution);
  const Date day = question.window.to;
  const ContributionRules found{rules.in_force(rule_entry_ratio, day),
                                rules.in_force(rule_lep_ratio, day),
                                rules.in_force(rule_objective_ratio, day),
                                rules.in_force(rule_band1, day), rules.in_force(rule_band2, day)};
  StatusInput input;
  input.in_force = found.complete() && !in_the_future(question);
  if (found.complete()) {
    add_rule(outcome, *found.band1);
    add_rule(outcome, *found.band2);
  }
  if (!in_the_future(question)) {
    count_staff_and_residents(outcome, facts, question);
    input.datum_missing = !outcome.missing.empty();
    input.denominator_zero = outcome.denominator && outcome.denominator->is_zero();
  }
  if (found.complete() && outcome.denominator) {
    const Rule* due_rule = rules.in_force(rule_statement_due, day);
    outcome.value = statement_missed(due_rule, facts, question)
                        ? Fraction()
                        : contribution(found, *outcome.numerator / one_fte, *outcome.denominator);
  }
  // An amount has nothing to be met.
  outcome.status = decide_status(input);
  return outcome;
}

Outcome statement_in_time(const Register& rules, const Indicator& indicator,
                          const AmbitoFacts& facts, const Question& question) {
  Outcome outcome = start(indicator, question, Measure::day);
  const Rule* rule = rules.in_force(indicator.rule, question.window.to);
  StatusInput input;
  input.in_force = rule != nullptr;
  if (rule == nullptr) {
    outcome.status = decide_status(input);
    return outcome;
  }
  add_rule(outcome, *rule);
  const Date due = statement_due(*rule, question.window);
  outcome.threshold = Threshold{{}, due, Comparator::at_most, false, !rule->decides()};

  const Date last = question.last_day();
  if (composition_on(facts.compositions, last) == nullptr) {
    // Nobody owed a statement for an Ambito that was not there.
    outcome.missing.push_back({MissingDatum::What::composition, Code(), last});
    input.datum_missing = true;
  }
  const Filing* filing = first_filing(facts, question.window.reference_year(), last);
  if (filing != nullptr) {
    outcome.value_day = filing->on;
    outcome.denominator_events.push_back(filing->source.position);
    if (filing->on <= due) outcome.numerator_events.push_back(filing->source.position);
  }
  outcome.numerator = Fraction(static_cast<std::int64_t>(outcome.numerator_events.size()));
  // One statement is due each year, whether or not it was sent.
  outcome.denominator = Fraction(1);
  input.terms_running = filing == nullptr && last <= due;
  input.denominator_zero = input.terms_running;
  if (rule->decides()) input.passes = filing != nullptr && filing->on <= due;
  outcome.status = decide_status(input);
  return outcome;
}

Outcome cases_per_worker(const Indicator& indicator, const AmbitoFacts& facts,
                         const Question& question) {
  Outcome outcome = start(indicator, question, Measure::ratio);
  StatusInput input;
  input.in_force = !in_the_future(question);
  if (!input.in_force) {
    outcome.status = decide_status(input);
    return outcome;
  }
  const Date day = question.last_day();
  const Composition* composition = composition_on(facts.compositions, day);
  if (composition == nullptr) {
    outcome.missing.push_back({MissingDatum::What::composition, Code(), day});
    input.datum_missing = true;
  } else {
    for (const CaseInCharge& held : facts.cases) {
      const bool open = held.on <= day && (!held.closed_on || *held.closed_on > day);
      if (open && contains(*composition, held.comune)) {
        outcome.numerator_events.push_back(held.source.position);
      }
    }
    const Staff staff = social_workers(facts.contracts, day, day);
    outcome.numerator = Fraction(static_cast<std::int64_t>(outcome.numerator_events.size()));
    outcome.denominator = staff.fte_hundredths;
    outcome.denominator_events = staff.counted_events;
    outcome.excluded_events = staff.excluded_events;
    input.denominator_zero = staff.fte_hundredths.is_zero();
    if (!input.denominator_zero) {
      outcome.value = *outcome.numerator * one_fte / *outcome.denominator;
    }
  }
  outcome.status = decide_status(input);
  return outcome;
}

}  // namespace telaio::domain::leps
