// SPDX-License-Identifier: EUPL-1.2
// The fee regulations of the demonstration Ambito: published tariffs that stand in for those of its
// Comuni (config/demo/ambito.json), and the day one Comune takes over another tariff.
#pragma once

#include <filesystem>

#include "tools/generator/agenda.hpp"
#include "tools/generator/plan.hpp"

namespace telaio::generator {

// All in force from `from`, or from the day their text says if that is earlier.
void publish_tariffs(Office& office, Ambito& ambito, const std::filesystem::path& config,
                     Random random, Date from);

// Rows with a `replaced_by` change their tariff once: on the first 1 April that leaves the old one
// nine months, when yearly fees are renewed anyway (isee-and-copayment 5.1, the rule of Rho), so
// that few fees of the demonstration lie across the change. `office` and `ambito` outlive the
// agenda's run.
void plan_replacements(Agenda& agenda, Office& office, Ambito& ambito,
                       const std::filesystem::path& config, Random random, const Plan& plan);

}  // namespace telaio::generator
