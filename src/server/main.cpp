// SPDX-License-Identifier: EUPL-1.2
// One program: the service and the operators' commands (contract: docs and --help of each).
#include <CLI/CLI.hpp>
#include <exception>
#include <iostream>

#include "server/serve.hpp"
#include "server/witness_command.hpp"
#include "tools/bench/bench_commands.hpp"
#include "tools/telaio/cli.hpp"
#include "tools/telaio/export_commands.hpp"
#include "tools/telaio/operator_commands.hpp"
#include "tools/telaio/usage.hpp"

int main(int count, char** arguments) {
  telaio::cli::Cli cli{std::cout, std::cerr};
  CLI::App app("Telaio: la cartella sociale di un Ambito, con una storia che si dimostra da sola",
               "telaio");
  telaio::cli::speak_italian(app, TELAIO_VERSION);
  app.require_subcommand(1);
  telaio::server::add_serve_commands(app, cli);
  telaio::server::add_witness_command(app, cli);
  telaio::cli::add_data_commands(app, cli);
  telaio::cli::add_operator_commands(app, cli);
  telaio::cli::add_demo_commands(app, cli);
  telaio::cli::add_log_commands(app, cli);
  telaio::cli::add_backup_commands(app, cli);
  telaio::cli::add_erase_commands(app, cli);
  telaio::cli::add_view_commands(app, cli);
  telaio::cli::add_leps_commands(app, cli);
  telaio::cli::add_fee_commands(app, cli);
  telaio::cli::add_export_commands(app, cli);
  telaio::cli::add_bench_commands(app, cli);
  try {
    app.parse(count, arguments);
  } catch (const CLI::ParseError& error) {
    telaio::cli::end_parse(app, error, cli);
  } catch (const std::exception& error) {
    telaio::cli::fail(cli, telaio::Fault{"program.failed", error.what()});
  }
  std::cout.flush();
  return static_cast<int>(cli.exit);
}
