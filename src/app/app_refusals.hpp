// SPDX-License-Identifier: EUPL-1.2
// Refusals of the use cases themselves, before or around the rules of an aggregate.
#pragma once

#include <string_view>

namespace telaio::app::refusals {

inline constexpr std::string_view command_id_reused = "command.id_reused";
inline constexpr std::string_view command_conflict = "command.conflict";
// The value `versione` is the stream's version now.
inline constexpr std::string_view version_stale = "command.version_stale";
inline constexpr std::string_view command_too_large = "command.too_large";
inline constexpr std::string_view not_authorised = "access.not_authorised";
inline constexpr std::string_view not_found = "access.not_found";
inline constexpr std::string_view reason_missing = "access.reason_missing";
inline constexpr std::string_view disposal_subject_unknown = "disposal.subject_unknown";
inline constexpr std::string_view service_not_priced = "service.not_priced";

}  // namespace telaio::app::refusals
