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
#include "tools/telaio/cli_refusals.hpp"
#include "tools/telaio/data_source.hpp"
#include "tools/telaio/leps_report.hpp"
#include "tools/telaio/usage.hpp"
#include "view/memory_rows.hpp"
#include "view/view_faults.hpp"

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

bool read_register(const std::string& path, LepsRequest& request, Cli& cli) {
  std::string text(app::leps::built_in_register());
  if (!path.empty()) {
    std::ifstream file(path, std::ios::binary);
    if (!file) {
      fail(cli, ExitCode::usage, Refusal{refusals::file_unreadable, {{"file", path}}});
      return false;
    }
    std::ostringstream content;
    content << file.rdbuf();
    text = content.str();
  }
  auto rules = app::leps::load_register(text);
  if (!rules) {
    fail(cli, rules.error());
    return false;
  }
  auto texts = app::leps::load_texts(app::leps::built_in_texts());
  if (!texts) {
    fail(cli, texts.error());
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
    fail(cli, ExitCode::usage, Refusal{refusals::date, {{"opzione", on ? "--known" : "--on"}}});
    return false;
  }
  request.on = *on;
  const int year = leps::year_of(*on);
  const auto window = options.window.empty() ? leps::parse_window(std::to_string(year))
                                             : leps::parse_window(options.window);
  if (!window) {
    fail(cli, ExitCode::usage, Refusal{refusals::window, {}});
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
      fail(cli, position.error());
      return false;
    }
    request.as_of = *position;
    request.nothing_known = !*position;
  } else if (options.as_of) {
    if (*options.as_of >= events.head().size) {
      fail(cli, Fault{std::string(view::faults::future), {}});
      return false;
    }
    const auto page = events.read_all(*options.as_of, {1, 64});
    if (!page) {
      fail(cli, page.error());
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

std::optional<Answers> ask(const LepsOptions& options, const LepsRequest& request, DataSource& data,
                           Cli& cli) {
  if (request.nothing_known) return answers_of(options, request, view::MemoryRows());
  const std::uint64_t needed = request.as_of ? *request.as_of + 1 : data.events().head().size;
  if (!data.attach_rows("leps", needed, cli)) return std::nullopt;
  view::At at;
  at.as_of = request.as_of;
  auto answer = data.runner().ask(
      "leps", at, [&](const view::ReadRows& found) { return answers_of(options, request, found); });
  if (!answer) {
    fail(cli, answer.error());
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
  const auto data = DataSource::open(options.source, cli);
  if (!data) return;
  if (!resolve_knowledge(options, data->events(), request, cli)) return;
  auto answers = ask(options, request, *data, cli);
  if (!answers) return;
  if (!*answers) {
    fail(cli, Refusal{app::leps::unit_unknown,
                      {{"unita", options.unit}, {"data", to_italian(request.on)}}});
    return;
  }
  print(options, request, std::move(**answers), cli);
}

}  // namespace

void add_leps_commands(CLI::App& app, Cli& cli) {
  const auto options = std::make_shared<LepsOptions>();
  auto* command = app.add_subcommand("leps", "Indicatori LEPS dell'Ambito a una data");
  add_data(*command, options->source.data);
  command
      ->add_option("--accept-missing-anchor", options->source.accepted_log_id,
                   "Id del registro di cui si accetta che manchi l'ancora (32 cifre esadecimali)")
      ->type_name("ID");
  command->add_option("--on", options->on, "Giorno a cui si guarda")
      ->type_name("AAAA-MM-GG")
      ->required();
  auto* as_of =
      command
          ->add_option("--as-of", options->as_of, "Come si sapeva dopo l'evento a questa posizione")
          ->type_name("POSIZIONE");
  command->add_option("--known", options->known, "Come si sapeva alla fine di questo giorno")
      ->type_name("AAAA-MM-GG")
      ->excludes(as_of);
  command->add_option("--unit", options->unit, "Codice ISTAT del Comune, o id dell'Ambito")
      ->type_name("CODICE");
  command->add_flag("--comuni", options->comuni, "Anche i Comuni dell'Ambito, uno per uno");
  command
      ->add_option("--window", options->window,
                   "Periodo: 2026, 2026-Q3 o 2026-01-15..2026-06-30 (se manca: l'anno di --on)")
      ->type_name("PERIODO");
  command
      ->add_option("--register", options->register_file,
                   "Registro delle regole da usare al posto di quello del programma")
      ->type_name("FILE");
  command
      ->add_option("--events", options->events_of,
                   "Con --json, elenca gli eventi dietro questo indicatore")
      ->type_name("INDICATORE");
  command->add_flag("--compliance", options->compliance,
                    "Per la rendicontazione: gli obiettivi nostri non danno esito");
  command->add_flag("--publish", options->publish, "Toglie i numeri sotto le 5 famiglie");
  add_json(*command, cli);
  command->footer(
      "Esempi:\n  telaio leps --data var/demo --on 2026-06-30 --comuni\n"
      "  telaio leps --data var/demo --on 2026-06-30 --json --events ADI-1");
  command->callback([options, &cli] { run_leps(*options, cli); });
}

}  // namespace telaio::cli
