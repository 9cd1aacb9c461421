// SPDX-License-Identifier: EUPL-1.2
// The stable codes of this module's faults. Each has an Italian text in
// config/texts/faults.it.json; its detail is English. What is refused to a user is in
// log_refusals.hpp.
#pragma once

#include <string_view>

namespace telaio::log::faults {

inline constexpr std::string_view in_use = "data.in_use";
inline constexpr std::string_view missing = "data.missing";
inline constexpr std::string_view exists = "data.exists";
inline constexpr std::string_view damaged = "log.damaged";
inline constexpr std::string_view unreadable = "log.unreadable";
inline constexpr std::string_view format_unknown = "log.format_unknown";
inline constexpr std::string_view options_wrong = "log.options_wrong";
inline constexpr std::string_view write_failed = "log.write_failed";
inline constexpr std::string_view behind_anchor = "log.behind_anchor";
inline constexpr std::string_view anchor_missing = "log.anchor_missing";
inline constexpr std::string_view anchor_damaged = "log.anchor_damaged";
inline constexpr std::string_view anchor_of_another = "log.anchor_of_another";
inline constexpr std::string_view anchor_io = "log.anchor_io";
inline constexpr std::string_view signer_key = "log.signer_key";
inline constexpr std::string_view signer_state = "log.signer_state";
inline constexpr std::string_view signer_refused = "log.signer_refused";

}  // namespace telaio::log::faults
