// SPDX-License-Identifier: EUPL-1.2
// Why a command on a service is refused. Each code has an Italian text in config/texts.
#pragma once

#include <string_view>

namespace telaio::domain::refusals {

inline constexpr std::string_view service_exists = "service.exists";
inline constexpr std::string_view service_not_requested = "service.not_requested";
inline constexpr std::string_view service_person_missing = "service.person_missing";
inline constexpr std::string_view service_unknown_service = "service.unknown_service";
inline constexpr std::string_view service_date_in_future = "service.date_in_future";
inline constexpr std::string_view service_before_request = "service.before_request";
inline constexpr std::string_view service_result_missing = "service.result_missing";
inline constexpr std::string_view service_already_decided = "service.already_decided";
inline constexpr std::string_view service_grant_incomplete = "service.grant_incomplete";
inline constexpr std::string_view service_period_reversed = "service.period_reversed";
inline constexpr std::string_view service_regulation_missing = "service.regulation_missing";
inline constexpr std::string_view service_reason_missing = "service.reason_missing";
inline constexpr std::string_view service_not_granted = "service.not_granted";
inline constexpr std::string_view service_already_active = "service.already_active";
inline constexpr std::string_view service_outside_grant = "service.outside_grant";
inline constexpr std::string_view service_provider_missing = "service.provider_missing";
inline constexpr std::string_view service_unknown_comune = "service.unknown_comune";
inline constexpr std::string_view service_not_active = "service.not_active";
inline constexpr std::string_view service_outside_activity = "service.outside_activity";
inline constexpr std::string_view service_quantity_missing = "service.quantity_missing";
inline constexpr std::string_view service_unit_differs = "service.unit_differs";
inline constexpr std::string_view service_state_missing = "service.state_missing";
inline constexpr std::string_view service_already_ended = "service.already_ended";
inline constexpr std::string_view service_before_last_delivery = "service.before_last_delivery";

// ---- Suspension ----
inline constexpr std::string_view service_suspended = "service.suspended";
inline constexpr std::string_view service_not_suspended = "service.not_suspended";
inline constexpr std::string_view service_suspension_reason = "service.suspension_reason_missing";
inline constexpr std::string_view service_protected = "service.protected";
inline constexpr std::string_view service_not_assessed = "service.not_assessed";
inline constexpr std::string_view service_assessed_after = "service.assessed_after";
inline constexpr std::string_view service_suspension_overlaps = "service.suspension_overlaps";
inline constexpr std::string_view service_before_suspension = "service.before_suspension";

}  // namespace telaio::domain::refusals
