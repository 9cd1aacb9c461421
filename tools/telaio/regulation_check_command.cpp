// SPDX-License-Identifier: EUPL-1.2
#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <memory>
#include <ostream>

#include "tools/telaio/fee_command_group.hpp"
#include "tools/telaio/fee_input.hpp"
#include "tools/telaio/fee_text.hpp"
#include "tools/telaio/usage.hpp"

namespace telaio::cli {
namespace {

namespace fees = domain::fees;
namespace json = boost::json;
using app::regulations::LoadedRegulation;

std::string_view severity_name(fees::Severity severity) {
  return severity == fees::Severity::error ? "error" : "warning";
}

std::string_view severity_text(fees::Severity severity) {
  return severity == fees::Severity::error ? "errore" : "avvertenza";
}

json::object to_json(const Cli& cli, const std::string& id, const fees::Finding& finding) {
  json::object object{{"regulation", id},
                      {"severity", severity_name(finding.severity)},
                      {"code", finding.code},
                      {"at", finding.at},
                      {"message", describe(cli.texts, finding)}};
  for (const RefusalValue& value : finding.values) object[value.name] = value.text;
  return object;
}

void check_regulations(Cli& cli, const std::string& path) {
  const auto regulations = read_regulations(cli, path);
  if (!regulations) return;
  json::array findings;
  json::array checked;
  std::int64_t errors = 0;
  std::int64_t warnings = 0;
  for (const LoadedRegulation& loaded : *regulations) {
    const std::string& id = loaded.regulation.slug;
    const auto found = app::regulations::findings_of(loaded);
    for (const fees::Finding& finding : found) {
      (finding.severity == fees::Severity::error ? errors : warnings) += 1;
      findings.push_back(to_json(cli, id, finding));
      if (cli.json) continue;
      cli.out << id << ": " << severity_text(finding.severity) << " in " << finding.at << ": "
              << describe(cli.texts, finding) << " [" << finding.code << "]\n";
    }
    checked.push_back(json::object{
        {"regulation", id}, {"findings", found.size()}, {"valid", !fees::has_errors(found)}});
  }
  if (cli.json) {
    cli.out << json::object{{"valid", errors == 0},
                            {"errors", errors},
                            {"warnings", warnings},
                            {"findings", std::move(findings)},
                            {"regulations", std::move(checked)}}
            << "\n";
  } else {
    cli.out << "Regolamenti " << regulations->size() << ", errori " << errors << ", avvertenze "
            << warnings << "\n";
  }
  cli.exit = errors == 0 ? ExitCode::success : ExitCode::check_failed;
}

}  // namespace

void add_regulation_command(CLI::App& app, Cli& cli) {
  CLI::App* group = app.add_subcommand("regulation", "I regolamenti tariffari come file");
  group->require_subcommand(1);
  CLI::App* command =
      group->add_subcommand("check", "Cerca gli errori di un regolamento tariffario");
  const auto path = std::make_shared<std::string>();
  command->add_option("FILE", *path, "Un regolamento, o un file di regolamenti (JSON)")
      ->type_name("")
      ->required();
  add_json(*command, cli);
  command->footer("Esempio:\n  telaio regulation check config/regulations/published.json");
  command->callback([&cli, path] { check_regulations(cli, *path); });
}

}  // namespace telaio::cli
