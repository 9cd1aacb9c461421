// SPDX-License-Identifier: EUPL-1.2
#include "tools/telaio/export_commands.hpp"

#include <fcntl.h>
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <fstream>
#include <memory>
#include <ostream>

#include "base/clock.hpp"
#include "log/file_io.hpp"
#include "tools/installation/installation.hpp"
#include "tools/installation/lists_folder.hpp"
#include "tools/telaio/cli_refusals.hpp"
#include "tools/telaio/export_case.hpp"
#include "tools/telaio/export_check.hpp"
#include "tools/telaio/export_refusals.hpp"
#include "tools/telaio/usage.hpp"

namespace telaio::cli {
namespace {

constexpr std::string_view unwritable_file = "cli.file_unwritable";
constexpr unsigned bundle_mode = 0600;  // It holds names: its owner's alone, from the first byte.

struct ExportCommand {
  std::string data;
  std::string case_file;
  std::string out;
};

struct VerifyExportCommand {
  std::string file;
  std::string key;
};

void run_export(const ExportCommand& command, Cli& cli) {
  const auto id = parse_uuid(command.case_file);
  if (!id) return fail(cli, ExitCode::usage, Refusal{refusals::case_id, {}});
  auto catalogue = app::load_catalogue(tools::lists_folder({}) / "codes");
  if (!catalogue) return fail(cli, catalogue.error());
  const SystemClock clock;
  const auto installation = tools::Installation::open(command.data, std::move(*catalogue), clock);
  if (!installation) return fail(cli, installation.error());

  const Fault unwritable{std::string(unwritable_file), command.out};
  const std::string part = command.out + ".part";
  {
    const log::FileHandle made(
        ::open(part.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, bundle_mode));
    if (!made.open()) return fail(cli, unwritable);
  }
  std::ofstream out(part, std::ios::binary | std::ios::trunc);
  const auto exported = export_case(**installation, CaseId(*id), clock.now(), out);
  out.close();
  std::error_code failed;
  if (!exported || !out) {
    std::filesystem::remove(part, failed);
    if (exported) return fail(cli, unwritable);
    const app::Failure failure = exported.error();
    if (const auto* fault = std::get_if<Fault>(&failure)) return fail(cli, *fault);
    return fail(cli, std::get<Refusal>(failure));
  }
  // Under its name it is whole.
  std::filesystem::rename(part, command.out, failed);
  if (failed) return fail(cli, unwritable);
  if (cli.json) {
    cli.out << json::object{{"events", exported->events},
                            {"parts", exported->parts},
                            {"opened", exported->opened},
                            {"size", exported->size},
                            {"file", command.out}}
            << "\n";
    return;
  }
  cli.out << fmt::format("{} eventi, {} parti riservate di cui {} anche in chiaro, in {}\n",
                         exported->events, exported->parts, exported->opened, command.out);
}

json::object finding_json(const Cli& cli, const ExportFinding& finding) {
  json::object object{{"code", finding.refusal.code},
                      {"line", finding.line},
                      {"position", nullptr},
                      {"message", cli.texts.sentence(finding.refusal)}};
  if (finding.position) object["position"] = *finding.position;
  return object;
}

void print_report(const ExportReport& report, Cli& cli) {
  if (cli.json) {
    json::array findings;
    for (const ExportFinding& finding : report.first)
      findings.push_back(finding_json(cli, finding));
    json::object object{{"intact", report.intact()},   {"events", report.events},
                        {"parts", report.parts},       {"parts_absent", report.parts_absent},
                        {"streams", report.streams},   {"findings", report.findings},
                        {"first", std::move(findings)}};
    if (report.title) object["case"] = to_string(report.title->case_file);
    if (report.checkpoint) {
      object["origin"] = report.checkpoint->origin;
      object["size"] = report.checkpoint->size;
      object["root"] = to_base64(report.checkpoint->root);
    }
    cli.out << object << "\n";
    return;
  }
  if (report.title) cli.out << "Caso " << to_string(report.title->case_file) << "\n";
  if (report.checkpoint) {
    cli.out << "Registro " << report.checkpoint->origin << ", " << report.checkpoint->size
            << " eventi firmati, radice " << to_base64(report.checkpoint->root) << "\n";
  }
  cli.out << fmt::format(
      "Eventi integri {}, flussi {}, parti riservate integre {}, cancellate {}\n", report.events,
      report.streams, report.parts, report.parts_absent);
  if (report.intact()) cli.out << "Fascicolo integro. [export.intact]\n";
}

void run_verify_export(const VerifyExportCommand& command, Cli& cli) {
  const auto key = log::tree::parse_verifier_key(command.key);
  if (!key) return fail(cli, key.error());
  std::ifstream in(command.file, std::ios::binary);
  if (!in) {
    return fail(cli, ExitCode::usage, Refusal{refusals::file_unreadable, {{"file", command.file}}});
  }
  const ExportReport report = check_export(in, *key);
  print_report(report, cli);
  for (const ExportFinding& finding : report.first) {
    const std::string where =
        finding.line == 0 ? std::string() : fmt::format("riga {}", finding.line);
    fail(cli, ExitCode::check_failed, finding.refusal, where);
  }
}

}  // namespace

void add_export_commands(CLI::App& app, Cli& cli) {
  auto* group = app.add_subcommand("export", "Fascicoli da consegnare ad altri");
  group->require_subcommand(1);
  const auto options = std::make_shared<ExportCommand>();
  auto* one = group->add_subcommand("case", "Un caso intero, con le prove di ogni evento");
  one->add_option("ID", options->case_file, "Caso (32 cifre esadecimali)")
      ->type_name("")
      ->required();
  add_data(*one, options->data);
  one->add_option("--out", options->out, "File da scrivere; contiene dati personali in chiaro")
      ->type_name("FILE")
      ->required();
  add_json(*one, cli);
  one->footer(
      "La consegna resta scritta nel registro. Indirizzi segreti e informatori protetti restano\n"
      "sigillati.\n"
      "Esempio:\n  telaio export case 0123456789abcdef0123456789abcdef --data var/demo --out "
      "caso.telaio");
  one->callback([options, &cli] { run_export(*options, cli); });

  const auto check = std::make_shared<VerifyExportCommand>();
  auto* verify =
      app.add_subcommand("verify-export", "Controlla un fascicolo, senza registro né servizio");
  verify->add_option("FILE", check->file, "Fascicolo")->type_name("")->required();
  verify->add_option("--key", check->key, "Chiave pubblica del registro, dal file log.vkey")
      ->type_name("NOME+HASH+CHIAVE")
      ->required();
  add_json(*verify, cli);
  verify->footer("Esempio:\n  telaio verify-export caso.telaio --key \"$(cat log.vkey)\"");
  verify->callback([check, &cli] { run_verify_export(*check, cli); });
}

}  // namespace telaio::cli
