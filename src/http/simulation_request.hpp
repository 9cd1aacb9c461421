// SPDX-License-Identifier: EUPL-1.2
// What somebody asks to simulate, out of the body of a request: service, period, Comune, and one or
// two drafts, each as a document (docs/formats/regulation.md), as one of the published texts by its
// id, or as a regulation of the log to start from.
#pragma once

#include <boost/json/object.hpp>
#include <memory>
#include <variant>

#include "http/simulations.hpp"
#include "http/site.hpp"

namespace telaio::http {

// The input, or the answer to give instead: which fields are wrong, or what is wrong with a draft
// (http.draft_errors, with each error of its text).
std::variant<std::shared_ptr<const SimulationInput>, Response> simulation_input(
    const Site& site, const boost::json::object& body);

// What a finding says, in Italian.
std::string describe(const Texts& texts, const domain::fees::Finding& finding);

}  // namespace telaio::http
