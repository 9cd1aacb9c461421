// SPDX-License-Identifier: EUPL-1.2
// The path of a household on Assegno di Inclusione: received, called, met within 120 days of the
// digital pact or not (leps.md 5.2), and then every ninety days.
#pragma once

#include <functional>

#include "tools/generator/agenda.hpp"
#include "tools/generator/family.hpp"

namespace telaio::generator {

// `case_open` is asked on the day the household would be received.
void plan_adi(Agenda& agenda, Office& office, const Plan& plan, const Family& family, Random random,
              std::function<bool()> case_open);

}  // namespace telaio::generator
