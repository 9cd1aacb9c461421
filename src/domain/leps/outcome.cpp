// SPDX-License-Identifier: EUPL-1.2
#include "domain/leps/outcome.hpp"

#include <algorithm>

#include "base/assert.hpp"
#include "base/money.hpp"
#include "domain/small_cell.hpp"

namespace telaio::domain::leps {
namespace {

// "1234567.89" -> "1.234.567,89".
std::string italian(const std::string& machine) {
  const std::size_t dot = machine.find('.');
  std::string whole = machine.substr(0, dot);
  for (std::size_t at = whole.size(); at > 3;) {
    at -= 3;
    whole.insert(at, 1, '.');
  }
  return dot == std::string::npos ? whole : whole + "," + machine.substr(dot + 1);
}

int decimals_of(Measure measure) {
  switch (measure) {
    case Measure::share:
    case Measure::contribution:
      return 2;
    case Measure::ratio:
      return 3;
    case Measure::one_to_n:
    case Measure::day:
      return 0;
  }
  return 0;
}

}  // namespace

std::string_view to_string(Status status) {
  switch (status) {
    case Status::met:
      return "Met";
    case Status::not_met:
      return "NotMet";
    case Status::no_threshold:
      return "NoThreshold";
    case Status::not_yet_due:
      return "NotYetDue";
    case Status::not_applicable:
      return "NotApplicable";
    case Status::insufficient_data:
      return "InsufficientData";
  }
  return {};
}

Events Outcome::events() const {
  Events all;
  for (const Events* list : {&numerator_events, &denominator_events, &excluded_events}) {
    all.insert(all.end(), list->begin(), list->end());
  }
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return all;
}

Status decide_status(const StatusInput& input) {
  if (input.outside_territory) return Status::not_applicable;
  if (!input.in_force) return Status::not_yet_due;
  if (input.datum_missing) return Status::insufficient_data;
  if (input.denominator_zero) {
    return input.terms_running ? Status::not_yet_due : Status::not_applicable;
  }
  if (!input.passes) return Status::no_threshold;
  return *input.passes ? Status::met : Status::not_met;
}

bool passes(const Fraction& value, Comparator comparator, const Fraction& threshold) {
  switch (comparator) {
    case Comparator::at_least:
      return value >= threshold;
    case Comparator::above:
      return value > threshold;
    case Comparator::at_most:
      return value <= threshold;
    case Comparator::below:
      return value < threshold;
  }
  return false;
}

Outcome start(const Indicator& indicator, const Question& question, Measure measure) {
  Outcome outcome;
  outcome.code = indicator.code;
  outcome.unit = question.unit;
  outcome.window = question.window;
  outcome.last_day = question.last_day();
  outcome.kind = indicator.kind;
  outcome.evidence = indicator.evidence;
  outcome.measure = measure;
  return outcome;
}

void conclude_share(Outcome& outcome, const Indicator& indicator, const Question& question,
                    bool decides) {
  const auto counted = static_cast<std::int64_t>(outcome.denominator_events.size());
  const auto honoured = static_cast<std::int64_t>(outcome.numerator_events.size());
  TELAIO_ASSERT(honoured <= counted);
  outcome.numerator = Fraction(honoured);
  outcome.denominator = Fraction(counted);
  if (counted > 0) outcome.value = Fraction::of(Wide{honoured} * 100, counted);

  StatusInput input;
  input.in_force = indicator.in_force(question.window.to);
  input.denominator_zero = counted == 0;
  input.terms_running = !outcome.pending_events.empty() || question.window.from > outcome.last_day;
  if (indicator.target) {
    outcome.threshold =
        Threshold{indicator.target->value, {}, indicator.target->comparator, true, !decides};
    // Our own targets: managers see them met or not, a compliance export does not (leps.md 3).
    if (question.purpose == Purpose::management && decides && outcome.value) {
      input.passes = passes(*outcome.value, indicator.target->comparator, indicator.target->value);
    }
  }
  outcome.status = decide_status(input);
}

std::string machine_value(const Outcome& outcome) {
  if (outcome.value_day) return to_string(*outcome.value_day);
  if (!outcome.value) return {};
  return half_up(*outcome.value, decimals_of(outcome.measure));
}

std::string shown(const Outcome& outcome) {
  if (outcome.value_day) return to_italian(*outcome.value_day);
  if (!outcome.value) return {};
  std::string number = italian(machine_value(outcome));
  switch (outcome.measure) {
    case Measure::share:
      return number + " %";
    case Measure::one_to_n:
      return "1:" + number;
    case Measure::contribution:
      return number + " €";
    case Measure::day:
    case Measure::ratio:
      return number;
  }
  return number;
}

bool suppress_small_cell(Outcome& outcome) {
  if (outcome.measure != Measure::share || !outcome.denominator) return false;
  const Fraction& counted = *outcome.denominator;
  if (counted.is_zero() || counted >= Fraction(std::int64_t{small_cell_min})) return false;
  outcome.numerator.reset();
  outcome.denominator.reset();
  outcome.value.reset();
  for (Events* list : {&outcome.numerator_events, &outcome.denominator_events,
                       &outcome.excluded_events, &outcome.short_events, &outcome.pending_events,
                       &outcome.at_risk_events, &outcome.untriggered_events}) {
    list->clear();
  }
  outcome.late_recordings.clear();
  return true;
}

}  // namespace telaio::domain::leps
