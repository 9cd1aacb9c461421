// SPDX-License-Identifier: EUPL-1.2
// The table a test compares with openapi.json: paths, methods and roles.
#include "http/dispatcher.hpp"
#include "http/handlers/handlers.hpp"

namespace telaio::http {

std::vector<Route> all_routes() {
  using schema::Role;
  using namespace handlers;
  const Roles nobody_in_particular;
  const Roles everyone{Role::social_worker, Role::head, Role::manager, Role::auditor,
                       Role::administrator};
  const Roles workers{Role::social_worker, Role::head};
  const Roles case_readers{Role::social_worker, Role::head, Role::auditor};
  const Roles criteria_readers{Role::social_worker, Role::head, Role::manager, Role::auditor};
  const Roles board_readers{Role::head, Role::manager, Role::auditor};
  const Roles simulators{Role::head, Role::manager};
  const Roles verifiers{Role::auditor, Role::head, Role::administrator};
  const Roles regulation_readers{Role::head, Role::manager};
  const Roles heads{Role::head};
  const Roles auditors{Role::auditor};
  const Roles administrators{Role::administrator};
  const Roles view_readers{Role::administrator, Role::manager, Role::head, Role::auditor};

  return {
      {Method::get, "/status", nobody_in_particular, get_status},
      {Method::get, "/checkpoint", nobody_in_particular, get_checkpoint},
      {Method::get, "/checkpoint/witnessed", nobody_in_particular, get_witnessed_checkpoint},
      {Method::get, "/tile/{level}/{index}", nobody_in_particular, get_tile},
      {Method::get, "/tile/{level}/{a}/{index}", nobody_in_particular, get_tile},
      {Method::get, "/tile/{level}/{a}/{b}/{index}", nobody_in_particular, get_tile},
      {Method::get, "/tile/{level}/{a}/{b}/{c}/{index}", nobody_in_particular, get_tile},
      {Method::post, "/api/v1/session", nobody_in_particular, create_session},
      {Method::get, "/api/v1/session", everyone, get_session, true},
      {Method::delete_, "/api/v1/session", everyone, delete_session, true},
      {Method::post, "/api/v1/session/password", everyone, change_password, true},
      {Method::get, "/api/v1/live", everyone, get_live, false, true},
      {Method::get, "/api/v1/today", workers, get_today},
      {Method::post, "/api/v1/searches", workers, search_persons},
      {Method::get, "/api/v1/cases", case_readers, list_cases},
      {Method::get, "/api/v1/cases/{case_id}", case_readers, get_case},
      {Method::get, "/api/v1/cases/{case_id}/timeline", case_readers, get_timeline},
      {Method::post, "/api/v1/cases/{case_id}/interventions", workers, log_intervention},
      {Method::post, "/api/v1/cases/{case_id}/corrections", workers, correct_event},
      {Method::get, "/api/v1/cases/{case_id}/attestations", case_readers, list_attestations},
      {Method::post, "/api/v1/cases/{case_id}/attestations", workers, acquire_attestation},
      {Method::post, "/api/v1/cases/{case_id}/attestations/{attestation_id}/documents", workers,
       accept_documents},
      {Method::post, "/api/v1/cases/{case_id}/isee-lookups", workers, ask_inps},
      {Method::post, "/api/v1/services/{service_id}/fees", workers, determine_fee},
      {Method::get, "/api/v1/services/{service_id}/fee-terms", workers, get_fee_terms},
      {Method::post, "/api/v1/services/{service_id}/fee-previews", workers, preview_fee},
      {Method::get, "/api/v1/fees/{fee_id}", case_readers, get_fee},
      {Method::get, "/api/v1/fees/{fee_id}/letter", workers, get_fee_letter},
      {Method::get, "/api/v1/cases/{case_id}/effects", case_readers, get_effects},
      {Method::get, "/api/v1/cases/{case_id}/applications", case_readers, list_applications},
      {Method::post, "/api/v1/services/{service_id}/settlements", workers, decide_settlement},
      {Method::post, "/api/v1/services/{service_id}/suspensions", workers, suspend_service},
      {Method::post, "/api/v1/services/{service_id}/resumptions", workers, resume_service},
      {Method::post, "/api/v1/fees/{fee_id}/notifications", workers, notify_fee},
      {Method::post, "/api/v1/fees/{fee_id}/reviews", workers, request_fee_review},
      {Method::post, "/api/v1/fees/{fee_id}/review-decisions", workers, decide_fee_review},
      {Method::get, "/api/v1/effects", heads, list_effects},
      {Method::post, "/api/v1/disclosures", everyone, record_disclosure},
      {Method::get, "/api/v1/caseload", board_readers, get_caseload},
      {Method::get, "/api/v1/caseload/cases", board_readers, list_caseload_cases},
      {Method::get, "/api/v1/access-criteria", criteria_readers, list_access_criteria, false, false,
       true},
      {Method::post, "/api/v1/access-criteria", heads, publish_access_criteria},
      {Method::post, "/api/v1/access-criteria/check", regulation_readers, check_access_criteria},
      {Method::post, "/api/v1/services/{service_id}/assessments", workers, assess_application},
      {Method::get, "/api/v1/rankings", board_readers, list_rankings},
      {Method::post, "/api/v1/rankings", heads, publish_ranking},
      {Method::get, "/api/v1/rankings/{ranking_id}", board_readers, get_ranking},
      {Method::get, "/api/v1/rankings/{ranking_id}/letters/{service_id}", heads,
       get_ranking_letter},
      {Method::get, "/api/v1/leps", board_readers, get_leps},
      {Method::get, "/api/v1/leps/{code}/events", board_readers, list_leps_events},
      {Method::get, "/api/v1/uniformity", board_readers, get_uniformity},
      {Method::get, "/api/v1/uniformity/history", board_readers, get_uniformity_history},
      {Method::get, "/api/v1/simulations", simulators, list_simulations},
      {Method::post, "/api/v1/simulations", simulators, start_simulation},
      {Method::get, "/api/v1/simulations/{simulation_id}", simulators, get_simulation},
      {Method::delete_, "/api/v1/simulations/{simulation_id}", simulators, remove_simulation},
      {Method::get, "/api/v1/regulations", regulation_readers, list_regulations, false, false,
       true},
      {Method::post, "/api/v1/regulations", heads, publish_regulation},
      {Method::post, "/api/v1/regulations/check", regulation_readers, check_regulation},
      {Method::get, "/api/v1/regulations/{regulation_id}", regulation_readers, get_regulation},
      {Method::post, "/api/v1/regulations/{regulation_id}/withdrawal", heads, withdraw_regulation},
      {Method::post, "/api/v1/monthly-runs", heads, start_monthly_run},
      {Method::get, "/api/v1/monthly-runs/{run_id}", heads, get_monthly_run},
      {Method::delete_, "/api/v1/monthly-runs/{run_id}", heads, cancel_monthly_run},
      {Method::get, "/api/v1/accounts", heads, list_accounts},
      {Method::get, "/api/v1/accounts.csv", heads, get_accounts_csv},
      {Method::get, "/api/v1/accounts.xlsx", heads, get_accounts_xlsx},
      {Method::post, "/api/v1/notices/{notice_id}/outcome", heads, record_notice_outcome},
      {Method::post, "/api/v1/notices/{notice_id}/replacement", heads, replace_notice},
      {Method::post, "/api/v1/audit/cases/{case_id}/openings", auditors, open_case},
      {Method::get, "/api/v1/integrity", everyone, get_integrity},
      {Method::get, "/api/v1/integrity/consistency", everyone, get_consistency},
      {Method::post, "/api/v1/integrity/verifications", verifiers, start_verification},
      {Method::get, "/api/v1/integrity/verifications/{verification_id}", verifiers,
       get_verification},
      {Method::get, "/api/v1/events/{position}/proof", everyone, get_proof},
      {Method::get, "/api/v1/operators", administrators, list_operators},
      {Method::get, "/api/v1/views", view_readers, list_views},
  };
}

}  // namespace telaio::http
