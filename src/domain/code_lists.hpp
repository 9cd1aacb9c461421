// SPDX-License-Identifier: EUPL-1.2
// Which codes exist, as values: rules receive the lists in force and never read a file.
#pragma once

#include <set>

#include "base/code.hpp"

namespace telaio::domain {

struct CodeLists {
  std::set<Code> comuni;           // ISTAT codes of the Comuni of the Ambito.
  std::set<Code> areas;            // User areas (config/codes/user-areas.json).
  std::set<Code> services;         // Services of the Ambito.
  std::set<Code> closing_reasons;  // config/codes/closing-reasons.json.
  std::set<Code> units;            // Offices of the service.
};

}  // namespace telaio::domain
