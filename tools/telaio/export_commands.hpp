// SPDX-License-Identifier: EUPL-1.2
// telaio export case, telaio verify-export.
#pragma once

#include "tools/telaio/cli.hpp"

namespace telaio::cli {

void add_export_commands(CLI::App& app, Cli& cli);

}  // namespace telaio::cli
