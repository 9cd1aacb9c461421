// SPDX-License-Identifier: EUPL-1.2
// telaio witness: cosigns the checkpoints of other people's logs (src/witness) over HTTP.
#pragma once

#include "tools/telaio/cli.hpp"

namespace telaio::server {

void add_witness_command(CLI::App& app, cli::Cli& cli);

}  // namespace telaio::server
