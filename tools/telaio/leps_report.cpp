// SPDX-License-Identifier: EUPL-1.2
#include "tools/telaio/leps_report.hpp"

#include <fmt/format.h>

#include <ostream>

namespace telaio::cli {
namespace {

namespace json = boost::json;
using namespace domain::leps;
using app::leps::Texts;

using TextMap = std::map<std::string, std::string, std::less<>>;

std::string text_of(const TextMap& texts, std::string_view code) {
  const auto found = texts.find(code);
  return found == texts.end() ? std::string(code) : found->second;
}

json::value text_or_null(const std::string& text) {
  return text.empty() ? json::value() : json::value(text);
}

void add_number(json::object& object, const std::string& name,
                const std::optional<Fraction>& number) {
  object[name] = number ? json::value(half_up_whole(*number)) : json::value();
  if (number && number->denominator() != 1) object[name + "_exact"] = exact(*number);
}

std::string threshold_text(const Threshold& threshold) {
  if (threshold.day) return to_string(*threshold.day);
  if (!threshold.value) return {};
  return exact(*threshold.value);
}

std::string_view measure_unit(Measure measure, bool numerator) {
  switch (measure) {
    case Measure::share:
      return "households";
    case Measure::one_to_n:
    case Measure::contribution:
      return numerator ? "fte_hundredths" : "residents";
    case Measure::day:
      return "statements";
    case Measure::ratio:
      return numerator ? "cases" : "fte_hundredths";
  }
  return {};
}

std::string replaced(std::string text, std::string_view name, std::string_view value) {
  const std::string mark = fmt::format("{{{}}}", name);
  const std::size_t at = text.find(mark);
  return at == std::string::npos ? text : text.replace(at, mark.size(), value);
}

std::string missing_text(const MissingDatum& missing, const Texts& texts) {
  const bool population = missing.what == MissingDatum::What::population;
  const auto text = text_of(texts.marks, population ? "missing_population" : "missing_composition");
  return replaced(replaced(text, "on", to_italian(missing.on)), "comune", missing.comune.text());
}

json::array missing_json(const Outcome& outcome, const Texts& texts) {
  json::array missing;
  for (const MissingDatum& datum : outcome.missing) {
    const bool population = datum.what == MissingDatum::What::population;
    missing.push_back({{"what", population ? "population" : "composition"},
                       {"comune", text_or_null(std::string(datum.comune.text()))},
                       {"on", to_string(datum.on)},
                       {"text", missing_text(datum, texts)}});
  }
  return missing;
}

json::array positions(const Events& events) {
  json::array list;
  for (const Position position : events) list.push_back(position);
  return list;
}

std::string threshold_shown(const Outcome& outcome) {
  if (!outcome.threshold) return {};
  const Threshold& threshold = *outcome.threshold;
  Outcome as_value = outcome;  // A threshold reads as the value it is compared with.
  as_value.value = threshold.value;
  as_value.value_day = threshold.day;
  const std::string text = shown(as_value);
  return fmt::format("{} {}{}", to_string(threshold.comparator), text,
                     threshold.ours ? " (obiettivo nostro)" : "");
}

}  // namespace

std::string leps_unit(const Unit& unit) {
  return unit.comune ? std::string(unit.comune->text()) : to_string(unit.ambito);
}

json::object leps_json(const Outcome& outcome, const Texts& texts, bool suppressed) {
  json::object row{{"code", outcome.code},
                   {"name", text_of(texts.indicators, outcome.code)},
                   {"unit", leps_unit(outcome.unit)},
                   {"window", to_string(outcome.window)},
                   {"last_day", to_string(outcome.last_day)}};
  add_number(row, "numerator", outcome.numerator);
  add_number(row, "denominator", outcome.denominator);
  row["numerator_unit"] = measure_unit(outcome.measure, true);
  row["denominator_unit"] = measure_unit(outcome.measure, false);
  row["excluded"] = outcome.excluded();
  row["value"] = text_or_null(machine_value(outcome));
  row["value_exact"] = outcome.value ? json::value(exact(*outcome.value)) : json::value();
  row["shown"] = text_or_null(shown(outcome));
  row["threshold"] =
      outcome.threshold ? text_or_null(threshold_text(*outcome.threshold)) : json::value();
  row["comparator"] =
      outcome.threshold ? json::value(to_string(outcome.threshold->comparator)) : json::value();
  row["threshold_ours"] = outcome.threshold && outcome.threshold->ours;
  row["term_days"] = outcome.term_days ? json::value(*outcome.term_days) : json::value();
  row["gap"] = outcome.gap ? json::value(half_up(*outcome.gap, 2)) : json::value();
  row["status"] = to_string(outcome.status);
  row["status_text"] = text_of(texts.statuses, to_string(outcome.status));
  row["kind"] = to_string(outcome.kind);
  row["evidence"] = to_string(outcome.evidence);
  row["confirmed"] = !outcome.unconfirmed;
  row["rule_version"] = text_or_null(outcome.rule_version);
  row["events"] = outcome.events().size();
  row["pending"] = outcome.pending_events.size();
  row["at_risk_30_days"] = outcome.at_risk_events.size();
  row["without_trigger_date"] = outcome.untriggered_events.size();
  row["missing"] = missing_json(outcome, texts);
  row["suppressed"] = suppressed;
  return row;
}

json::object leps_events_json(const Outcome& outcome) {
  json::array delays;
  for (const LateRecording& late : outcome.late_recordings) {
    delays.push_back({{"position", late.event}, {"days", late.delay_days}});
  }
  return {{"numerator", positions(outcome.numerator_events)},
          {"denominator", positions(outcome.denominator_events)},
          {"excluded", positions(outcome.excluded_events)},
          {"short", positions(outcome.short_events)},
          {"pending", positions(outcome.pending_events)},
          {"at_risk_30_days", positions(outcome.at_risk_events)},
          {"without_trigger_date", positions(outcome.untriggered_events)},
          {"recording_delays", std::move(delays)}};
}

void print_leps(const std::vector<Outcome>& outcomes, const Texts& texts, std::ostream& out) {
  std::string heading;
  for (const Outcome& outcome : outcomes) {
    const std::string unit =
        fmt::format("{}, {}", leps_unit(outcome.unit), to_string(outcome.window));
    if (unit != heading) out << unit << "\n";
    heading = unit;
    out << fmt::format("  {:6} {:55} {:>16}  {:32} {}\n", outcome.code,
                       text_of(texts.indicators, outcome.code), shown(outcome),
                       threshold_shown(outcome),
                       text_of(texts.statuses, to_string(outcome.status)));
    for (const MissingDatum& missing : outcome.missing) {
      out << "         " << missing_text(missing, texts) << "\n";
    }
    if (outcome.unconfirmed) out << "         " << text_of(texts.marks, "unconfirmed") << "\n";
    if (outcome.last_day < outcome.window.to && outcome.last_day >= outcome.window.from) {
      out << "         "
          << replaced(text_of(texts.marks, "running"), "last_day", to_italian(outcome.last_day))
          << "\n";
    }
  }
}

}  // namespace telaio::cli
