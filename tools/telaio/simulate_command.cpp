// SPDX-License-Identifier: EUPL-1.2
// telaio simulate: a draft regulation tried on the fees that were really determined. Reads the log,
// also beside a running service; writes nothing. Figures about few people are not printed, nor what
// would give them away.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <array>
#include <boost/json.hpp>
#include <memory>
#include <ostream>

#include "app/simulation/simulation.hpp"
#include "app/simulation/simulation_json.hpp"
#include "tools/telaio/cli_refusals.hpp"
#include "tools/telaio/data_source.hpp"
#include "tools/telaio/fee_command_group.hpp"
#include "tools/telaio/fee_input.hpp"
#include "tools/telaio/usage.hpp"
#include "view/view_faults.hpp"

namespace telaio::cli {
namespace {

namespace fees = domain::fees;
namespace json = boost::json;

struct SimulateOptions {
  LogSource source;
  std::string draft;
  std::string id;
  std::string against;
  std::string against_id;
  std::string service;
  std::string comune;
  std::string from;
  std::string to;
  std::optional<std::uint64_t> as_of;
};

// Of `more` to `loses_access` (priced_effects), then of the refused.
constexpr std::array<std::string_view, 6> effect_heads{"di più", "di meno", "uguale",
                                                       "entra",  "esce",    "non calc."};

// ---- For people ----

// Not "<5": a large number is hidden, too, when a small one could be computed from it.
constexpr std::string_view hidden = "*";

std::string shown(const fees::ShownCount& count) {
  return count ? std::to_string(*count) : std::string(hidden);
}

std::string shown(const std::optional<Money>& money) {
  return money ? to_italian(*money) : "-";
}

void print_head(std::ostream& out, std::string_view title) {
  out << fmt::format("\n{:<12}{:>9}", title, "persone");
  for (const std::string_view head : effect_heads) out << fmt::format("{:>11}", head);
  out << fmt::format("{:>16}{:>16}{:>14}\n", "prima, euro", "dopo, euro", "euro/mese");
}

void print_row(std::ostream& out, std::string_view name, const fees::ReportRow& row) {
  out << fmt::format("{:<12}{:>9}", name, shown(row.persons()));
  for (const fees::ShownCount& count : row.effects) out << fmt::format("{:>11}", shown(count));
  out << fmt::format("{:>11}{:>16}{:>16}{:>14}\n", shown(row.refused), shown(row.before),
                     shown(row.after), shown(row.monthly_change));
}

std::string decile_name(std::size_t place) {
  return place == fees::without_isee_place ? "senza ISEE" : std::to_string(place + 1);
}

void print_draft(std::ostream& out, std::string_view slug, const fees::DraftReport& draft) {
  out << fmt::format("\n== {} ==\n", slug);
  print_head(out, "");
  print_row(out, "tutti", draft.all);
  print_head(out, "Comune");
  for (const auto& [comune, row] : draft.by_comune) {
    print_row(out, comune.empty() ? "non attivi" : comune.text(), row);
  }
  print_head(out, "decimo ISEE");
  for (std::size_t i = 0; i < draft.by_decile.size(); ++i) {
    print_row(out, decile_name(i), draft.by_decile[i]);
  }
  out << "\nAumenti nel periodo\n";
  for (std::size_t i = 0; i < draft.increases.size(); ++i) {
    out << fmt::format("  da {:>9} euro  {:>6}\n",
                       to_italian(Money::from_cents(fees::increase_bounds[i])),
                       shown(draft.increases[i]));
  }
}

void print_report(std::ostream& out, const SimulateOptions& options,
                  const std::vector<fees::Regulation>& drafts, const fees::TrialReport& report) {
  const fees::ReportRow& all = report.drafts.front().all;
  if (all.persons().value_or(1) == 0) {
    out << "Nessuna quota determinata per questo servizio nel periodo: non c'è su che provare.\n";
    return;
  }
  out << fmt::format("Prova sulle quote {} dal {} al {}. Nulla è stato scritto.\n", options.service,
                     to_italian(*parse_date(options.from)), to_italian(*parse_date(options.to)));
  for (std::size_t i = 0; i < drafts.size(); ++i) {
    print_draft(out, drafts[i].slug, report.drafts[i]);
  }
  out << "\n*: meno di cinque persone, o un numero che le rivelerebbe; \"-\": nessun importo da "
         "mostrare.\n";
}

// ---- For machines ----

json::object to_json(const SimulateOptions& options, const std::vector<fees::Regulation>& drafts,
                     const fees::TrialReport& report) {
  json::object object = app::simulation::to_json(report, 0);
  object["draft"] = drafts[0].slug;
  object["service"] = options.service;
  object["from"] = options.from;
  object["to"] = options.to;
  if (drafts.size() > 1) {
    object["against"] = app::simulation::to_json(report, 1);
    object["against"].as_object()["draft"] = drafts[1].slug;
  }
  return object;
}

// ---- The command ----

std::optional<Date> read_date(const std::string& text, std::string_view option, Cli& cli) {
  const auto date = parse_date(text);
  if (!date)
    fail(cli, ExitCode::usage, Refusal{refusals::date, {{"opzione", std::string(option)}}});
  return date;
}

bool read_code(const std::string& text, std::string_view option, Code& into, Cli& cli) {
  const auto code = Code::parse(text);
  if (!code) {
    const Refusal malformed{
        refusals::value_malformed,
        {{"opzione", std::string(option)}, {"aiuto", "telaio simulate --help"}}};
    fail(cli, ExitCode::usage, malformed);
    return false;
  }
  into = *code;
  return true;
}

std::optional<app::RealFeesQuestion> question_of(const SimulateOptions& options,
                                                 const log::EventLog& events, Cli& cli) {
  app::RealFeesQuestion question;
  const auto from = read_date(options.from, "--from", cli);
  if (!from) return std::nullopt;
  const auto to = read_date(options.to, "--to", cli);
  if (!to || !read_code(options.service, "--service", question.service_code, cli)) {
    return std::nullopt;
  }
  question.period = {*from, *to};
  if (!options.comune.empty()) {
    if (!read_code(options.comune, "--comune", question.comune.emplace(), cli)) return std::nullopt;
  }
  question.events = events.head().size;
  if (options.as_of) {
    if (*options.as_of >= question.events) {
      fail(cli, Fault{std::string(view::faults::future), {}});
      return std::nullopt;
    }
    question.events = *options.as_of + 1;
  }
  return question;
}

bool read_draft(Cli& cli, const std::string& file, const std::string& id,
                std::vector<fees::Regulation>& drafts) {
  const auto regulations = read_regulations(cli, file);
  if (!regulations) return false;
  const fees::Regulation* draft = choose(cli, *regulations, id);
  if (draft == nullptr) return false;
  drafts.push_back(*draft);
  return true;
}

// Without a file of its own, the other one is in the same file.
bool read_drafts(Cli& cli, const SimulateOptions& options, std::vector<fees::Regulation>& drafts) {
  if (!read_draft(cli, options.draft, options.id, drafts)) return false;
  if (options.against.empty() && options.against_id.empty()) return true;
  const std::string& file = options.against.empty() ? options.draft : options.against;
  return read_draft(cli, file, options.against_id, drafts);
}

void simulate(Cli& cli, const SimulateOptions& options) {
  std::vector<fees::Regulation> drafts;
  if (!read_drafts(cli, options, drafts)) return;
  const auto data = DataSource::open(options.source, cli);
  if (!data) return;
  const auto question = question_of(options, data->events(), cli);
  if (!question) return;
  std::uint64_t told_percent = 0;
  const auto progress = [&](std::uint64_t done, std::uint64_t total) {
    const std::uint64_t percent = done * 100 / total;
    if (percent < told_percent + 10) return true;
    told_percent = percent;
    cli.err << fmt::format("Letti {} fatti di {}\n", done, total) << std::flush;
    return true;
  };
  const auto report = app::simulation::simulate(data->events(), *question, drafts, progress);
  if (!report) return std::visit([&](const auto& no) { fail(cli, no); }, report.error());
  if (cli.json) {
    cli.out << to_json(options, drafts, **report) << "\n";
  } else {
    print_report(cli.out, options, drafts, **report);
  }
  cli.exit = ExitCode::success;
}

}  // namespace

void add_simulate_command(CLI::App& app, Cli& cli) {
  CLI::App* command = app.add_subcommand(
      "simulate", "Prova una bozza di regolamento sulle quote determinate davvero");
  const auto options = std::make_shared<SimulateOptions>();
  command->add_option("FILE", options->draft, "File della bozza (JSON)")->type_name("")->required();
  add_data(*command, options->source.data);
  command->add_option("--id", options->id, "Quale regolamento del file")->type_name("ID");
  command
      ->add_option("--against", options->against,
                   "File di una seconda bozza da confrontare; senza, lo stesso file")
      ->type_name("FILE");
  command->add_option("--against-id", options->against_id, "Quale regolamento è la seconda bozza")
      ->type_name("ID");
  command->add_option("--service", options->service, "Codice del servizio, per esempio SAD")
      ->type_name("CODICE")
      ->required();
  command->add_option("--from", options->from, "Quote che cominciano da questo giorno")
      ->type_name("DATA")
      ->required();
  command->add_option("--to", options->to, "e fino a questo giorno, compreso")
      ->type_name("DATA")
      ->required();
  command->add_option("--comune", options->comune, "Solo questo Comune (codice ISTAT)")
      ->type_name("CODICE");
  command->add_option("--as-of", options->as_of, "Solo ciò che era noto fino a questa posizione")
      ->type_name("POSIZIONE");
  add_json(*command, cli);
  command->footer(
      "Non scrive nulla. Conta persone, ciascuna con tutte le sue quote del periodo.\n\n"
      "Esempio:\n  telaio simulate config/regulations/published.json --id broni-sad "
      "--data var/demo \\\n    --service SAD --from 2025-01-01 --to 2025-12-31");
  command->callback([&cli, options] { simulate(cli, *options); });
}

}  // namespace telaio::cli
