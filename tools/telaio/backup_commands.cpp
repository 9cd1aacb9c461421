// SPDX-License-Identifier: EUPL-1.2
// telaio backup create log|vault, check log|vault, prune log|vault, restore.
//
// All but `restore` also run beside a running service. `restore` fills a folder that holds nothing.
#include <CLI/CLI.hpp>
#include <memory>

#include "tools/telaio/backup_actions.hpp"
#include "tools/telaio/usage.hpp"

namespace telaio::cli {
namespace {

using Run = void (*)(const BackupOptions&, Cli&);

CLI::App* add(CLI::App& group, Cli& cli, const char* name, const char* description, Run run,
              const std::shared_ptr<BackupOptions>& options) {
  auto* command = group.add_subcommand(name, description);
  add_json(*command, cli);
  command->callback([options, run, &cli] { run(*options, cli); });
  return command;
}

CLI::App* add_in_folder(CLI::App& group, Cli& cli, const char* name, const char* description,
                        Run run, const std::shared_ptr<BackupOptions>& options) {
  auto* command = add(group, cli, name, description, run, options);
  command->add_option("--folder", options->folder, "Cartella delle copie")
      ->type_name("CARTELLA")
      ->required();
  return command;
}

CLI::App* add_group(CLI::App& parent, const char* name, const char* description) {
  auto* group = parent.add_subcommand(name, description);
  group->require_subcommand(1);
  return group;
}

void add_create(CLI::App& backups, Cli& cli) {
  auto* group = add_group(backups, "create", "Fa una copia, anche mentre il servizio lavora");
  auto options = std::make_shared<BackupOptions>();
  auto* command = add_in_folder(*group, cli, "log", "Del registro: solo ciò che è cambiato",
                                create_log_backup, options);
  add_data(*command, options->data);
  command->footer("Esempio:\n  telaio backup create log --data DIR --folder /mnt/copie/registro");

  options = std::make_shared<BackupOptions>();
  command = add_in_folder(*group, cli, "vault", "Della cassaforte: intera, e scade",
                          create_vault_backup, options);
  add_data(*command, options->data);
  command->add_option("--days", options->days, "Giorni di validità")
      ->type_name("GIORNI")
      ->check(CLI::Range(1, tools::vault_backup_days_max))
      ->capture_default_str();
  command->footer(
      "Esempio:\n  telaio backup create vault --data DIR --folder /media/cassaforte --days 7");
}

void add_check(CLI::App& backups, Cli& cli) {
  auto* group = add_group(backups, "check", "Controlla una copia, con un ripristino di prova");
  auto options = std::make_shared<BackupOptions>();
  auto* command = add_in_folder(*group, cli, "log", "Ricalcola tutto il registro copiato",
                                check_log_backup, options);
  command->add_option("--backup", options->backup, "Quale copia (se manca: l'ultima)")
      ->type_name("ID");
  auto* file = command
                   ->add_option("--checkpoint", options->checkpoint_file,
                                "Checkpoint firmato e conservato altrove, con cui confrontare")
                   ->type_name("FILE");
  auto* key = command
                  ->add_option("--key", options->checkpoint_key,
                               "Chiave pubblica del registro, dal file log.vkey")
                  ->type_name("NOME+HASH+CHIAVE")
                  ->needs(file);
  file->needs(key);

  options = std::make_shared<BackupOptions>();
  command = add_in_folder(*group, cli, "vault", "Legge ogni riga; con le chiavi la apre",
                          check_vault_backup, options);
  command->add_option("--backup", options->backup, "Quale copia (se manca: l'ultima)")
      ->type_name("ID");
  command->add_option("--keys", options->keys, "Cartella delle chiavi con cui provare ad aprirla")
      ->type_name("CARTELLA");
}

void add_prune(CLI::App& backups, Cli& cli) {
  auto* group = add_group(backups, "prune", "Toglie le copie che non servono più");
  auto options = std::make_shared<BackupOptions>();
  auto* command = add_in_folder(*group, cli, "log", "Tiene le ultime", prune_log_backups, options);
  command->add_option("--keep", options->keep, "Quante tenerne")
      ->type_name("COPIE")
      ->check(CLI::Range(1, 100'000))
      ->required();
  options = std::make_shared<BackupOptions>();
  add_in_folder(*group, cli, "vault", "Toglie quelle scadute", prune_vault_backups, options);
}

void add_restore(CLI::App& backups, Cli& cli) {
  const auto options = std::make_shared<BackupOptions>();
  auto* command = add(backups, cli, "restore", "Ripristina in una cartella che non contiene nulla",
                      restore_backup, options);
  add_data(*command, options->data);
  command->add_option("--log", options->log, "Cartella delle copie del registro")
      ->type_name("CARTELLA");
  command->add_option("--vault", options->vault, "Cartella delle copie della cassaforte")
      ->type_name("CARTELLA");
  auto* id = command
                 ->add_option("--log-backup", options->log_backup,
                              "Quale copia del registro (se manca: l'ultima)")
                 ->type_name("ID");
  command
      ->add_option("--vault-backup", options->vault_backup,
                   "Quale copia della cassaforte (se manca: l'ultima)")
      ->type_name("ID");
  command
      ->add_option("--at-size", options->at_size,
                   "La copia più grande del registro con al massimo questi eventi")
      ->type_name("EVENTI")
      ->excludes(id);
  command
      ->add_option("--accept-missing-anchor", options->accepted_log_id,
                   "Id del registro di cui si accetta che manchi l'ancora (32 cifre esadecimali)")
      ->type_name("ID");
  command->add_flag("--new-epoch", options->new_epoch,
                    "Continua da una copia che non arriva all'ancora, come nuova epoca");
  command->add_option("--decided-by", options->decided_by, "Operatore che lo decide")
      ->type_name("ID");
  command->add_option("--confirmed-by", options->confirmed_by, "Seconda persona, che lo conferma")
      ->type_name("ID");
  command->add_option("--reason", options->reason, "Motivo della nuova epoca")->type_name("CODICE");
  command->footer(
      "Accanto alla cartella devono esserci chiavi, ancora e registro delle cancellazioni.\n"
      "Esempio:\n  telaio backup restore --data DIR --log /mnt/copie/registro --vault "
      "/media/cassaforte");
}

}  // namespace

void add_backup_commands(CLI::App& app, Cli& cli) {
  auto* backups = add_group(app, "backup", "Copie del registro e della cassaforte, separate");
  add_create(*backups, cli);
  add_check(*backups, cli);
  add_prune(*backups, cli);
  add_restore(*backups, cli);
}

}  // namespace telaio::cli
