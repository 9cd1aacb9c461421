// SPDX-License-Identifier: EUPL-1.2
// What happens to one family from the first contact on, month after month, with the frequencies of
// cartella-sociale 11.2: interventions, deliveries, attestations, fees, readings.
#pragma once

#include <functional>

#include "tools/generator/agenda.hpp"
#include "tools/generator/family.hpp"

namespace telaio::generator {

// Plans the family's first contact; everything else follows from there. `when_closed` is called on
// the day the case closes. `office`, `agenda` and `ambito` outlive the agenda's run.
void plan_life(Office& office, Agenda& agenda, const Ambito& ambito, const Plan& plan,
               Family family, Random random, std::function<void()> when_closed);

}  // namespace telaio::generator
