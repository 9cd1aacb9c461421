// SPDX-License-Identifier: EUPL-1.2
// One fact of a timeline as people read it.
#pragma once

#include <boost/json/array.hpp>
#include <string_view>
#include <vector>

#include "http/case_access.hpp"
#include "projections/timeline/timeline_query.hpp"

namespace telaio::http::handlers {

// The group of openapi.json a fact is in: intervention, decision, money, household or access.
std::string_view timeline_kind(schema::Fact type);

// The caller has been authorised and the access recorded. A text whose key was destroyed, or that
// was purged, is shown as erased.
Result<boost::json::array, app::Failure> timeline_items(
    Site& site, const Call& call, const CaseAccess& access,
    const std::vector<const projections::timeline::Row*>& rows);

}  // namespace telaio::http::handlers
