// SPDX-License-Identifier: EUPL-1.2
// All indicators of one unit and window, in the order of the register: what the LEPS board, the
// command line and the compliance export read.
#pragma once

#include <string_view>
#include <vector>

#include "domain/leps/outcome.hpp"

namespace telaio::domain::leps {

struct Facts {
  AmbitoFacts ambito;
  std::vector<AdiHousehold> households;
  bool operator==(const Facts&) const = default;
};

// Codes of the indicators this program computes; the register must define each of them.
std::vector<std::string_view> computed_codes();

// SSP is measured on the Ambito alone: for a Comune only the ADI indicators are answered.
std::vector<Outcome> board(const Register& rules, const Facts& facts, const Question& question);

}  // namespace telaio::domain::leps
