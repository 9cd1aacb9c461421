// SPDX-License-Identifier: EUPL-1.2
// Why a command on an ADI path is refused. Each code has an Italian text in config/texts.
#pragma once

#include <string_view>

namespace telaio::domain::refusals {

inline constexpr std::string_view adi_already_received = "adi.already_received";
inline constexpr std::string_view adi_not_received = "adi.not_received";
inline constexpr std::string_view adi_unknown_comune = "adi.unknown_comune";
inline constexpr std::string_view adi_date_in_future = "adi.date_in_future";
inline constexpr std::string_view adi_before_application = "adi.before_application";
inline constexpr std::string_view adi_application_in_old_path = "adi.application_in_old_path";
inline constexpr std::string_view adi_before_reception = "adi.before_reception";
inline constexpr std::string_view adi_closed = "adi.closed";
inline constexpr std::string_view adi_kind_missing = "adi.kind_missing";
inline constexpr std::string_view adi_venue_missing = "adi.venue_missing";
inline constexpr std::string_view adi_first_at_patronato = "adi.first_at_patronato";
inline constexpr std::string_view adi_first_meeting_missing = "adi.first_meeting_missing";
inline constexpr std::string_view adi_not_called = "adi.not_called";
inline constexpr std::string_view adi_reason_missing = "adi.reason_missing";
inline constexpr std::string_view adi_reason_not_fitting = "adi.reason_not_fitting";
inline constexpr std::string_view adi_already_met = "adi.already_met";
inline constexpr std::string_view adi_already_suspended = "adi.already_suspended";
inline constexpr std::string_view adi_loss_without_no_show = "adi.loss_without_no_show";

}  // namespace telaio::domain::refusals
