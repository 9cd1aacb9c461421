// SPDX-License-Identifier: EUPL-1.2
// What `telaio leps` prints of its answers: functions of values, so a test can call them.
#pragma once

#include <boost/json.hpp>
#include <iosfwd>
#include <vector>

#include "app/leps/register_json.hpp"
#include "domain/leps/board.hpp"

namespace telaio::cli {

// The row of contract.md, and beside it what explains it. Values, thresholds and gaps are strings
// ("88.74", "4643", "280000.00", "2025-03-01"): exact decimals, never floating point. Numerator and
// denominator are whole numbers in the unit of the measure (cases, FTE hundredths, residents);
// where an average is not whole, `numerator_exact` or `denominator_exact` has the fraction.
// `suppressed`: the numbers were taken out because the cell is small.
boost::json::object leps_json(const domain::leps::Outcome& outcome, const app::leps::Texts& texts,
                              bool suppressed = false);

// The events behind the numbers, by list, as positions in the log.
boost::json::object leps_events_json(const domain::leps::Outcome& outcome);

// One line for each outcome, in Italian, and below it what is missing or not confirmed.
void print_leps(const std::vector<domain::leps::Outcome>& outcomes, const app::leps::Texts& texts,
                std::ostream& out);

// "017029", or the 32 hex digits of the Ambito.
std::string leps_unit(const domain::leps::Unit& unit);

}  // namespace telaio::cli
