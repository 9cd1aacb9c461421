// SPDX-License-Identifier: EUPL-1.2
// Rows of lists of cases, and the pages they come in.
#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <vector>

#include "http/site.hpp"
#include "projections/caseload/caseload_query.hpp"

namespace telaio::http::handlers {

using CaseStates = std::vector<projections::caseload::CaseState>;

// What one page of these cases looks like: newest first, `page.limit` from the cursor on. Names of
// families only where app/authorise allows them to this caller. Refuses http.cursor_malformed.
Response case_page(Site& site, const Call& call, CaseStates cases, const PageAsked& page,
                   std::uint64_t applied);

boost::json::object case_summary(Site& site, const projections::caseload::CaseState& state);
// True when this caller may read names in this case.
bool may_name(const Call& call, const projections::caseload::CaseState& state);
// Surname of the first subject: what people call the family.
Result<std::vector<std::string>, app::Failure> family_names(
    const Site& site, const std::vector<const projections::caseload::CaseState*>& cases);
// Position of the newest event an answer knows; 0 of an empty log.
log::Position newest(std::uint64_t applied);

}  // namespace telaio::http::handlers
