// SPDX-License-Identifier: EUPL-1.2
// Servizio sociale professionale: enough social workers for the people who live in the Ambito
// (L. 178/2020 art. 1 c. 797-802; leps.md 5.1). Unit: the Ambito only.
//
// Pure: everything comes as values, nothing is rounded before it is shown.
#pragma once

#include <vector>

#include "domain/leps/outcome.hpp"

namespace telaio::domain::leps {

// SSP-1, SSP-2 and SSP-3: FTE of social workers against residents, with the ratio of the rule in
// force on the last day of the window. FTE are the average of the days up to last_day().
Outcome worker_ratio(const Register& rules, const Indicator& indicator, const AmbitoFacts& facts,
                     const Question& question);

// SSP-4: the State's contribution of the year, exact, in euro. A forecast: nothing when no
// statement is on file by the day it is due; before that day is over the forecast stands.
Outcome worker_contribution(const Register& rules, const Indicator& indicator,
                            const AmbitoFacts& facts, const Question& question);

// SSP-5: the staff statement of the window's year, sent by the due day (included).
Outcome statement_in_time(const Register& rules, const Indicator& indicator,
                          const AmbitoFacts& facts, const Question& question);

// SSP-6: cases in charge on last_day() for each FTE of that day.
Outcome cases_per_worker(const Indicator& indicator, const AmbitoFacts& facts,
                         const Question& question);

}  // namespace telaio::domain::leps
