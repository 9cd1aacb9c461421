// SPDX-License-Identifier: EUPL-1.2
// telaio bench log: measures this machine, and says what it measured it with.
#pragma once

#include "tools/telaio/cli.hpp"

namespace telaio::cli {

void add_bench_commands(CLI::App& app, Cli& cli);

}  // namespace telaio::cli
