// SPDX-License-Identifier: EUPL-1.2
// The settings about witnesses, out of the configuration file:
//
//   [witness]
//   interval_seconds = 60
//   [[witness.ask]]
//   url = "https://testimone.example"
//   key = "testimone.example+20324abe+BC…"
#pragma once

#include <toml++/toml.h>

#include "server/configuration.hpp"

namespace telaio::server {

void read_witnesses(const toml::table& file, Configuration& configuration,
                    std::vector<ConfigurationError>& errors);

}  // namespace telaio::server
