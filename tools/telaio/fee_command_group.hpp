// SPDX-License-Identifier: EUPL-1.2
// The commands on fees and on the codes that name a person, one file each; add_fee_commands
// (cli.hpp) adds them all. Their options and answers are fixed by the contract of the command line.
#pragma once

#include <string_view>

#include "base/date.hpp"
#include "tools/telaio/cli.hpp"

namespace telaio::cli {

void add_regulation_command(CLI::App& app, Cli& cli);      // telaio regulation check
void add_fee_command(CLI::App& app, Cli& cli);             // telaio fee
void add_uniformity_command(CLI::App& app, Cli& cli);      // telaio uniformity
void add_simulate_command(CLI::App& app, Cli& cli);        // telaio simulate
void add_isee_command(CLI::App& app, Cli& cli);            // telaio isee estimate
void add_isee_import_command(CLI::App& group, Cli& cli);   // telaio isee import
void add_accounts_commands(CLI::App& app, Cli& cli);       // telaio monthly-run, telaio accounts
void add_codice_fiscale_command(CLI::App& app, Cli& cli);  // telaio codice-fiscale check

// `today` limits the days of birth a code may mean.
void check_codice_fiscale(Cli& cli, std::string_view code, Date today);

}  // namespace telaio::cli
