// SPDX-License-Identifier: EUPL-1.2
// The stable codes of this module. Refusals have an Italian text in
// config/texts/refusals.log.it.json; faults are read by operators, in English, with their detail.
#pragma once

#include <string_view>

namespace telaio::log::refusals {

// ---- Appends that cannot be accepted as they are (Rejected) ----
inline constexpr std::string_view too_large = "log.too_large";
inline constexpr std::string_view empty_commit = "log.empty_commit";
inline constexpr std::string_view stream_repeated = "log.stream_repeated";
inline constexpr std::string_view header_malformed = "log.header_malformed";
inline constexpr std::string_view parts_mismatch = "log.parts_mismatch";
inline constexpr std::string_view read_only = "log.read_only";

// ---- Appends to try later (Overloaded) ----
inline constexpr std::string_view overloaded = "log.overloaded";
inline constexpr std::string_view disk_reserve = "log.disk_reserve";

// ---- Evidence brought by somebody ----
inline constexpr std::string_view key_malformed = "log.key_malformed";
inline constexpr std::string_view note_malformed = "log.note_malformed";
inline constexpr std::string_view checkpoint_malformed = "log.checkpoint_malformed";
inline constexpr std::string_view signature_missing = "log.signature_missing";
inline constexpr std::string_view signature_wrong = "log.signature_wrong";
inline constexpr std::string_view origin_differs = "log.origin_differs";
inline constexpr std::string_view proof_malformed = "log.proof_malformed";
inline constexpr std::string_view proof_wrong = "log.proof_wrong";
inline constexpr std::string_view position_unknown = "log.position_unknown";

}  // namespace telaio::log::refusals

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
