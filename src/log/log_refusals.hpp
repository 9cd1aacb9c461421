// SPDX-License-Identifier: EUPL-1.2
// The stable codes of what this module refuses; each has an Italian text in
// config/texts/refusals.log.it.json. Faults of the machine are in log_faults.hpp.
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
inline constexpr std::string_view consistency_malformed = "log.consistency_malformed";
inline constexpr std::string_view consistency_wrong = "log.consistency_wrong";
inline constexpr std::string_view position_unknown = "log.position_unknown";

}  // namespace telaio::log::refusals
