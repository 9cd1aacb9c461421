// SPDX-License-Identifier: EUPL-1.2
// telaio simulate: a draft regulation tried on the fees that were really determined. Reads the log,
// also beside a running service; writes nothing. Counts of few people are not printed.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <array>
#include <boost/json.hpp>
#include <memory>
#include <ostream>

#include "app/real_fees.hpp"
#include "domain/fees/small_cells.hpp"
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
using fees::Effect;

struct SimulateOptions {
  LogSource source;
  std::string draft;
  std::string id;
  std::string service;
  std::string comune;
  std::string from;
  std::string to;
  std::optional<std::uint64_t> as_of;
};

struct EffectName {
  Effect effect;
  std::string_view code;
  std::string_view italian;
};
constexpr std::array<EffectName, 6> effects{{{Effect::more, "more", "di più"},
                                             {Effect::less, "less", "di meno"},
                                             {Effect::same, "same", "uguale"},
                                             {Effect::gains_access, "gains_access", "entra"},
                                             {Effect::loses_access, "loses_access", "esce"},
                                             {Effect::refused, "refused", "non calc."}}};
// From one cent, ten, fifty, a hundred, five hundred and a thousand euro more in the period.
constexpr std::array<std::int64_t, 6> increase_bounds{1, 10'00, 50'00, 100'00, 500'00, 1'000'00};

// A row of the table that people and machines get: hidden where it would name somebody.
struct Row {
  std::string name;
  fees::TrialCell cell;
  std::vector<bool> hidden;   // By effect.
  bool money_hidden = false;  // And how many there are.
};

std::vector<Row> rows_of(const std::vector<std::pair<std::string, fees::TrialCell>>& named) {
  fees::CountTable counts;
  fees::CountTable people;
  for (const auto& [name, cell] : named) {
    counts.emplace_back();
    for (const EffectName& each : effects) counts.back().push_back(cell.count(each.effect));
    people.push_back({cell.count()});
  }
  const auto hidden = fees::hidden_cells(counts);
  const auto few = fees::hidden_cells(people);
  std::vector<Row> rows;
  for (std::size_t i = 0; i < named.size(); ++i) {
    rows.push_back({named[i].first, named[i].second, hidden[i], few[i].front()});
  }
  return rows;
}

std::vector<Row> rows_by_comune(const fees::Trial& trial) {
  std::vector<std::pair<std::string, fees::TrialCell>> named;
  for (const auto& [comune, cell] : trial.by_comune)
    named.emplace_back(comune.empty() ? "non attivi" : std::string(comune.text()), cell);
  return rows_of(named);
}

std::vector<Row> rows_by_decile(const fees::Trial& trial) {
  std::vector<std::pair<std::string, fees::TrialCell>> named;
  for (std::size_t i = 0; i < trial.by_decile.size(); ++i) {
    named.emplace_back(std::to_string(i + 1), trial.by_decile[i]);
  }
  named.emplace_back("senza ISEE", trial.without_isee);
  return rows_of(named);
}

// ---- For machines ----

json::value amount(Money money, bool hidden) {
  return hidden ? json::value(nullptr) : json::value(to_string(money));
}

json::object to_json(const Row& row, std::string_view key) {
  json::object counts;
  for (std::size_t i = 0; i < effects.size(); ++i) {
    counts[effects[i].code] =
        row.hidden[i] ? json::value(nullptr) : json::value(row.cell.count(effects[i].effect));
  }
  json::object object;
  if (!key.empty()) object[key] = row.name;
  object["persons"] = row.money_hidden ? json::value(nullptr) : json::value(row.cell.count());
  object["effects"] = std::move(counts);
  object["before"] = amount(row.cell.before, row.money_hidden);
  object["after"] = amount(row.cell.after, row.money_hidden);
  return object;
}

json::array to_json(const std::vector<Row>& rows, std::string_view key) {
  json::array all;
  for (const Row& row : rows) all.push_back(to_json(row, key));
  return all;
}

std::vector<json::value> increases_of(const fees::Trial& trial) {
  const auto counts = fees::increases(trial, increase_bounds);
  const auto hidden = fees::hidden_cells({counts});
  std::vector<json::value> shown;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    shown.push_back(hidden[0][i] ? json::value(nullptr) : json::value(counts[i]));
  }
  return shown;
}

json::object to_json(const SimulateOptions& options, const fees::Regulation& draft,
                     const fees::Trial& trial) {
  json::object object = to_json(rows_of({{"", trial.all}}).front(), {});
  object["draft"] = draft.slug;
  object["service"] = options.service;
  object["from"] = options.from;
  object["to"] = options.to;
  object["by_comune"] = to_json(rows_by_comune(trial), "comune");
  object["by_decile"] = to_json(rows_by_decile(trial), "decile");
  json::array increases;
  const auto counts = increases_of(trial);
  for (std::size_t i = 0; i < counts.size(); ++i) {
    increases.push_back(json::object{{"from", to_string(Money::from_cents(increase_bounds[i]))},
                                     {"persons", counts[i]}});
  }
  object["increases"] = std::move(increases);
  return object;
}

// ---- For people ----

constexpr std::string_view few = "<5";

void print_rows(std::ostream& out, std::string_view title, const std::vector<Row>& rows) {
  out << fmt::format("\n{:<12}{:>9}", title, "persone");
  for (const EffectName& each : effects) out << fmt::format("{:>11}", each.italian);
  out << fmt::format("{:>16}{:>16}\n", "prima, euro", "dopo, euro");
  for (const Row& row : rows) {
    out << fmt::format("{:<12}{:>9}", row.name,
                       row.money_hidden ? std::string(few) : std::to_string(row.cell.count()));
    for (std::size_t i = 0; i < effects.size(); ++i) {
      const auto count = std::to_string(row.cell.count(effects[i].effect));
      out << fmt::format("{:>11}", row.hidden[i] ? std::string(few) : count);
    }
    const auto money = [&](Money sum) {
      return row.money_hidden ? std::string("-") : to_italian(sum);
    };
    out << fmt::format("{:>16}{:>16}\n", money(row.cell.before), money(row.cell.after));
  }
}

void print_trial(std::ostream& out, const SimulateOptions& options, const fees::Regulation& draft,
                 const fees::Trial& trial) {
  if (trial.persons.empty()) {
    out << "Nessuna quota determinata per questo servizio nel periodo: non c'è su che provare.\n";
    return;
  }
  out << fmt::format("Prova di {} sulle quote {} dal {} al {}. Nulla è stato scritto.\n",
                     draft.slug, options.service, to_italian(*parse_date(options.from)),
                     to_italian(*parse_date(options.to)));
  print_rows(out, "", rows_of({{"tutti", trial.all}}));
  print_rows(out, "Comune", rows_by_comune(trial));
  print_rows(out, "decimo ISEE", rows_by_decile(trial));
  out << "\nAumenti nel periodo\n";
  const auto counts = increases_of(trial);
  for (std::size_t i = 0; i < counts.size(); ++i) {
    out << fmt::format("  da {:>9} euro  {:>6}\n",
                       to_italian(Money::from_cents(increase_bounds[i])),
                       counts[i].is_null() ? std::string(few) : json::serialize(counts[i]));
  }
  out << "\n<5: meno di cinque persone, o un numero che le rivelerebbe.\n";
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

void simulate(Cli& cli, const SimulateOptions& options) {
  const auto regulations = read_regulations(cli, options.draft);
  if (!regulations) return;
  const fees::Regulation* draft = choose(cli, *regulations, options.id);
  if (draft == nullptr) return;
  const auto data = DataSource::open(options.source, cli);
  if (!data) return;
  const auto question = question_of(options, data->events(), cli);
  if (!question) return;
  std::uint64_t told_percent = 0;
  const auto progress = [&](std::uint64_t done, std::uint64_t total) {
    const std::uint64_t percent = done * 100 / total;
    if (percent < told_percent + 10) return;
    told_percent = percent;
    cli.err << fmt::format("Letti {} fatti di {}\n", done, total) << std::flush;
  };
  const auto real = app::real_fees(data->events(), *question, progress);
  if (!real) return fail(cli, real.error());
  const auto trial = fees::try_draft(*draft, *real);
  if (!trial) return fail(cli, trial.error());
  if (cli.json) {
    cli.out << to_json(options, *draft, *trial) << "\n";
  } else {
    print_trial(cli.out, options, *draft, *trial);
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
