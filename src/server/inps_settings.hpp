// SPDX-License-Identifier: EUPL-1.2
// The settings about INPS, out of the configuration file:
//
//   [inps]
//   url = "https://isee.example/v1"
//   [inps.voucher]
//   url = "https://pdnd.example/token.oauth2"
//   client_id = "…"
#pragma once

#include <toml++/toml.h>

#include "server/configuration.hpp"

namespace telaio::server {

void read_inps(const toml::table& file, Configuration& configuration,
               std::vector<ConfigurationError>& errors);

}  // namespace telaio::server
