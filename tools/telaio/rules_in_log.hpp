// SPDX-License-Identifier: EUPL-1.2
// The regulations in force in the Comuni of a data folder's Ambito, for commands that compare them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/fees/regulation.hpp"
#include "tools/telaio/data_source.hpp"

namespace telaio::cli {

struct RulesQuestion {
  LogSource source;
  std::string service;
  std::string on;  // Empty: today.
  Moment moment;
};

// One for each Comune that has a rule for the service, in order of ISTAT code, which is its `slug`.
// Nothing after telling why not.
std::optional<std::vector<domain::fees::Regulation>> rules_in_log(Cli& cli,
                                                                  const RulesQuestion& question);

}  // namespace telaio::cli
