// SPDX-License-Identifier: EUPL-1.2
// One program: the service and the operators' commands (contract: docs and --help of each).
#include <CLI/CLI.hpp>
#include <exception>
#include <iostream>

#include "server/serve.hpp"
#include "tools/telaio/cli.hpp"

int main(int count, char** arguments) {
  using telaio::cli::ExitCode;
  telaio::cli::Cli cli{std::cout, std::cerr};
  CLI::App app("Telaio: la cartella sociale di un Ambito, con una storia che si dimostra da sola",
               "telaio");
  app.set_version_flag("--version", TELAIO_VERSION);
  app.require_subcommand(1);
  telaio::server::add_serve_commands(app, cli);
  telaio::cli::add_data_commands(app, cli);
  telaio::cli::add_demo_commands(app, cli);
  telaio::cli::add_log_commands(app, cli);
  telaio::cli::add_view_commands(app, cli);
  telaio::cli::add_leps_commands(app, cli);
  telaio::cli::add_fee_commands(app, cli);
  try {
    app.parse(count, arguments);
  } catch (const CLI::ParseError& error) {
    // --help and --version are errors to CLI11, and successes to everybody else.
    return app.exit(error) == 0 ? 0 : static_cast<int>(ExitCode::usage);
  } catch (const std::exception& error) {
    std::cerr << error.what() << " [fault]\n";
    return static_cast<int>(ExitCode::fault);
  }
  std::cout.flush();
  return static_cast<int>(cli.exit);
}
