// SPDX-License-Identifier: EUPL-1.2
// One function per operation of openapi.json: translates the request into a use case or a query and
// its outcome into JSON. The dispatcher has checked the session and the role; what a handler shows
// of a case it asks app/authorise first (case_access.hpp).
#pragma once

#include "http/site.hpp"

namespace telaio::http::handlers {

// ---- State and evidence, without a session ----
Response get_status(Site& site, const Call& call);
Response get_checkpoint(Site& site, const Call& call);
Response get_tile(Site& site, const Call& call);

// ---- Session ----
Response create_session(Site& site, const Call& call);
Response get_session(Site& site, const Call& call);
Response change_password(Site& site, const Call& call);
Response delete_session(Site& site, const Call& call);

// ---- Work ----
Response get_today(Site& site, const Call& call);
Response search_persons(Site& site, const Call& call);
Response list_cases(Site& site, const Call& call);
Response get_case(Site& site, const Call& call);
Response get_timeline(Site& site, const Call& call);
Response log_intervention(Site& site, const Call& call);
Response correct_event(Site& site, const Call& call);
Response determine_fee(Site& site, const Call& call);
Response get_fee(Site& site, const Call& call);
Response record_disclosure(Site& site, const Call& call);

// ---- Government ----
Response get_caseload(Site& site, const Call& call);
Response list_caseload_cases(Site& site, const Call& call);
Response get_leps(Site& site, const Call& call);
Response list_leps_events(Site& site, const Call& call);

// ---- Control and administration ----
Response open_case(Site& site, const Call& call);
Response get_integrity(Site& site, const Call& call);
Response start_verification(Site& site, const Call& call);
Response get_verification(Site& site, const Call& call);
Response get_proof(Site& site, const Call& call);
Response list_operators(Site& site, const Call& call);
Response list_views(Site& site, const Call& call);

}  // namespace telaio::http::handlers
