// SPDX-License-Identifier: EUPL-1.2
// Why a hold or a step of an erasure is refused. Each code has an Italian text in config/texts.
#pragma once

#include <string_view>

namespace telaio::domain::refusals {

inline constexpr std::string_view disposal_subject_missing = "disposal.subject_missing";
inline constexpr std::string_view disposal_author_missing = "disposal.author_missing";
inline constexpr std::string_view disposal_reason_missing = "disposal.reason_missing";
inline constexpr std::string_view disposal_hold_unknown = "disposal.hold_unknown";
inline constexpr std::string_view disposal_hold_ended = "disposal.hold_ended";
inline constexpr std::string_view disposal_on_hold = "disposal.on_hold";  // blocchi
inline constexpr std::string_view disposal_under_way = "disposal.under_way";
inline constexpr std::string_view disposal_unknown = "disposal.unknown";
inline constexpr std::string_view disposal_not_authorised = "disposal.not_authorised";
inline constexpr std::string_view disposal_act_missing = "disposal.act_missing";
inline constexpr std::string_view disposal_act_in_future = "disposal.act_in_future";  // data
inline constexpr std::string_view disposal_same_author = "disposal.same_author";
inline constexpr std::string_view disposal_keys_missing = "disposal.keys_missing";
inline constexpr std::string_view disposal_not_destroyed = "disposal.not_destroyed";
inline constexpr std::string_view disposal_already_erased = "disposal.already_erased";

}  // namespace telaio::domain::refusals
