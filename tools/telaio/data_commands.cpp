// SPDX-License-Identifier: EUPL-1.2
// telaio init: an empty installation.
#include <CLI/CLI.hpp>
#include <memory>
#include <ostream>

#include "base/clock.hpp"
#include "tools/installation/installation.hpp"
#include "tools/installation/lists_folder.hpp"
#include "tools/telaio/cli.hpp"
#include "tools/telaio/usage.hpp"

namespace telaio::cli {
namespace {

struct InitOptions {
  std::string data;
  std::string lists;
};

void init(const InitOptions& options, Cli& cli) {
  auto catalogue = app::load_catalogue(tools::lists_folder(options.lists) / "codes");
  if (!catalogue) return fail(cli, catalogue.error());
  const SystemClock clock;
  const auto made = tools::Installation::create(options.data, std::move(*catalogue), clock);
  if (!made) return fail(cli, made.error());
  const auto& paths = (*made)->paths();
  const auto head = (*made)->events().head();
  if (cli.json) {
    cli.out << "{\"data\":" << paths.data << ",\"log_id\":\"" << to_string(head.log_id) << "\"}\n";
    return;
  }
  cli.out << "Installazione creata in " << paths.data.string()
          << ".\nAccanto, da salvare a parte: " << paths.keys.string() << " (chiavi) e "
          << paths.anchor.string() << " (ancora).\n"
          << "Registro " << to_string(head.log_id) << ".\n";
}

}  // namespace

void add_data_commands(CLI::App& app, Cli& cli) {
  auto* command = app.add_subcommand("init", "Crea un'installazione vuota");
  const auto options = std::make_shared<InitOptions>();
  command->add_option("--data", options->data, "Cartella dei dati, da creare")
      ->type_name("CARTELLA")
      ->required();
  add_lists(*command, options->lists);
  add_json(*command, cli);
  command->footer(
      "Accanto alla cartella nascono CARTELLA.keys (chiavi), CARTELLA.anchor (ancora) e\n"
      "CARTELLA.erasures: vanno salvate a parte, non insieme ai dati.\n"
      "Esempio:\n  telaio init --data /var/lib/telaio/ambito");
  command->callback([options, &cli] { init(*options, cli); });
}

}  // namespace telaio::cli
