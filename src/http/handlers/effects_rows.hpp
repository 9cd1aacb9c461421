// SPDX-License-Identifier: EUPL-1.2
// Effetti in JSON: the periods that a later fact touches, old and new to the cent, for the page of
// a case, the family's page and the head's list.
#pragma once

#include <boost/json/object.hpp>
#include <optional>
#include <vector>

#include "app/settlements.hpp"
#include "http/site.hpp"

namespace telaio::http::handlers {

// The regulations that may be versions of the granted one (app/fee_inputs.hpp).
Result<std::vector<RegulationId>, app::Failure> known_regulations(const Site& site,
                                                                  const RegulationId& granted);

// What is asked of a service with a granted regulation; nothing for one that has no price.
Result<std::optional<app::FeeInputsQuestion>, app::Failure> fee_question(
    const Site& site, const ServiceId& service, const std::optional<HouseholdId>& household);

// The effects on one service, as of now.
Result<std::optional<app::ServiceEffects>, app::Failure> read_effects(
    const Site& site, const ServiceId& service, const std::optional<HouseholdId>& household);

bool any(const app::ServiceEffects& seen);
// Fees touched, each once.
std::size_t touched_fees(const app::ServiceEffects& seen);

// Rows, those without an answer, totals, the proposal's name, and what was settled before.
Result<boost::json::object, app::Failure> effects_document(const Site& site,
                                                           const app::ServiceEffects& seen);

// In a few numbers, for the family's page: how many periods, how much, since when, and the fee that
// would hold on `on`.
Result<boost::json::object, app::Failure> review_summary(const Site& site,
                                                         const app::ServiceEffects& seen, Date on);

}  // namespace telaio::http::handlers
