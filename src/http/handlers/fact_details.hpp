// SPDX-License-Identifier: EUPL-1.2
// The values of a fact that a timeline shows beside its title: amounts, dates, names of codes.
#pragma once

#include <boost/json/array.hpp>
#include <vector>

#include "http/site.hpp"

namespace telaio::http::handlers {

// Persons the fact names, in its order.
std::vector<PersonId> persons_of(const schema::Header& header);
// "details" of openapi.json.
boost::json::array fact_details(const Site& site, const schema::Header& header);

}  // namespace telaio::http::handlers
