// SPDX-License-Identifier: EUPL-1.2
// telaio leps: every indicator of the Ambito, on a date, as known at a position or on a day.
#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <fstream>
#include <memory>
#include <ostream>
#include <sstream>

#include "app/leps/leps_refusals.hpp"
#include "base/clock.hpp"
#include "base/zone.hpp"
#include "projections/leps/queries.hpp"
#include "tools/telaio/cli.hpp"
#include "tools/telaio/leps_report.hpp"
#include "tools/telaio/leps_source.hpp"
#include "tools/telaio/log_source.hpp"
#include "view/memory_rows.hpp"

namespace telaio::cli {
namespace {

namespace json = boost::json;
namespace leps = domain::leps;
namespace queries = projections::leps;

struct LepsOptions {
  LogSource source;
  std::string on;
  std::string known;
  std::optional<std::uint64_t> as_of;
  std::string unit;
  std::string window;
  std::string register_file;
  std::string events_of;
  bool comuni = false;
  bool compliance = false;
  bool publish = false;
};

// What is asked, once the options are read.
struct LepsRequest {
  Date on;
  leps::Window window;
  Date known_on;
  std::optional<log::Position> as_of;
  bool nothing_known = false;  // No event was recorded by the day asked about.
  leps::Purpose purpose = leps::Purpose::management;
  leps::Register rules;
  app::leps::Texts texts;
};

void refuse_register(const Refusal& refusal, Cli& cli) {
  std::string message = "Il registro dei LEPS non è valido";
  for (const RefusalValue& value : refusal.values) message += ", " + value.name + ": " + value.text;
  fail(cli, ExitCode::check_failed, message, refusal.code);
}

bool read_register(const std::string& path, LepsRequest& request, Cli& cli) {
  std::string text(app::leps::built_in_register());
  if (!path.empty()) {
    std::ifstream file(path, std::ios::binary);
    if (!file) {
      fail(cli, ExitCode::usage, "Il file del registro non si apre: " + path, "cli.file_missing");
      return false;
    }
    std::ostringstream content;
    content << file.rdbuf();
    text = content.str();
  }
  auto rules = app::leps::load_register(text);
  if (!rules) {
    refuse_register(rules.error(), cli);
    return false;
  }
  auto texts = app::leps::load_texts(app::leps::built_in_texts());
  if (!texts) {
    refuse_register(texts.error(), cli);
    return false;
  }
  request.rules = std::move(*rules);
  request.texts = std::move(*texts);
  return true;
}

bool read_dates(const LepsOptions& options, LepsRequest& request, Cli& cli) {
  const auto on = parse_date(options.on);
  const auto known = options.known.empty() ? std::optional(Date()) : parse_date(options.known);
  if (!on || !known) {
    fail(cli, ExitCode::usage, "Le date hanno la forma AAAA-MM-GG", "cli.date");
    return false;
  }
  request.on = *on;
  const int year = leps::year_of(*on);
  const auto window = options.window.empty() ? leps::parse_window(std::to_string(year))
                                             : leps::parse_window(options.window);
  if (!window) {
    fail(cli, ExitCode::usage,
         "Il periodo è un anno (2026), un trimestre (2026-Q3) o due date (2026-01-15..2026-06-30), "
         "al massimo di dieci anni",
         "cli.window");
    return false;
  }
  request.window = *window;
  return true;
}

// Which position is asked about, and the day its knowledge ends.
bool resolve_knowledge(const LepsOptions& options, const log::EventLog& events,
                       LepsRequest& request, Cli& cli) {
  request.known_on = rome_date(SystemClock().now());
  if (!options.known.empty()) {
    request.known_on = *parse_date(options.known);
    const auto position = events.last_at(rome_day_end(request.known_on).plus_micros(-1));
    if (!position) {
      fail_with(cli, position.error());
      return false;
    }
    request.as_of = *position;
    request.nothing_known = !*position;
  } else if (options.as_of) {
    if (*options.as_of >= events.head().size) {
      fail(cli, ExitCode::check_failed, "La posizione non è ancora nel registro", "view.future");
      return false;
    }
    const auto page = events.read_all(*options.as_of, {1, 64});
    if (!page) {
      fail_with(cli, page.error());
      return false;
    }
    request.as_of = options.as_of;
    request.known_on = rome_date(page->events.front().recorded);
  }
  if (events.head().size == 0) request.nothing_known = true;
  return true;
}

// The units to answer for. Nothing: the one asked for is not there.
std::optional<std::vector<leps::Unit>> units_asked(const LepsOptions& options,
                                                   const view::ReadRows& rows, Date on) {
  if (!options.unit.empty()) {
    const auto unit = queries::find_unit(rows, options.unit, on);
    if (!unit) return std::nullopt;
    return std::vector<leps::Unit>{*unit};
  }
  std::vector<leps::Unit> units;
  for (const AmbitoId& ambito : queries::ambiti(rows)) {
    const auto all = queries::units_of(rows, ambito, on);
    units.insert(units.end(), all.begin(), options.comuni ? all.end() : all.begin() + 1);
  }
  // An Ambito nobody composed yet still has its indicators: the data are insufficient.
  if (units.empty()) units.emplace_back();
  return units;
}

using Answers = std::optional<std::vector<leps::Outcome>>;  // Nothing: unknown unit.

Answers answers_of(const LepsOptions& options, const LepsRequest& request,
                   const view::ReadRows& rows) {
  const auto units = units_asked(options, rows, request.on);
  if (!units) return std::nullopt;
  std::vector<leps::Outcome> outcomes;
  for (const leps::Unit& unit : *units) {
    const leps::Question question{unit, request.window, request.on, request.known_on,
                                  request.purpose};
    auto board = queries::board(rows, request.rules, question);
    outcomes.insert(outcomes.end(), board.begin(), board.end());
  }
  return outcomes;
}

std::optional<Answers> ask(const LepsOptions& options, const LepsRequest& request,
                           const log::EventLog& events, Cli& cli) {
  if (request.nothing_known) return answers_of(options, request, view::MemoryRows());
  const std::uint64_t needed = request.as_of ? *request.as_of + 1 : events.head().size;
  const auto rows = LepsRows::open(log::data_paths(options.source.data).views, events, needed);
  if (!rows) {
    fail_with(cli, rows.error());
    return std::nullopt;
  }
  view::At at;
  at.as_of = request.as_of;
  auto answer = (*rows)->runner().ask(
      "leps", at, [&](const view::ReadRows& found) { return answers_of(options, request, found); });
  if (!answer) {
    fail_with(cli, answer.error());
    return std::nullopt;
  }
  return std::move(answer->value);
}

void print(const LepsOptions& options, const LepsRequest& request,
           std::vector<leps::Outcome> outcomes, Cli& cli) {
  std::vector<bool> suppressed;
  for (leps::Outcome& outcome : outcomes) {
    suppressed.push_back(options.publish && leps::suppress_small_cell(outcome));
  }
  if (!cli.json) {
    print_leps(outcomes, request.texts, cli.out);
    return;
  }
  json::array rows;
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    json::object row = leps_json(outcomes[i], request.texts, suppressed[i]);
    if (outcomes[i].code == options.events_of) {
      row["event_lists"] = leps_events_json(outcomes[i]);
    }
    rows.push_back(std::move(row));
  }
  const json::object answer{{"on", to_string(request.on)},
                            {"known_on", to_string(request.known_on)},
                            {"as_of", request.as_of ? json::value(*request.as_of) : json::value()},
                            {"purpose", options.compliance ? "compliance" : "management"},
                            {"register", request.rules.version},
                            {"indicators", std::move(rows)}};
  cli.out << json::serialize(answer) << "\n";
}

void run_leps(const LepsOptions& options, Cli& cli) {
  LepsRequest request;
  request.purpose = options.compliance ? leps::Purpose::compliance : leps::Purpose::management;
  if (!read_dates(options, request, cli)) return;
  if (!read_register(options.register_file, request, cli)) return;
  const auto events = open_log(options.source, cli);
  if (!events) return;
  if (!resolve_knowledge(options, *events, request, cli)) return;
  auto answers = ask(options, request, *events, cli);
  if (!answers) return;
  if (!*answers) {
    fail(cli, ExitCode::check_failed,
         "L'unità " + options.unit + " non è un Ambito né un Comune di un Ambito al " +
             to_italian(request.on),
         app::leps::unit_unknown);
    return;
  }
  print(options, request, std::move(**answers), cli);
}

}  // namespace

void add_leps_commands(CLI::App& app, Cli& cli) {
  const auto options = std::make_shared<LepsOptions>();
  auto* command = app.add_subcommand("leps", "Indicatori LEPS dell'Ambito a una data");
  command->add_option("--data", options->source.data, "Cartella dei dati")->required();
  command->add_option("--accept-missing-anchor", options->source.accepted_log_id,
                      "Id del registro di cui si accetta che manchi l'ancora");
  command->add_option("--on", options->on, "Data a cui si guarda (AAAA-MM-GG)")->required();
  auto* as_of = command->add_option("--as-of", options->as_of, "Come si sapeva a questa posizione");
  command->add_option("--known", options->known, "Come si sapeva alla fine di questo giorno")
      ->excludes(as_of);
  command->add_option("--unit", options->unit, "Codice ISTAT del Comune, o id dell'Ambito");
  command->add_flag("--comuni", options->comuni, "Anche i Comuni, uno per uno");
  command->add_option("--window", options->window,
                      "Periodo: 2026, 2026-Q3, 2026-01-15..2026-06-30 (altrimenti l'anno)");
  command->add_option("--register", options->register_file,
                      "Registro delle regole al posto di quello del programma");
  command->add_option("--events", options->events_of,
                      "Con --json, elenca gli eventi dietro questo indicatore");
  command->add_flag("--compliance", options->compliance,
                    "Per la rendicontazione: gli obiettivi nostri non danno esito");
  command->add_flag("--publish", options->publish, "Toglie i numeri sotto le 5 famiglie");
  command->add_flag("--json", cli.json, "Un solo oggetto JSON");
  command->callback([options, &cli] { run_leps(*options, cli); });
}

}  // namespace telaio::cli
