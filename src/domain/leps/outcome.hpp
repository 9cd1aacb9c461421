// SPDX-License-Identifier: EUPL-1.2
// The answer for one indicator, unit and window: the exact value, its status, and the events behind
// each number. Small and copyable; built only by the functions of this folder.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "domain/leps/facts.hpp"
#include "domain/leps/rule.hpp"
#include "domain/leps/window.hpp"

namespace telaio::domain::leps {

enum class Status : std::uint8_t {
  met,
  not_met,
  no_threshold,      // A correct answer: most norms give no number.
  not_yet_due,       // Rule not in force in the window, or terms still running.
  not_applicable,    // Denominator 0, or a territory outside the rule.
  insufficient_data  // A reference figure is missing; `missing` names it.
};
std::string_view to_string(Status status);  // "Met", "NotMet", "NoThreshold", …

// Management may see our own targets as met or not met; a compliance export never does.
enum class Purpose : std::uint8_t { management, compliance };

struct Unit {
  AmbitoId ambito;
  std::optional<Code> comune;  // Nothing: the whole Ambito.
  bool operator==(const Unit&) const = default;
};

struct Question {
  Unit unit;
  Window window;
  Date on;        // Facts true after this day are not seen (effective time).
  Date known_on;  // The day knowledge ends: of the position asked for, or today.
  Purpose purpose = Purpose::management;

  // The last day that counts: of the window, asked about, or known, whichever comes first. Before
  // window.from when nothing of the window has happened yet.
  Date last_day() const { return std::min(window.to, std::min(on, known_on)); }
};

// Positions in the log, each once, in the order of the cases they belong to.
using Events = std::vector<Position>;

// How `value`, `numerator` and `denominator` are to be read and shown.
enum class Measure : std::uint8_t {
  share,         // Percent of cases; numerator and denominator count cases.
  one_to_n,      // Residents per FTE; FTE hundredths over residents.
  contribution,  // Euro; FTE hundredths over residents.
  day,           // The day something was done; 1 of 1 when in time.
  ratio          // Cases per FTE; cases over FTE hundredths.
};

struct Threshold {
  std::optional<Fraction> value;  // In the unit of the indicator's value.
  std::optional<Date> day;        // Instead of a value, for Measure::day.
  Comparator comparator = Comparator::at_least;
  bool ours = false;         // Set by us, not by a norm.
  bool unconfirmed = false;  // Evidence C or U and nobody confirmed it: shown, never decides.
  bool operator==(const Threshold&) const = default;
};

// A reference figure that is not in the log.
struct MissingDatum {
  enum class What : std::uint8_t { composition, population };
  What what = What::composition;
  Code comune;  // Whose population; empty for the composition of the Ambito.
  Date on;      // The day it is needed for.
  bool operator==(const MissingDatum&) const = default;
};

// An act that counts, typed after the day it happened: it counts by the day it happened, and how
// late it was typed is shown apart.
struct LateRecording {
  Position event = 0;
  std::int32_t delay_days = 0;  // At least 1.
  bool operator==(const LateRecording&) const = default;
};

struct Outcome {
  std::string code;
  Unit unit;
  Window window;
  Date last_day;
  std::string rule_version;  // Versions used, joined by " + "; empty when the law gives no rule.
  Kind kind = Kind::p;
  Evidence evidence = Evidence::none;  // The weakest behind the status.
  bool unconfirmed = false;            // Evidence C or U and nobody confirmed it.
  Measure measure = Measure::share;
  std::optional<Fraction> numerator;
  std::optional<Fraction> denominator;
  std::optional<Fraction> value;          // Exact; euro for a contribution, percent for a share.
  std::optional<Date> value_day;          // Measure::day.
  std::optional<std::int32_t> term_days;  // The term each case is measured against.
  std::optional<Threshold> threshold;
  std::optional<Fraction> gap;  // FTE missing to reach the threshold, when not met.
  Status status = Status::insufficient_data;

  // The events behind each number; for a share, as many as the number says.
  Events numerator_events;
  Events denominator_events;
  Events excluded_events;
  Events short_events;        // In the denominator and not in the numerator.
  Events pending_events;      // Terms that run past `last_day` inside the window.
  Events at_risk_events;      // Terms ending in the next 30 days, not yet honoured.
  Events untriggered_events;  // Cases without the date their term runs from; they stay out.
  std::vector<LateRecording> late_recordings;
  std::vector<MissingDatum> missing;

  std::size_t excluded() const { return excluded_events.size(); }
  // Behind numerator, denominator and excluded, each event once, in log order.
  Events events() const;
  bool operator==(const Outcome&) const = default;
};

// Which status comes first when several fit (leps.md 3, conventions).
struct StatusInput {
  bool outside_territory = false;
  bool in_force = true;
  bool datum_missing = false;
  bool denominator_zero = false;
  bool terms_running = false;
  std::optional<bool> passes;  // Nothing: no usable threshold.
};
Status decide_status(const StatusInput& input);

// `value` against the threshold, exactly.
bool passes(const Fraction& value, Comparator comparator, const Fraction& threshold);

// An empty answer with what the register and the question say of it.
Outcome start(const Indicator& indicator, const Question& question, Measure measure);

// Fills numerator, denominator, value and status of a share from its lists: numbers are counted,
// never passed in, so they cannot differ from their lists. `decides`: false when the term rests on
// evidence that nobody confirmed.
void conclude_share(Outcome& outcome, const Indicator& indicator, const Question& question,
                    bool decides);

// How the value reads on a page: "88,74 %", "1:4.643", "€ 280.000,00", "01/03/2025", "80,000".
// Empty when there is no value.
std::string shown(const Outcome& outcome);
// The same for programs: "88.74", "4643", "280000.00", "2025-03-01", "80.000".
std::string machine_value(const Outcome& outcome);

// For anything published: an outcome about fewer than 5 households, but for none, loses its numbers
// and lists (leps.md 3, `P`). True when it did.
bool suppress_small_cell(Outcome& outcome);

}  // namespace telaio::domain::leps
