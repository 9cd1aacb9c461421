// SPDX-License-Identifier: EUPL-1.2
// telaio log head|stats|dump, telaio verify, telaio prove, telaio verify-proof.
//
// All but `prove` only read, also beside a running service. `prove` signs the present head first
// when nobody else has the folder, so that the newest events can be proved on a stopped log.
#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <memory>

#include "tools/telaio/cli.hpp"
#include "tools/telaio/evidence_commands.hpp"
#include "tools/telaio/log_report.hpp"
#include "tools/telaio/usage.hpp"

namespace telaio::cli {
namespace {

template <class Options>
CLI::App* add_command(CLI::App& parent, Cli& cli, const std::string& name,
                      const std::string& description, const std::shared_ptr<Options>& options,
                      void (*run)(const Options&, Cli&)) {
  auto* command = parent.add_subcommand(name, description);
  add_json(*command, cli);
  command->callback([options, run, &cli] { run(*options, cli); });
  return command;
}

void add_source(CLI::App& command, LogSource& source) {
  add_data(command, source.data);
  command
      .add_option("--accept-missing-anchor", source.accepted_log_id,
                  "Id del registro di cui si accetta che manchi l'ancora (32 cifre esadecimali)")
      ->type_name("ID");
}

void add_log_group(CLI::App& app, Cli& cli) {
  auto* group = app.add_subcommand("log", "Il registro degli eventi");
  group->require_subcommand(1);

  const auto head = std::make_shared<LogSource>();
  add_source(
      *add_command(*group, cli, "head", "Quanti eventi, radice e ultima firma", head, print_head),
      *head);

  const auto stats = std::make_shared<LogSource>();
  add_source(*add_command(*group, cli, "stats", "Quanti eventi, transazioni e flussi per tipo",
                          stats, print_stats),
             *stats);

  const auto dump = std::make_shared<DumpOptions>();
  auto* command =
      add_command(*group, cli, "dump", "Le intestazioni degli eventi, un oggetto JSON per riga",
                  dump, print_events);
  add_source(*command, dump->source);
  command->add_option("--from", dump->from, "Prima posizione, da 0")->type_name("POSIZIONE");
  command->add_option("--to", dump->to, "Ultima posizione, compresa")->type_name("POSIZIONE");
  command->footer("Esempio:\n  telaio log dump --data var/demo --from 100 --to 119");
}

void add_continuity_commands(CLI::App& app, Cli& cli) {
  const auto prove = std::make_shared<ProveContinuity>();
  auto* command = add_command(app, cli, "prove-growth",
                              "Prova che il registro continua un checkpoint conservato", prove,
                              run_prove_continuity);
  add_source(*command, prove->source);
  command->add_option("--since", prove->since_file, "Checkpoint conservato")
      ->type_name("FILE")
      ->required();
  command->add_option("--out", prove->out_file, "File della prova (se manca: a video)")
      ->type_name("FILE");
  command->footer(
      "Esempio:\n  telaio prove-growth --data var/demo --since checkpoint-di-marzo.txt");

  const auto check = std::make_shared<VerifyContinuity>();
  command = add_command(app, cli, "verify-growth", "Controlla quella prova, senza il registro",
                        check, run_verify_continuity);
  command->add_option("FILE", check->file, "File della prova")->type_name("")->required();
  command->add_option("--since", check->since_file, "Il checkpoint conservato")
      ->type_name("FILE")
      ->required();
  command->add_option("--key", check->key, "Chiave pubblica del registro, dal file log.vkey")
      ->type_name("NOME+HASH+CHIAVE")
      ->required();
  command->footer(
      "Esempio:\n  telaio verify-growth prova.txt --since marzo.txt --key \"$(cat log.vkey)\"");
}

}  // namespace

void add_log_commands(CLI::App& app, Cli& cli) {
  add_log_group(app, cli);

  const auto certified = std::make_shared<CertifiedVerify>();
  VerifyCommand* const verify = &certified->verify;
  auto* command =
      add_command(app, cli, "verify", "Ricalcola tutto il registro e dice il primo punto guasto",
                  certified, run_certified_verify);
  add_source(*command, verify->source);
  command
      ->add_option("--checkpoint", verify->checkpoint_file,
                   "Checkpoint firmato e conservato altrove, con cui confrontare")
      ->type_name("FILE");
  auto* stream =
      command->add_option("--stream", verify->stream, "Un solo flusso, come in telaio log dump")
          ->type_name("TIPO-ID");
  command->add_option("--from", verify->from, "Prima posizione, da 0")
      ->type_name("POSIZIONE")
      ->excludes(stream);
  command->add_option("--to", verify->to, "Ultima posizione, compresa")
      ->type_name("POSIZIONE")
      ->excludes(stream);
  auto* certificate = command
                          ->add_option("--certificate", certified->certificate_file,
                                       "Certificato della verifica, da stampare (PDF)")
                          ->type_name("FILE");
  command
      ->add_option("--asked-by", certified->asked_by,
                   "Chi chiede la verifica, per il certificato (se manca: l'utente del sistema)")
      ->type_name("NOME")
      ->needs(certificate);
  command->footer(
      "Esempi:\n  telaio verify --data var/demo\n"
      "  telaio verify --data var/demo --checkpoint checkpoint-di-marzo.txt\n"
      "  telaio verify --data var/demo --certificate verifica.pdf --asked-by \"Anna Bianchi\"");

  const auto prove = std::make_shared<ProveCommand>();
  command = add_command(app, cli, "prove", "Prova che un evento è nel registro", prove, run_prove);
  add_source(*command, prove->source);
  command->add_option("--position", prove->position, "Posizione dell'evento, da 0")
      ->type_name("POSIZIONE")
      ->required();
  command->add_option("--size", prove->size, "Quanti eventi ha il registro firmato nella prova")
      ->type_name("EVENTI");
  command->add_option("--out", prove->out_file, "File della prova (se manca: a video)")
      ->type_name("FILE");
  command->footer("Esempio:\n  telaio prove --data var/demo --position 41 --out prova.txt");

  const auto check = std::make_shared<VerifyProofCommand>();
  command = add_command(app, cli, "verify-proof", "Controlla una prova, senza il registro", check,
                        run_verify_proof);
  command->add_option("FILE", check->file, "File della prova")->type_name("")->required();
  command->add_option("--key", check->key, "Chiave pubblica del registro, dal file log.vkey")
      ->type_name("NOME+HASH+CHIAVE")
      ->required();
  command->footer("Esempio:\n  telaio verify-proof prova.txt --key \"$(cat log.vkey)\"");
  add_continuity_commands(app, cli);
}

}  // namespace telaio::cli
