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
Response get_witnessed_checkpoint(Site& site, const Call& call);
Response get_tile(Site& site, const Call& call);

// ---- Session ----
Response create_session(Site& site, const Call& call);
Response get_session(Site& site, const Call& call);
Response get_live(Site& site, const Call& call);
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
Response list_attestations(Site& site, const Call& call);
Response acquire_attestation(Site& site, const Call& call);
Response accept_documents(Site& site, const Call& call);
Response ask_inps(Site& site, const Call& call);
Response get_fee_terms(Site& site, const Call& call);
Response preview_fee(Site& site, const Call& call);
Response determine_fee(Site& site, const Call& call);
Response get_fee(Site& site, const Call& call);
Response get_fee_letter(Site& site, const Call& call);
Response get_effects(Site& site, const Call& call);
Response list_effects(Site& site, const Call& call);
Response decide_settlement(Site& site, const Call& call);
Response suspend_service(Site& site, const Call& call);
Response resume_service(Site& site, const Call& call);
Response notify_fee(Site& site, const Call& call);
Response request_fee_review(Site& site, const Call& call);
Response decide_fee_review(Site& site, const Call& call);
Response record_disclosure(Site& site, const Call& call);

// ---- Government ----
Response get_caseload(Site& site, const Call& call);
Response list_caseload_cases(Site& site, const Call& call);
Response list_access_criteria(Site& site, const Call& call);
Response publish_access_criteria(Site& site, const Call& call);
Response check_access_criteria(Site& site, const Call& call);
Response assess_application(Site& site, const Call& call);
Response list_applications(Site& site, const Call& call);
Response list_rankings(Site& site, const Call& call);
Response publish_ranking(Site& site, const Call& call);
Response get_ranking(Site& site, const Call& call);
Response get_ranking_letter(Site& site, const Call& call);
Response get_leps(Site& site, const Call& call);
Response list_leps_events(Site& site, const Call& call);
Response get_uniformity(Site& site, const Call& call);
Response get_uniformity_history(Site& site, const Call& call);
Response list_simulations(Site& site, const Call& call);
Response start_simulation(Site& site, const Call& call);
Response get_simulation(Site& site, const Call& call);
Response remove_simulation(Site& site, const Call& call);
Response list_regulations(Site& site, const Call& call);
Response get_regulation(Site& site, const Call& call);
Response check_regulation(Site& site, const Call& call);
Response publish_regulation(Site& site, const Call& call);
Response withdraw_regulation(Site& site, const Call& call);

// ---- Accounts ----
Response start_monthly_run(Site& site, const Call& call);
Response get_monthly_run(Site& site, const Call& call);
Response cancel_monthly_run(Site& site, const Call& call);
Response list_accounts(Site& site, const Call& call);
Response get_accounts_csv(Site& site, const Call& call);
Response get_accounts_xlsx(Site& site, const Call& call);
Response record_notice_outcome(Site& site, const Call& call);
Response replace_notice(Site& site, const Call& call);

// ---- Control and administration ----
Response open_case(Site& site, const Call& call);
Response get_integrity(Site& site, const Call& call);
Response start_verification(Site& site, const Call& call);
Response get_verification(Site& site, const Call& call);
Response get_proof(Site& site, const Call& call);
Response get_consistency(Site& site, const Call& call);
Response list_operators(Site& site, const Call& call);
Response list_views(Site& site, const Call& call);

}  // namespace telaio::http::handlers
