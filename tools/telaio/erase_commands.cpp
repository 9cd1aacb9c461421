// SPDX-License-Identifier: EUPL-1.2
// telaio erase hold|release|request|authorise|execute|status|receipt, telaio keys rotate|expire.
//
// Erasing needs two persons, each with the own password, and the folder for itself; status and
// receipt only read. `execute` that was killed is run again and goes on.
#include <CLI/CLI.hpp>
#include <memory>

#include "tools/telaio/erase_actions.hpp"
#include "tools/telaio/usage.hpp"

namespace telaio::cli {
namespace {

using Run = void (*)(const EraseOptions&, Cli&);

CLI::App* add(CLI::App& group, Cli& cli, const char* name, const char* description, Run run,
              const std::shared_ptr<EraseOptions>& options) {
  auto* command = group.add_subcommand(name, description);
  add_data(*command, options->source.data);
  add_json(*command, cli);
  command->callback([options, run, &cli] { run(*options, cli); });
  return command;
}

void add_subject(CLI::App& command, EraseOptions& options) {
  command
      .add_option("--subject", options.subject,
                  "Identificativo della persona, o del caso per la classe P4")
      ->type_name("ID")
      ->required();
}

void add_disposal(CLI::App& command, EraseOptions& options) {
  command
      .add_option("--disposal", options.disposal,
                  "Quale cancellazione (se manca: quella in corso, o l'ultima)")
      ->type_name("ID");
}

void add_code(CLI::App& command, const char* name, std::string& value, const char* description) {
  command.add_option(name, value, description)->type_name("CODICE")->required();
}

void add_holds(CLI::App& group, Cli& cli) {
  auto options = std::make_shared<EraseOptions>();
  auto* command =
      add(group, cli, "hold", "Blocca lo scarto: causa pendente, ispezione", place_hold, options);
  add_subject(*command, *options);
  add_code(*command, "--reason", options->reason, "Motivo del blocco");
  add_author(*command, options->author);
  command->footer(
      "Esempio:\n  telaio erase hold --data DIR --subject ID --reason causa --user m.rossi");

  options = std::make_shared<EraseOptions>();
  command = add(group, cli, "release", "Toglie un blocco", release_hold, options);
  add_subject(*command, *options);
  command->add_option("--hold", options->hold, "Quale blocco")->type_name("ID")->required();
  add_code(*command, "--reason", options->reason, "Perché finisce");
  add_author(*command, options->author);
}

void add_decisions(CLI::App& group, Cli& cli) {
  auto options = std::make_shared<EraseOptions>();
  auto* command =
      add(group, cli, "request", "Registra che va cancellato", request_erasure, options);
  add_subject(*command, *options);
  add_code(*command, "--reason", options->reason, "Motivo: richiesta, termine");
  add_author(*command, options->author);

  options = std::make_shared<EraseOptions>();
  command = add(group, cli, "authorise", "La prima persona autorizza lo scarto, con il suo atto",
                authorise_disposal, options);
  add_subject(*command, *options);
  add_disposal(*command, *options);
  add_code(*command, "--rule", options->rule, "Regola di conservazione, dal massimario");
  add_code(*command, "--authority", options->authority, "Autorità archivistica che ha autorizzato");
  add_code(*command, "--act-number", options->act_number, "Numero dell'atto");
  command->add_option("--act-date", options->act_date, "Data dell'atto")
      ->type_name("AAAA-MM-GG")
      ->required();
  add_author(*command, options->author);
  command->footer(
      "Esempio:\n  telaio erase authorise --data DIR --subject ID --rule VII.12 --authority "
      "SAB-LOM \\\n"
      "    --act-number 1234 --act-date 2026-11-02 --user m.rossi");

  options = std::make_shared<EraseOptions>();
  command = add(group, cli, "execute",
                "La seconda persona distrugge le chiavi: da qui non si torna indietro", run_erasure,
                options);
  add_subject(*command, *options);
  add_disposal(*command, *options);
  add_author(*command, options->author);
  command->footer(
      "Il servizio va fermato prima. Se si interrompe, ripeti lo stesso comando: riprende da "
      "dov'era.\n"
      "Esempio:\n  telaio erase execute --data DIR --subject ID --user a.neri");
}

void add_reading(CLI::App& group, Cli& cli) {
  auto options = std::make_shared<EraseOptions>();
  auto* command = add(group, cli, "status", "Blocchi e cancellazioni, e a che punto sono",
                      show_status, options);
  add_subject(*command, *options);

  options = std::make_shared<EraseOptions>();
  command = add(group, cli, "receipt", "La ricevuta, con la prova che è nel registro", show_receipt,
                options);
  add_subject(*command, *options);
  add_disposal(*command, *options);
  command->add_option("--out", options->out_file, "File della ricevuta (se manca: a video)")
      ->type_name("FILE");
}

}  // namespace

void add_erase_commands(CLI::App& app, Cli& cli) {
  auto* group = app.add_subcommand(
      "erase", "Cancellare per sempre i dati riservati di una persona o di un caso");
  group->require_subcommand(1);
  add_holds(*group, cli);
  add_decisions(*group, cli);
  add_reading(*group, cli);

  auto* keys = app.add_subcommand("keys", "Le chiavi che aprono la cassaforte");
  keys->require_subcommand(1);
  auto options = std::make_shared<EraseOptions>();
  auto* command = add(*keys, cli, "rotate",
                      "Una chiave nuova per tutto; distrugge le vecchie senza copie valide",
                      rotate_keys, options);
  add_author(*command, options->author);
  options = std::make_shared<EraseOptions>();
  add(*keys, cli, "expire", "Distrugge le chiavi vecchie la cui ultima copia è scaduta",
      expire_keys, options);
}

}  // namespace telaio::cli
