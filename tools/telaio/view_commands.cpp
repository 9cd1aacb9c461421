// SPDX-License-Identifier: EUPL-1.2
// telaio views status|rebuild|digest, telaio caseload.
//
// All but `rebuild` work beside a running service. `rebuild` needs the folder for itself and
// compares the new rows with the old ones: exit status 1 when they differ (the new ones are in
// service then).
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <memory>
#include <ostream>

#include "projections/caseload/caseload_query.hpp"
#include "tools/telaio/cli_refusals.hpp"
#include "tools/telaio/data_source.hpp"
#include "tools/telaio/usage.hpp"

namespace telaio::cli {
namespace {

namespace json = boost::json;
namespace caseload = projections::caseload;

struct ViewsOptions {
  LogSource source;
  std::string name;  // Empty: all.
  Moment moment;
};

struct CaseloadOptions {
  LogSource source;
  std::string on;
  Moment moment;
};

std::vector<std::string> names_of(const ViewsOptions& options) {
  if (!options.name.empty()) return {options.name};
  std::vector<std::string> names;
  const projections::All all;
  for (const view::Projection* projection : all.list()) names.emplace_back(projection->name());
  return names;
}

// ---- status ----

json::object status_json(const view::ViewStatus& one) {
  json::object object{{"name", one.name},
                      {"code_version", one.code_version},
                      {"position", one.applied},
                      {"lag", one.head - std::min(one.head, one.applied)},
                      {"last_recorded", to_string(one.last_recorded)},
                      {"complete", one.positions_complete},
                      {"poison", nullptr}};
  if (one.poison) {
    object["poison"] = json::object{{"position", one.poison->position}, {"code", one.poison->code}};
  }
  return object;
}

std::string status_text(const view::ViewStatus& one) {
  std::string text =
      fmt::format("{:<10} versione {}  {} eventi", one.name, one.code_version, one.applied);
  if (one.applied < one.head) text += fmt::format(", ne mancano {}", one.head - one.applied);
  if (one.poison) {
    text += fmt::format("  ferma alla posizione {} [{}]", one.poison->position, one.poison->code);
  }
  if (!one.positions_complete) text += "  ha saltato eventi [view.incomplete]";
  return text;
}

void print_status(const ViewsOptions& options, Cli& cli) {
  const auto views = DataSource::open_read_only(options.source, cli);
  if (!views) return;
  json::array list;
  bool sound = true;
  for (const view::ViewStatus& one : views->runner().status()) {
    if (!options.name.empty() && one.name != options.name) continue;
    sound = sound && !one.poison && one.positions_complete;
    if (cli.json) {
      list.push_back(status_json(one));
    } else {
      cli.out << status_text(one) << "\n";
    }
  }
  if (cli.json) cli.out << json::serialize(json::object{{"views", std::move(list)}}) << "\n";
  if (!sound) cli.exit = ExitCode::check_failed;
}

// ---- digest ----

void print_digest(const ViewsOptions& options, Cli& cli) {
  const auto views = DataSource::open_read_only(options.source, cli);
  if (!views) return;
  const auto at = at_moment(options.moment, views->runner(), cli);
  if (!at) return;
  json::array list;
  for (const std::string& name : names_of(options)) {
    const auto digest = views->runner().digest(name, at->as_of);
    if (!digest) return fail(cli, digest.error());
    if (cli.json) {
      list.push_back(json::object{{"name", name}, {"digest", to_hex(*digest)}});
    } else {
      cli.out << fmt::format("{:<10} {}\n", name, to_hex(*digest));
    }
  }
  if (cli.json) cli.out << json::serialize(json::object{{"views", std::move(list)}}) << "\n";
}

// ---- rebuild ----

void rebuild_one(const std::string& name, view::Runner& runner, json::array& list, Cli& cli) {
  bool begun = false;
  const auto progress = [&](const view::RebuildProgress& reached) {
    begun = true;
    const auto percent = reached.total == 0 ? 100 : reached.done * 100 / reached.total;
    cli.err << fmt::format("\r{:<10} {:3} %  {} eventi", name, percent, reached.done) << std::flush;
  };
  const auto outcome = runner.rebuild(name, progress);
  if (begun) cli.err << "\n";
  if (!outcome) return fail(cli, outcome.error());
  const bool compared = outcome->replaced.has_value();
  const bool same = !compared || *outcome->replaced == outcome->digest;
  list.push_back(json::object{{"name", name},
                              {"position", outcome->applied},
                              {"digest", to_hex(outcome->digest)},
                              {"compared", compared},
                              {"same", same}});
  if (!cli.json) {
    cli.out << fmt::format("{:<10} {} eventi  {}{}\n", name, outcome->applied,
                           to_hex(outcome->digest), compared && same ? "  uguale a prima" : "");
  }
  if (same) return;
  fail(cli, Refusal{refusals::digest_differs, {{"vista", name}}});
}

void rebuild(const ViewsOptions& options, Cli& cli) {
  const auto views = DataSource::open_for_writing(options.source, cli);
  if (!views) return;
  json::array list;
  for (const std::string& name : names_of(options)) {
    rebuild_one(name, views->runner(), list, cli);
    if (cli.exit == ExitCode::fault) return;
  }
  if (cli.json) cli.out << json::serialize(json::object{{"views", std::move(list)}}) << "\n";
}

// ---- caseload ----

json::object number_json(const caseload::Number& number, std::string_view key) {
  json::object object{{"cases", number.count()},
                      {"persons", number.persons.size()},
                      {"positions", json::array(number.taken.begin(), number.taken.end())}};
  object[key] = nullptr;
  if (number.manager) object[key] = to_string(*number.manager);
  if (number.code) object[key] = json::string_view(number.code->text());
  return object;
}

json::array numbers_json(const std::vector<caseload::Number>& numbers, std::string_view key) {
  json::array list;
  for (const caseload::Number& number : numbers) list.push_back(number_json(number, key));
  return list;
}

void print_numbers(const std::vector<caseload::Number>& numbers, std::string_view title, Cli& cli) {
  cli.out << title << "\n";
  for (const caseload::Number& number : numbers) {
    std::string key = "senza assegnazione";
    if (number.manager) key = to_string(*number.manager);
    if (number.code) key = std::string(number.code->text());
    cli.out << fmt::format("  {:<32} {:>5} cartelle {:>5} persone\n", key, number.count(),
                           number.persons.size());
  }
}

void print_board(const caseload::Board& board, Date on, std::uint64_t applied, Cli& cli) {
  if (cli.json) {
    const json::object object{{"on", to_string(on)},
                              {"position", applied},
                              {"open", board.open.size()},
                              {"by_manager", numbers_json(board.by_manager, "manager")},
                              {"by_unit", numbers_json(board.by_unit, "unit")},
                              {"by_comune", numbers_json(board.by_comune, "comune")},
                              {"by_area", numbers_json(board.by_area, "area")}};
    cli.out << json::serialize(object) << "\n";
    return;
  }
  cli.out << fmt::format("Cartelle aperte al {}: {} (registro fino all'evento {})\n",
                         to_italian(on), board.open.size(), applied);
  print_numbers(board.by_manager, "Per assistente sociale", cli);
  print_numbers(board.by_unit, "Per unità", cli);
  print_numbers(board.by_comune, "Per Comune", cli);
  print_numbers(board.by_area, "Per area", cli);
}

void print_caseload(const CaseloadOptions& options, Cli& cli) {
  const auto on = parse_date(options.on);
  if (!on) {
    return fail(cli, ExitCode::usage, Refusal{refusals::date, {{"opzione", "--on"}}});
  }
  const auto views = DataSource::open_level(options.source, caseload::name, cli);
  if (!views) return;
  const auto at = at_moment(options.moment, views->runner(), cli);
  if (!at) return;
  const auto answer = views->runner().ask(caseload::name, *at, [&](const view::ReadRows& rows) {
    return caseload::board(rows, *on, {});
  });
  if (!answer) return fail(cli, answer.error());
  print_board(answer->value, *on, answer->applied, cli);
}

CLI::Option* add_moment(CLI::App& command, Moment& moment) {
  return command
      .add_option("--as-of", moment.as_of, "Come si sapeva dopo l'evento a questa posizione")
      ->type_name("POSIZIONE");
}

}  // namespace

void add_view_commands(CLI::App& app, Cli& cli) {
  auto* group = app.add_subcommand("views", "Le viste calcolate dal registro");
  group->require_subcommand(1);
  const auto add = [&](const char* name, const char* description,
                       void (*run)(const ViewsOptions&, Cli&)) {
    const auto options = std::make_shared<ViewsOptions>();
    auto* command = group->add_subcommand(name, description);
    add_data(*command, options->source.data);
    command->add_option("--name", options->name, "Una sola vista (se manca: tutte)")
        ->type_name("VISTA");
    add_json(*command, cli);
    command->footer(std::string("Esempio:\n  telaio views ") + name + " --data var/demo");
    add_moment(*command, options->moment);
    command->callback([options, run, &cli] { run(*options, cli); });
  };
  add("status", "Posizione, ritardo e versione di ogni vista", print_status);
  add("digest", "Impronta delle righe", print_digest);
  add("rebuild", "Ricostruisce dal registro e confronta con le righe di prima", rebuild);

  const auto options = std::make_shared<CaseloadOptions>();
  auto* command = app.add_subcommand(
      "caseload", "Cartelle aperte per assistente sociale, unità, Comune e area");
  add_data(*command, options->source.data);
  command->add_option("--on", options->on, "Giorno a cui si guarda")
      ->type_name("AAAA-MM-GG")
      ->required();
  add_json(*command, cli);
  auto* as_of = add_moment(*command, options->moment);
  command->add_option("--known", options->moment.known, "Come si sapeva alla fine di questo giorno")
      ->type_name("AAAA-MM-GG")
      ->excludes(as_of);
  command->footer("Esempio:\n  telaio caseload --data var/demo --on 2026-06-30");
  command->callback([options, &cli] { print_caseload(*options, cli); });
}

}  // namespace telaio::cli
