// SPDX-License-Identifier: EUPL-1.2
// telaio monthly-run: determines, invoices and asks for the payment of a month, or says what it
// would do. telaio accounts: the invoices of a month for the accounts office. Both need the folder
// for themselves: the first writes, the second leaves who read what.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <filesystem>
#include <fstream>
#include <memory>
#include <ostream>

#include "app/monthly_run.hpp"
#include "base/zone.hpp"
#include "tools/installation/lists_folder.hpp"
#include "tools/telaio/accounts_file.hpp"
#include "tools/telaio/cli_refusals.hpp"
#include "tools/telaio/data_source.hpp"
#include "tools/telaio/fee_command_group.hpp"
#include "tools/telaio/usage.hpp"

namespace telaio::cli {
namespace {

namespace json = boost::json;

constexpr std::string_view run_help = "telaio monthly-run --help";
constexpr std::string_view accounts_help = "telaio accounts --help";

struct MonthOptions {
  LogSource source;
  std::string comune;
  std::string month;
};
struct RunOptions : MonthOptions {
  std::string service;
  std::string due_on;
  bool dry_run = false;
};
struct FileOptions : MonthOptions {
  std::string format;
  std::string out;
};

std::unique_ptr<tools::Installation> open_for_writing(const LogSource& source, const Clock& clock,
                                                      Cli& cli) {
  auto catalogue = app::load_catalogue(tools::lists_folder({}) / "codes");
  if (!catalogue) {
    fail(cli, catalogue.error());
    return nullptr;
  }
  auto installation = tools::Installation::open(source.data, std::move(*catalogue), clock);
  if (!installation) {
    fail(cli, installation.error());
    return nullptr;
  }
  return std::move(*installation);
}

void refuse_value(Cli& cli, std::string_view option, std::string_view help) {
  fail(cli, ExitCode::usage,
       Refusal{refusals::value_refused,
               {{"opzione", std::string(option)}, {"aiuto", std::string(help)}}});
}

// The Comune and the first day of the month; nothing after telling which of the two is wrong.
struct Asked {
  Code comune;
  Date month;
};
std::optional<Asked> asked_of(const MonthOptions& options, const app::Catalogue& catalogue,
                              std::string_view help, Cli& cli) {
  const auto comune = Code::parse(options.comune);
  if (!comune || !catalogue.lists.comuni.contains(*comune)) {
    refuse_value(cli, "--comune", help);
    return std::nullopt;
  }
  const auto month = parse_date(options.month + "-01");
  if (!month) {
    refuse_value(cli, "--month", help);
    return std::nullopt;
  }
  return Asked{*comune, *month};
}

// ---- telaio monthly-run ----

constexpr std::string_view stage_name(app::MonthlyStage stage) {
  switch (stage) {
    case app::MonthlyStage::reading:
      return "Lettura dei fatti";
    case app::MonthlyStage::fees:
      return "Quote";
    case app::MonthlyStage::invoices:
      break;
  }
  return "Fatture e avvisi";
}

// One line at each tenth of a stage.
class Progress {
 public:
  explicit Progress(std::ostream& err) : err_(err) {}

  bool operator()(const app::MonthlyProgress& now) {
    if (now.stage != stage_) told_ = 0;
    stage_ = now.stage;
    const std::uint64_t tenths = now.total == 0 ? 10 : now.done * 10 / now.total;
    if (tenths > told_) {
      told_ = tenths;
      err_ << fmt::format("{}: {} di {}\n", stage_name(now.stage), now.done, now.total)
           << std::flush;
    }
    return true;
  }

 private:
  std::ostream& err_;
  app::MonthlyStage stage_ = app::MonthlyStage::reading;
  std::uint64_t told_ = 0;
};

json::object to_json(const app::MonthlyRunQuestion& question, const app::MonthlyOutcome& outcome,
                     const app::Texts& texts) {
  json::object object;
  object["comune"] = question.comune.text();
  object["month"] = to_string(question.month).substr(0, 7);
  object["dry_run"] = question.dry_run;
  object["services"] = outcome.services;
  object["fees_determined"] = outcome.fees_determined;
  object["fees_present"] = outcome.fees_present;
  object["suspended"] = outcome.suspended;
  object["invoices"] = outcome.invoices;
  object["notices"] = outcome.notices;
  object["notices_replaced"] = outcome.notices_replaced;
  object["credits"] = outcome.credits;
  object["amount"] = to_string(outcome.total);
  json::array refused;
  for (const app::MonthlyRefused& each : outcome.refused) {
    json::object row{{"person", to_string(each.person)},
                     {"code", each.refusal.code},
                     {"reason", texts.sentence(each.refusal)}};
    if (each.service) row["service"] = to_string(*each.service);
    refused.push_back(std::move(row));
  }
  object["refused"] = std::move(refused);
  return object;
}

// Persons by their opaque id: names are opened by who may, on the page.
void print(std::ostream& out, const app::MonthlyRunQuestion& question,
           const app::MonthlyOutcome& outcome, const app::Texts& texts) {
  const std::string_view done =
      question.dry_run ? "Prova: nulla è stato scritto. Si farebbe questo." : "Fatto.";
  out << fmt::format("{} Comune {}, mese {}.\n", done, question.comune.text(),
                     to_string(question.month).substr(0, 7));
  out << fmt::format("Servizi attivi a pagamento  {:>8}\n", outcome.services);
  out << fmt::format("Quote già determinate       {:>8}\n", outcome.fees_present);
  out << fmt::format("Quote determinate ora       {:>8}\n", outcome.fees_determined);
  out << fmt::format("Servizi sospesi             {:>8}\n", outcome.suspended);
  out << fmt::format("Fatture                     {:>8}   {} euro\n", outcome.invoices,
                     to_italian(outcome.total));
  out << fmt::format("  di cui a credito          {:>8}\n", outcome.credits);
  out << fmt::format("Avvisi pagoPA               {:>8}\n", outcome.notices);
  out << fmt::format("Avvisi sostituiti           {:>8}\n", outcome.notices_replaced);
  out << fmt::format("Non riuscite                {:>8}\n", outcome.refused.size());
  for (const app::MonthlyRefused& each : outcome.refused) {
    out << fmt::format("  persona {}{}: {} [{}]\n", to_string(each.person),
                       each.service ? ", servizio " + to_string(*each.service) : "",
                       texts.sentence(each.refusal), each.refusal.code);
  }
}

void monthly_run(Cli& cli, const RunOptions& options) {
  const SystemClock clock;
  const auto installation = open_for_writing(options.source, clock, cli);
  if (!installation) return;
  const auto asked = asked_of(options, installation->catalogue(), run_help, cli);
  if (!asked) return;
  app::MonthlyRunQuestion question;
  question.comune = asked->comune;
  question.month = asked->month;
  question.dry_run = options.dry_run;
  question.due_on = rome_date(clock.now()).plus_days(app::invoice_due_days);
  if (!options.due_on.empty()) {
    const auto due_on = parse_date(options.due_on);
    if (!due_on) {
      return fail(cli, ExitCode::usage, Refusal{refusals::date, {{"opzione", "--due-on"}}});
    }
    question.due_on = *due_on;
  }
  if (!options.service.empty()) {
    const auto service = Code::parse(options.service);
    if (!service || !installation->catalogue().lists.services.contains(*service)) {
      return refuse_value(cli, "--service", run_help);
    }
    question.service_code = *service;
  }
  const app::Actor actor{OperatorId(), schema::Role::system, Code(), question.comune};
  const auto outcome =
      app::monthly_run(installation->transactor(), actor, question, Progress(cli.err));
  if (!outcome) return fail(cli, outcome.error());
  if (cli.json) {
    cli.out << to_json(question, *outcome, cli.texts) << "\n";
  } else {
    print(cli.out, question, *outcome, cli.texts);
  }
  cli.exit = outcome->refused.empty() ? ExitCode::success : ExitCode::check_failed;
}

// ---- telaio accounts ----

void accounts(Cli& cli, const FileOptions& options) {
  const SystemClock clock;
  const auto installation = open_for_writing(options.source, clock, cli);
  if (!installation) return;
  const auto asked = asked_of(options, installation->catalogue(), accounts_help, cli);
  if (!asked) return;
  const auto file =
      accounts_file(*installation, {asked->comune, asked->month, clock.now()},
                    options.format == "xlsx" ? AccountsFormat::xlsx : AccountsFormat::csv);
  if (!file) {
    const app::Failure failure = file.error();
    if (const auto* fault = std::get_if<Fault>(&failure)) return fail(cli, *fault);
    return fail(cli, std::get<Refusal>(failure));
  }
  std::ofstream out(options.out, std::ios::binary | std::ios::trunc);
  // It holds names: its owner's alone, before the first byte.
  std::error_code ignored;
  std::filesystem::permissions(
      options.out, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write,
      ignored);
  out.write(file->content.data(), static_cast<std::streamsize>(file->content.size()));
  out.close();
  if (!out) {
    return fail(cli, Fault{"cli.file_unwritable", options.out});
  }
  if (cli.json) {
    cli.out << json::object{{"invoices", file->invoices},
                            {"total", to_string(file->total)},
                            {"file", options.out}}
            << "\n";
  } else {
    cli.out << fmt::format("{} fatture, {} euro, in {}\n", file->invoices, to_italian(file->total),
                           options.out);
  }
  cli.exit = ExitCode::success;
}

void add_month(CLI::App& command, MonthOptions& options) {
  add_data(command, options.source.data);
  command.add_option("--comune", options.comune, "Comune competente (codice ISTAT)")
      ->type_name("CODICE")
      ->required();
  command.add_option("--month", options.month, "Mese, per esempio 2026-10")
      ->type_name("MESE")
      ->required();
}

}  // namespace

void add_accounts_commands(CLI::App& app, Cli& cli) {
  const auto run = std::make_shared<RunOptions>();
  CLI::App* command = app.add_subcommand(
      "monthly-run", "Determina le quote di un mese, emette fatture e avvisi pagoPA");
  add_month(*command, *run);
  command->add_option("--service", run->service, "Solo questo servizio, per esempio SAD")
      ->type_name("CODICE");
  command->add_option("--due-on", run->due_on, "Scadenza dei pagamenti (tra 30 giorni se manca)")
      ->type_name("DATA");
  command->add_flag("--dry-run", run->dry_run, "Conta ciò che si farebbe, senza scrivere");
  add_json(*command, cli);
  command->footer(
      "Si può interrompere e rilanciare: non ripete nulla. Esce con 1 se qualche quota non è "
      "riuscita.\n\nEsempio:\n  telaio monthly-run --data var/demo --comune 015209 --month "
      "2026-10 --dry-run");
  command->callback([&cli, run] { monthly_run(cli, *run); });

  const auto file = std::make_shared<FileOptions>();
  command = app.add_subcommand("accounts", "Le fatture di un mese per la ragioneria");
  add_month(*command, *file);
  command->add_option("--format", file->format, "csv o xlsx")
      ->type_name("FORMATO")
      ->required()
      ->check(CLI::IsMember({"csv", "xlsx"}));
  command->add_option("--out", file->out, "File da scrivere")->type_name("FILE")->required();
  add_json(*command, cli);
  command->footer(
      "Il file contiene nomi: chi lo esporta resta registrato.\n\nEsempio:\n  telaio accounts "
      "--data var/demo --comune 015209 --month 2026-10 --format xlsx --out quote.xlsx");
  command->callback([&cli, file] { accounts(cli, *file); });
}

}  // namespace telaio::cli
