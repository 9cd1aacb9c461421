// SPDX-License-Identifier: EUPL-1.2
// telaio operator add|password: who may sign in, and as what. The first administrator of an
// installation is named by whoever holds the machine; after that an administrator must sign in.
#include "tools/telaio/operator_commands.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <boost/json.hpp>
#include <memory>
#include <ostream>

#include "app/app_refusals.hpp"
#include "app/commands.hpp"
#include "base/clock.hpp"
#include "base/zone.hpp"
#include "crypto/random.hpp"
#include "crypto/totp.hpp"
#include "schemas/event_generated.h"
#include "tools/telaio/author.hpp"
#include "tools/telaio/cli_refusals.hpp"
#include "tools/telaio/usage.hpp"

namespace telaio::cli {
namespace {

namespace json = boost::json;

// Of the first password, in base32: 120 bits.
constexpr std::size_t first_password_bytes = 15;

struct OperatorOptions {
  std::string data;
  std::string user;
  std::string role;
  std::string surname;
  std::string given_name;
  std::string unit;
  std::string from;
  AuthorOptions by;
};

const std::vector<std::pair<std::string, schema::Role>> roles = {
    {"social_worker", schema::Role::social_worker},
    {"head", schema::Role::head},
    {"manager", schema::Role::manager},
    {"auditor", schema::Role::auditor},
    {"administrator", schema::Role::administrator}};

// An administrator of today; nothing after telling what failed, or that there is none yet.
Result<bool, app::Failure> administered(tools::Installation& installation) {
  const auto operators = installation.operators().list();
  if (!operators) return operators.error();
  return std::ranges::any_of(*operators, [](const app::OperatorSummary& each) {
    return std::ranges::any_of(
        each.in_force, [](const auto& entry) { return entry.role == schema::Role::administrator; });
  });
}

// Who names an operator: an administrator who signs in, or the installation itself, which names its
// first one and nobody else.
std::optional<app::Actor> naming(tools::Installation& installation, const OperatorOptions& options,
                                 Cli& cli) {
  const auto begun = administered(installation);
  if (!begun) return fail(cli, begun.error()), std::nullopt;
  if (*begun) {
    if (options.by.user.empty()) {
      fail(cli, ExitCode::usage, Refusal{refusals::option_missing, {{"opzione", "--by"}}});
      return std::nullopt;
    }
    return sign_in(installation, options.by, app::Action::administer, cli);
  }
  if (options.role == "administrator") {
    return app::Actor{crypto::random_id<OperatorId>(), schema::Role::system, Code(),
                      installation.catalogue().lead_comune};
  }
  return fail(cli, Refusal{refusals::first_administrator, {}}), std::nullopt;
}

std::string first_password() {
  return crypto::to_base32(crypto::random_bytes<first_password_bytes>());
}

void print_password(std::string_view done, std::string_view user, std::string_view password,
                    Cli& cli) {
  if (cli.json) {
    cli.out << json::object{{"user", user}, {"password", password}} << "\n";
    return;
  }
  cli.out << done << "\nNome utente: " << user << "\nPassword: " << password
          << "\nLa password si vede solo ora; al primo accesso va cambiata.\n";
}

// What the options say; nothing after telling which one is wrong.
std::optional<domain::ChangeAuthorisation> command_of(const OperatorOptions& options, Date today,
                                                      Cli& cli) {
  domain::ChangeAuthorisation command;
  command.operator_id = crypto::random_id<OperatorId>();
  command.role =
      std::ranges::find(roles, options.role, &decltype(roles)::value_type::first)->second;
  command.surname = options.surname;
  command.given_name = options.given_name;
  command.from = today;
  if (!options.unit.empty()) {
    const auto unit = code_option(options.unit, "--unit", cli);
    if (!unit) return std::nullopt;
    command.scope_unit = *unit;
  }
  if (!options.from.empty()) {
    const auto from = parse_date(options.from);
    if (!from) {
      fail(cli, ExitCode::usage, Refusal{refusals::date, {{"opzione", "--from"}}});
      return std::nullopt;
    }
    command.from = *from;
  }
  return command;
}

void add_operator(const OperatorOptions& options, Cli& cli) {
  const SystemClock clock;
  auto command = command_of(options, rome_date(clock.now()), cli);
  if (!command) return;
  const auto installation = open_installation(options.data, clock, cli);
  if (!installation) return;
  const auto by = naming(*installation, options, cli);
  if (!by) return;
  command->granted_by = by->id;

  // The account first: without an authorisation nobody can do anything with it, and a name that is
  // taken leaves no authorisation behind.
  vault::Accounts& accounts = installation->vault().accounts();
  const std::string password = first_password();
  const auto made = accounts.create(command->operator_id, options.user, password, true);
  if (!made) return fail(cli, app::Failure(made.error()));
  app::CommandRequest request;
  request.command = crypto::random_id<CommandId>();
  request.envelope.actor = *by;
  request.envelope.legal_basis = schema::LegalBasis::legal_duty;
  const auto done = app::execute(installation->transactor(), request, *command);
  if (!done) {
    const auto removed = accounts.remove(command->operator_id);
    if (!removed) return fail(cli, app::Failure(removed.error()));
    return fail(cli, done.error());
  }
  print_password("Operatore aggiunto.", options.user, password, cli);
}

void reset_password(const OperatorOptions& options, Cli& cli) {
  const SystemClock clock;
  const auto installation = open_installation(options.data, clock, cli);
  if (!installation) return;
  const auto by = sign_in(*installation, options.by, app::Action::administer, cli);
  if (!by) return;
  vault::Accounts& accounts = installation->vault().accounts();
  const auto all = accounts.list();
  if (!all) return fail(cli, all.error());
  const auto found = std::ranges::find(*all, options.user, &vault::AccountSummary::user_name);
  if (found == all->end()) return fail(cli, Refusal{refusals::user_unknown, {}});
  const std::string password = first_password();
  const auto reset = accounts.reset_password(found->operator_id, password);
  if (!reset) return fail(cli, app::Failure(reset.error()));
  print_password("Password nuova; l'account, se era sospeso, non lo è più.", options.user, password,
                 cli);
}

void add_by(CLI::App& command, OperatorOptions& options, bool required) {
  auto* by =
      command.add_option("--by", options.by.user, "Nome utente dell'amministratore che lo decide");
  by->type_name("NOME");
  if (required) by->required();
  command
      .add_option("--password-file", options.by.password_file,
                  "File con la sua password, sulla prima riga (se manca: è chiesta)")
      ->type_name("FILE");
  command.add_option("--totp", options.by.totp, "Codice della sua app di autenticazione")
      ->type_name("CODICE");
}

CLI::App* add(CLI::App& group, Cli& cli, const char* name, const char* description,
              OperatorOptions& options) {
  auto* command = group.add_subcommand(name, description);
  add_data(*command, options.data);
  add_json(*command, cli);
  command->add_option("--user", options.user, "Nome con cui accede")->type_name("NOME")->required();
  return command;
}

}  // namespace

void add_operator_commands(CLI::App& app, Cli& cli) {
  auto* group = app.add_subcommand("operator", "Chi può accedere, e con quale ruolo");
  group->require_subcommand(1);

  auto options = std::make_shared<OperatorOptions>();
  auto* command = add(*group, cli, "add", "Aggiunge un operatore", *options);
  std::vector<std::string> names;
  for (const auto& [name, role] : roles) names.push_back(name);
  command->add_option("--role", options->role, "Ruolo")
      ->type_name("RUOLO")
      ->required()
      ->check(CLI::IsMember(names));
  command->add_option("--surname", options->surname, "Cognome")->type_name("TESTO")->required();
  command->add_option("--given-name", options->given_name, "Nome")->type_name("TESTO")->required();
  command->add_option("--unit", options->unit, "Servizio (se manca: tutto l'Ambito)")
      ->type_name("CODICE");
  command->add_option("--from", options->from, "Primo giorno (se manca: oggi)")->type_name("DATA");
  add_by(*command, *options, false);
  command->footer(
      "Il primo operatore di un'installazione è un amministratore, e nessuno lo autorizza; per "
      "gli\n"
      "altri accede un amministratore (--by). Il servizio dev'essere fermo.\n"
      "Esempio:\n  telaio operator add --data DIR --user m.rossi --role administrator "
      "--surname Rossi --given-name Maria");
  command->callback([options, &cli] { add_operator(*options, cli); });

  options = std::make_shared<OperatorOptions>();
  command = add(*group, cli, "password", "Dà una password nuova a chi l'ha persa", *options);
  add_by(*command, *options, true);
  command->footer("Esempio:\n  telaio operator password --data DIR --user m.rossi --by l.bianchi");
  command->callback([options, &cli] { reset_password(*options, cli); });
}

}  // namespace telaio::cli
