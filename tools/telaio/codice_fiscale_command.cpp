// SPDX-License-Identifier: EUPL-1.2
#include "tools/telaio/fee_command_group.hpp"
#include "tools/telaio/usage.hpp"

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <memory>
#include <ostream>

#include "base/clock.hpp"
#include "base/zone.hpp"
#include "domain/identifiers/identifier.hpp"

namespace telaio::cli {
namespace {

namespace identifiers = domain::identifiers;
namespace json = boost::json;

json::object invalid(const app::Texts& texts, const Refusal& refusal) {
  return {{"valid", false}, {"kind", nullptr},      {"date", nullptr},
          {"sex", nullptr}, {"code", refusal.code}, {"message", texts.sentence(refusal)}};
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

std::string_view kind_text(identifiers::IdentifierKind kind) {
  using enum identifiers::IdentifierKind;
  switch (kind) {
    case ordinary:
      return "codice fiscale";
    case omocodic:
      return "codice fiscale con omocodia";
    case provisional:
      return "codice fiscale provvisorio";
    case stp:
      return "codice STP";
    case eni:
      return "codice ENI";
  }
  return "";
}

void print(std::ostream& out, const identifiers::Identifier& identifier,
           const json::object& object) {
  out << "Valido: " << kind_text(identifier.kind);
  if (object.at("sex").is_string()) {
    out << (object.at("sex").as_string() == "F" ? ", femmina" : ", maschio");
  }
  if (object.at("date").is_string()) {
    const auto born = parse_date(std::string_view(object.at("date").as_string()));
    out << ", data di nascita " << (born ? to_italian(*born) : std::string())
        << " (il secolo non è nel codice)";
  }
  if (object.at("sex").is_string()) {
    out << ", luogo di nascita " << std::string_view(object.at("birthplace").as_string());
  }
  out << (object.at("siuss").as_bool() ? "" : "; non si può trasmettere al SIUSS") << "\n";
}

}  // namespace

void check_codice_fiscale(Cli& cli, std::string_view code, Date today) {
  const auto identifier = identifiers::parse_identifier(code);
  if (!identifier) {
    if (cli.json) cli.out << invalid(cli.texts, identifier.error()) << "\n";
    return fail(cli, identifier.error());
  }
  const json::object object = valid(*identifier, today);
  if (cli.json) {
    cli.out << object << "\n";
  } else {
    print(cli.out, *identifier, object);
  }
  cli.exit = ExitCode::success;
}

void add_codice_fiscale_command(CLI::App& app, Cli& cli) {
  CLI::App* group = app.add_subcommand("codice-fiscale", "I codici che identificano una persona");
  group->require_subcommand(1);
  CLI::App* command =
      group->add_subcommand("check", "Controlla la forma di un codice e dice che cosa contiene");
  const auto code = std::make_shared<std::string>();
  command->add_option("CODICE", *code, "Codice fiscale, anche provvisorio, oppure STP o ENI")
      ->type_name("")
      ->required();
  add_json(*command, cli);
  command->footer("Esempio:\n  telaio codice-fiscale check CODICE --json");
  command->callback(
      [&cli, code] { check_codice_fiscale(cli, *code, rome_date(SystemClock().now())); });
}

}  // namespace telaio::cli
