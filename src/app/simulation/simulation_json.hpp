// SPDX-License-Identifier: EUPL-1.2
// A report as JSON, the same for `telaio simulate --json` and for the service. What may not be
// shown is left out: a count of zero is there, a hidden one is not.
#pragma once

#include <boost/json/object.hpp>

#include "domain/fees/trial_report.hpp"

namespace telaio::app::simulation {

// The names of priced_effects, in their order.
inline constexpr std::array<std::string_view, domain::fees::priced_effects.size()> effect_names{
    "more", "less", "same", "gains_access", "loses_access"};

// {"persons","priced","effects":{…,"refused"},"before","after","monthly_change","by_comune":[…],
// "by_decile":[…],"by_comune_and_decile":[…],"increases":[…]} of the draft with that number.
boost::json::object to_json(const domain::fees::TrialReport& report, std::size_t draft);

}  // namespace telaio::app::simulation
