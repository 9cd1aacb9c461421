// SPDX-License-Identifier: EUPL-1.2
// A regulation as the API shows it: its version in the lists, what the check found in it, and the
// curve that a chart draws.
#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <span>

#include "domain/fees/check.hpp"
#include "http/site.hpp"
#include "projections/regulations/regulations_query.hpp"

namespace telaio::http::handlers {

// "RegulationVersion" of openapi.json, with its state on a date.
boost::json::object version_document(const Site& site,
                                     const projections::regulations::Version& version, Date on);

// "RegulationFinding", one each: the sentence in Italian, and the field of the file it leads to.
boost::json::array finding_documents(const Site& site, std::span<const domain::fees::Finding> found,
                                     const domain::fees::Regulation& regulation);

// "RegulationCurve", up to the last threshold and a bit more.
boost::json::object curve_document(const domain::fees::Regulation& regulation);

}  // namespace telaio::http::handlers
