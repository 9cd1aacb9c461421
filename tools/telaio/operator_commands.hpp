// SPDX-License-Identifier: EUPL-1.2
// telaio operator add|password.
#pragma once

#include "tools/telaio/cli.hpp"

namespace telaio::cli {

void add_operator_commands(CLI::App& app, Cli& cli);

}  // namespace telaio::cli
