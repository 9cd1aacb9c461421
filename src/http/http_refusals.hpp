// SPDX-License-Identifier: EUPL-1.2
// Stable codes of what the HTTP layer itself refuses. Italian texts:
// config/texts/refusals.http.it.json.
#pragma once

#include <string_view>

namespace telaio::http::refusals {

// ---- The message ----
inline constexpr std::string_view malformed = "http.malformed";
inline constexpr std::string_view version_unsupported = "http.version_unsupported";
inline constexpr std::string_view host_missing = "http.host_missing";
inline constexpr std::string_view length_ambiguous = "http.length_ambiguous";
inline constexpr std::string_view transfer_encoding = "http.transfer_encoding";
inline constexpr std::string_view header_too_large = "http.header_too_large";
inline constexpr std::string_view target_too_long = "http.target_too_long";
inline constexpr std::string_view target_malformed = "http.target_malformed";
inline constexpr std::string_view body_too_large = "http.body_too_large";
inline constexpr std::string_view expectation_failed = "http.expectation_failed";
inline constexpr std::string_view timeout = "http.timeout";

// ---- The resource ----
inline constexpr std::string_view not_found = "http.not_found";
inline constexpr std::string_view method_not_allowed = "http.method_not_allowed";
inline constexpr std::string_view media_type = "http.media_type";
inline constexpr std::string_view not_implemented = "http.not_implemented";

// ---- The body and the parameters ----
inline constexpr std::string_view json_malformed = "http.json_malformed";
inline constexpr std::string_view fields_wrong = "http.fields_wrong";
inline constexpr std::string_view field_missing = "http.field_missing";
inline constexpr std::string_view field_unknown = "http.field_unknown";
inline constexpr std::string_view field_type = "http.field_type";
inline constexpr std::string_view field_value = "http.field_value";
inline constexpr std::string_view field_too_long = "http.field_too_long";
inline constexpr std::string_view field_too_short = "http.field_too_short";
inline constexpr std::string_view field_out_of_range = "http.field_out_of_range";
inline constexpr std::string_view parameter_repeated = "http.parameter_repeated";
inline constexpr std::string_view times_exclusive = "http.times_exclusive";
inline constexpr std::string_view position_unknown = "http.position_unknown";
inline constexpr std::string_view date_in_future = "http.date_in_future";
inline constexpr std::string_view cursor_malformed = "http.cursor_malformed";
inline constexpr std::string_view idempotency_key_missing = "http.idempotency_key_missing";
inline constexpr std::string_view idempotency_key_malformed = "http.idempotency_key_malformed";
inline constexpr std::string_view idempotency_key_reused = "http.idempotency_key_reused";
inline constexpr std::string_view precondition_malformed = "http.precondition_malformed";

// ---- Who asks ----
inline constexpr std::string_view session_missing = "session.missing";
inline constexpr std::string_view session_expired = "session.expired";
inline constexpr std::string_view login_failed = "session.login_failed";
inline constexpr std::string_view login_limited = "session.login_limited";
// Somebody else chose the password, or it is too short by now: only its change is allowed.
inline constexpr std::string_view password_change_due = "session.password_change_due";
inline constexpr std::string_view role_missing = "session.role_missing";
inline constexpr std::string_view cross_site = "http.cross_site";
inline constexpr std::string_view forbidden = "http.forbidden";
inline constexpr std::string_view verification_running = "http.verification_running";
inline constexpr std::string_view monthly_run_running = "http.monthly_run_running";

// ---- Simulations ----
// The same person's, and those of others.
inline constexpr std::string_view simulation_running = "http.simulation_running";
inline constexpr std::string_view simulations_busy = "http.simulations_busy";
// The text of the draft has errors that nobody signed a reading of. Values: count.
inline constexpr std::string_view draft_errors = "http.draft_errors";
inline constexpr std::string_view draft_not_one = "http.draft_not_one";
inline constexpr std::string_view draft_too_large = "http.draft_too_large";
inline constexpr std::string_view draft_unknown = "http.draft_unknown";
// The draft counts in another unit than the service. Values: bozza, servizio.
inline constexpr std::string_view draft_unit = "http.draft_unit";
inline constexpr std::string_view period_reversed = "http.period_reversed";
// Values: limite, in days.
inline constexpr std::string_view period_too_long = "http.period_too_long";

// ---- The machine ----
inline constexpr std::string_view rate_limited = "http.rate_limited";
inline constexpr std::string_view overloaded = "http.overloaded";
// The disk's reserve is reached: nothing is written until somebody makes room.
inline constexpr std::string_view disk_full = "http.disk_full";
inline constexpr std::string_view fault = "http.fault";
inline constexpr std::string_view access_not_recorded = "http.access_not_recorded";
inline constexpr std::string_view not_visible_yet = "http.not_visible_yet";
inline constexpr std::string_view outcome_unknown = "http.outcome_unknown";

}  // namespace telaio::http::refusals
