// SPDX-License-Identifier: EUPL-1.2
#include "tools/telaio/fee_command_group.hpp"

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <memory>
#include <ostream>

#include "base/clock.hpp"
#include "base/zone.hpp"
#include "domain/identifiers/identifier.hpp"
#include "tools/telaio/fee_text.hpp"

namespace telaio::cli {
namespace {

namespace identifiers = domain::identifiers;
namespace json = boost::json;

json::object invalid(const Refusal& refusal) {
  return {{"valid", false}, {"kind", nullptr},      {"date", nullptr},
          {"sex", nullptr}, {"code", refusal.code}, {"message", describe(refusal)}};
}

// `date` is the latest day that the code may mean, a hint: the century is not in it. `dates` are
// all.
json::object valid(const identifiers::Identifier& identifier, Date today) {
  json::object object{{"valid", true},
                      {"kind", identifiers::to_string(identifier.kind)},
                      {"date", nullptr},
                      {"sex", nullptr}};
  if (const auto& code = identifier.codice_fiscale) {
    json::array dates;
    for (const Date date : code->birth_dates(today)) dates.emplace_back(to_string(date));
    if (!dates.empty()) object["date"] = dates.front();
    object["sex"] = code->sex() == identifiers::Sex::female ? "F" : "M";
    object["dates"] = std::move(dates);
    object["birthplace"] = code->birthplace();
    object["plain"] = code->plain();
  }
  object["siuss"] = identifiers::fits_siuss(identifier);
  return object;
}

void print(std::ostream& out, const json::object& object) {
  out << "valid, " << std::string_view(object.at("kind").as_string());
  if (object.at("date").is_string()) {
    out << ", born " << std::string_view(object.at("date").as_string()) << " (century not certain)";
  }
  if (object.at("sex").is_string()) {
    out << ", " << std::string_view(object.at("sex").as_string()) << ", birthplace "
        << std::string_view(object.at("birthplace").as_string());
  }
  out << (object.at("siuss").as_bool() ? "" : ", not exportable to SIUSS") << "\n";
}

}  // namespace

void check_codice_fiscale(Cli& cli, std::string_view code, Date today) {
  const auto identifier = identifiers::parse_identifier(code);
  if (!identifier) {
    if (cli.json) cli.out << invalid(identifier.error()) << "\n";
    cli.exit =
        fail(cli, ExitCode::check_failed, describe(identifier.error()), identifier.error().code);
    return;
  }
  const json::object object = valid(*identifier, today);
  if (cli.json) {
    cli.out << object << "\n";
  } else {
    print(cli.out, object);
  }
  cli.exit = ExitCode::success;
}

void add_codice_fiscale_command(CLI::App& app, Cli& cli) {
  CLI::App* group = app.add_subcommand("codice-fiscale", "Codes that name a person");
  group->require_subcommand(1);
  CLI::App* command = group->add_subcommand("check", "Check the form and what it encodes");
  const auto code = std::make_shared<std::string>();
  command->add_option("code", *code, "Codice fiscale, provisional code, STP or ENI")->required();
  command->add_flag("--json", cli.json, "Print one JSON object");
  command->callback(
      [&cli, code] { check_codice_fiscale(cli, *code, rome_date(SystemClock().now())); });
}

}  // namespace telaio::cli
