// SPDX-License-Identifier: EUPL-1.2
// telaio isee import FILE: attestations out of a file (docs/formats/isee-csv.md), one outcome per
// row. What is printed names lines and columns, never a person; the report holds the rows
// themselves and is readable by its owner only.
#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <filesystem>
#include <fstream>
#include <memory>
#include <ostream>

#include "base/clock.hpp"
#include "tools/installation/lists_folder.hpp"
#include "tools/telaio/cli_refusals.hpp"
#include "tools/telaio/fee_command_group.hpp"
#include "tools/telaio/isee_import.hpp"
#include "tools/telaio/usage.hpp"

namespace telaio::cli {
namespace {

namespace json = boost::json;

struct ImportOptions {
  std::string file;
  std::string data;
  std::string lists;
  std::string report;
  bool trial = false;
};

std::string_view json_name(RowOutcome outcome) {
  switch (outcome) {
    case RowOutcome::registered:
      return "registered";
    case RowOutcome::already_known:
      return "already_known";
    case RowOutcome::refused:
      break;
  }
  return "refused";
}

std::size_t count(const std::vector<ImportedRow>& rows, RowOutcome outcome) {
  return static_cast<std::size_t>(
      std::ranges::count(rows, outcome, [](const ImportedRow& row) { return row.outcome; }));
}

void print_json(Cli& cli, const std::vector<ImportedRow>& rows, bool trial) {
  json::array outcomes;
  for (const ImportedRow& row : rows) {
    json::array errors;
    for (const auto& error : row.errors) {
      json::object one{{"code", error.refusal.code},
                       {"message", cli.texts.sentence(error.refusal)}};
      if (!error.column.empty()) one["column"] = error.column;
      errors.push_back(std::move(one));
    }
    json::array flags;
    for (const std::string_view flag : row.flags) flags.emplace_back(flag);
    outcomes.push_back({{"line", row.line},
                        {"outcome", json_name(row.outcome)},
                        {"errors", std::move(errors)},
                        {"flags", std::move(flags)}});
  }
  cli.out << json::object{{"trial", trial},
                          {"rows", rows.size()},
                          {"registered", count(rows, RowOutcome::registered)},
                          {"already_known", count(rows, RowOutcome::already_known)},
                          {"refused", count(rows, RowOutcome::refused)},
                          {"outcomes", std::move(outcomes)}}
          << "\n";
}

void print_text(Cli& cli, const std::vector<ImportedRow>& rows, bool trial) {
  for (const ImportedRow& row : rows) {
    for (const auto& error : row.errors) {
      cli.out << "riga " << row.line;
      if (!error.column.empty()) cli.out << ", " << error.column;
      cli.out << ": " << cli.texts.sentence(error.refusal) << " [" << error.refusal.code << "]\n";
    }
    for (const std::string_view flag : row.flags) {
      cli.out << "riga " << row.line
              << ", da ricontrollare: " << cli.texts.sentence(Refusal{flag, {}}) << " [" << flag
              << "]\n";
    }
  }
  cli.out << (trial ? "Prova, nulla è stato scritto. Da registrare: " : "Registrate: ")
          << count(rows, RowOutcome::registered)
          << ", già registrate: " << count(rows, RowOutcome::already_known)
          << ", rifiutate: " << count(rows, RowOutcome::refused) << ".\n";
}

// Nothing after telling why not.
std::optional<std::string> read_file(Cli& cli, const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::string bytes(app::csv_limits::file_bytes_max + 1, '\0');
  in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  if (in.bad() || in.gcount() == 0) {
    fail(cli, ExitCode::usage, Refusal{refusals::file_unreadable, {{"file", path}}});
    return std::nullopt;
  }
  bytes.resize(static_cast<std::size_t>(in.gcount()));
  return bytes;
}

bool write_report(Cli& cli, const std::string& path, const std::string& report) {
  if (path.empty()) return true;
  std::error_code ignored;
  {
    // It names persons: for the owner's eyes before the first byte is in it.
    const std::ofstream made(path, std::ios::binary | std::ios::trunc);
    std::filesystem::permissions(
        path, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write, ignored);
  }
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  out << report << std::flush;
  if (out && !ignored) return true;
  fail(cli, Fault{"cli.report_unwritable", path});
  return false;
}

void import_file(Cli& cli, const ImportOptions& options) {
  const auto bytes = read_file(cli, options.file);
  if (!bytes) return;
  const auto csv = app::read_isee_csv(*bytes);
  if (!csv) return fail(cli, csv.error());
  auto catalogue = app::load_catalogue(tools::lists_folder(options.lists) / "codes");
  if (!catalogue) return fail(cli, catalogue.error());
  const SystemClock clock;
  auto installation = tools::Installation::open(options.data, std::move(*catalogue), clock);
  if (!installation) return fail(cli, installation.error());
  if (const auto level = (*installation)->views().catch_up(); !level) {
    return fail(cli, level.error());
  }
  const auto rows = import_isee(**installation, *csv, options.trial);
  if (!rows) return fail(cli, rows.error());
  if (!write_report(cli, options.report, report_of(*csv, *rows, cli.texts))) return;
  if (cli.json) {
    print_json(cli, *rows, options.trial);
  } else {
    print_text(cli, *rows, options.trial);
  }
  const bool refused = count(*rows, RowOutcome::refused) > 0;
  cli.exit = refused ? ExitCode::check_failed : ExitCode::success;
}

}  // namespace

void add_isee_import_command(CLI::App& group, Cli& cli) {
  CLI::App* command = group.add_subcommand("import", "Registra le attestazioni di un file CSV");
  const auto options = std::make_shared<ImportOptions>();
  command->add_option("FILE", options->file, "File CSV (docs/formats/isee-csv.md)")
      ->type_name("")
      ->required();
  command->add_option("--data", options->data, "Cartella dei dati")
      ->type_name("CARTELLA")
      ->required();
  command->add_flag("--dry-run", options->trial, "Prova: giudica ogni riga e non scrive nulla");
  command
      ->add_option("--report", options->report,
                   "File in cui scrivere le righe con il loro esito (contiene dati personali)")
      ->type_name("FILE");
  add_lists(*command, options->lists);
  add_json(*command, cli);
  command->footer(
      "Le righe giuste si registrano anche se altre sono sbagliate; lo stesso file letto due\n"
      "volte non registra nulla due volte. Esce con 1 se almeno una riga è rifiutata.\n"
      "Esempio:\n  telaio isee import attestazioni.csv --data var/demo --dry-run");
  command->callback([&cli, options] { import_file(cli, *options); });
}

}  // namespace telaio::cli
