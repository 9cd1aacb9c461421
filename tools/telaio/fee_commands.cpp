// SPDX-License-Identifier: EUPL-1.2
#include "tools/telaio/fee_command_group.hpp"

namespace telaio::cli {

void add_fee_commands(CLI::App& app, Cli& cli) {
  add_regulation_command(app, cli);
  add_fee_command(app, cli);
  add_uniformity_command(app, cli);
  add_simulate_command(app, cli);
  add_isee_command(app, cli);
  add_accounts_commands(app, cli);
  add_codice_fiscale_command(app, cli);
}

}  // namespace telaio::cli
