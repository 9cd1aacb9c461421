// SPDX-License-Identifier: EUPL-1.2
// telaio serve and telaio config check.
#pragma once

#include "tools/telaio/cli.hpp"

namespace telaio::server {

// Adds both subcommands. `serve` returns when the process is told to stop (SIGTERM, SIGINT).
void add_serve_commands(CLI::App& app, cli::Cli& cli);

}  // namespace telaio::server
