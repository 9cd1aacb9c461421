// SPDX-License-Identifier: EUPL-1.2
// telaio log head|stats|dump, telaio verify, telaio prove, telaio verify-proof.
//
// All but `prove` only read, also beside a running service. `prove` signs the present head first
// when nobody else has the folder, so that the newest events can be proved on a stopped log.
#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <memory>

#include "tools/telaio/cli.hpp"
#include "tools/telaio/log_report.hpp"

namespace telaio::cli {
namespace {

template <class Options>
CLI::App* add_command(CLI::App& parent, Cli& cli, const std::string& name,
                      const std::string& description, const std::shared_ptr<Options>& options,
                      void (*run)(const Options&, Cli&)) {
  auto* command = parent.add_subcommand(name, description);
  command->add_flag("--json", cli.json, "Un solo oggetto JSON");
  command->callback([options, run, &cli] { run(*options, cli); });
  return command;
}

void add_data(CLI::App& command, LogSource& source) {
  command.add_option("--data", source.data, "Cartella dei dati")->required();
  command.add_option("--accept-missing-anchor", source.accepted_log_id,
                     "Id del registro di cui si accetta che manchi l'ancora");
}

void add_log_group(CLI::App& app, Cli& cli) {
  auto* group = app.add_subcommand("log", "Il registro degli eventi");
  group->require_subcommand(1);

  const auto head = std::make_shared<LogSource>();
  add_data(*add_command(*group, cli, "head", "Dimensione, radice e firma", head, print_head),
           *head);

  const auto stats = std::make_shared<LogSource>();
  add_data(*add_command(*group, cli, "stats", "Quanto contiene", stats, print_stats), *stats);

  const auto dump = std::make_shared<DumpOptions>();
  auto* command =
      add_command(*group, cli, "dump", "Gli eventi in chiaro, uno per riga", dump, print_events);
  add_data(*command, dump->source);
  command->add_option("--from", dump->from, "Prima posizione");
  command->add_option("--to", dump->to, "Ultima posizione");
}

}  // namespace

void add_log_commands(CLI::App& app, Cli& cli) {
  add_log_group(app, cli);

  const auto verify = std::make_shared<VerifyCommand>();
  auto* command =
      add_command(app, cli, "verify", "Ricalcola tutto il registro", verify, run_verify);
  add_data(*command, verify->source);
  command->add_option("--checkpoint", verify->checkpoint_file,
                      "Checkpoint firmato, conservato altrove");
  auto* stream =
      command->add_option("--stream", verify->stream, "Un solo flusso, TIPO-ID come in log dump");
  command->add_option("--from", verify->from, "Prima posizione")->excludes(stream);
  command->add_option("--to", verify->to, "Ultima posizione")->excludes(stream);

  const auto prove = std::make_shared<ProveCommand>();
  command = add_command(app, cli, "prove", "Prova che un evento è nel registro", prove, run_prove);
  add_data(*command, prove->source);
  command->add_option("--position", prove->position, "Posizione dell'evento")->required();
  command->add_option("--size", prove->size, "Dimensione del registro firmata nella prova");
  command->add_option("--out", prove->out_file, "File della prova; altrimenti a video");

  const auto check = std::make_shared<VerifyProofCommand>();
  command = add_command(app, cli, "verify-proof", "Controlla una prova, da sola", check,
                        run_verify_proof);
  command->add_option("FILE", check->file, "File della prova")->required();
  command->add_option("--key", check->key, "Chiave pubblica del registro (NOME+HASH+CHIAVE)")
      ->required();
}

}  // namespace telaio::cli
