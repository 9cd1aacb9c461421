// SPDX-License-Identifier: EUPL-1.2
#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <memory>
#include <ostream>

#include "tools/telaio/fee_command_group.hpp"
#include "tools/telaio/fee_input.hpp"
#include "tools/telaio/fee_text.hpp"

namespace telaio::cli {
namespace {

namespace fees = domain::fees;
namespace json = boost::json;
using app::regulations::LoadedRegulation;

std::string_view severity_name(fees::Severity severity) {
  return severity == fees::Severity::error ? "error" : "warning";
}

json::object to_json(const std::string& id, const fees::Finding& finding) {
  json::object object{{"regulation", id},
                      {"severity", severity_name(finding.severity)},
                      {"code", finding.code},
                      {"at", finding.at},
                      {"message", describe(finding)}};
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
      findings.push_back(to_json(id, finding));
      if (cli.json) continue;
      cli.out << id << ": " << severity_name(finding.severity) << " at " << finding.at << ": "
              << describe(finding) << " [" << finding.code << "]\n";
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
    cli.out << regulations->size() << " regulations, " << errors << " errors, " << warnings
            << " warnings\n";
  }
  cli.exit = errors == 0 ? ExitCode::success : ExitCode::check_failed;
}

}  // namespace

void add_regulation_command(CLI::App& app, Cli& cli) {
  CLI::App* group = app.add_subcommand("regulation", "Fee regulations as files");
  group->require_subcommand(1);
  CLI::App* command = group->add_subcommand("check", "Find what is wrong with a fee regulation");
  const auto path = std::make_shared<std::string>();
  command->add_option("file", *path, "One regulation, or a file of regulations")->required();
  command->add_flag("--json", cli.json, "Print one JSON object");
  command->callback([&cli, path] { check_regulations(cli, *path); });
}

}  // namespace telaio::cli
