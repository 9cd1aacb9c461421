// SPDX-License-Identifier: EUPL-1.2
// Why a question to INPS got no usable answer, for the page and for the operators. Stable.
#pragma once

#include <string_view>

namespace telaio::inps::reasons {

// ---- Offline: nobody answered; the same question may be sent again ----
inline constexpr std::string_view unreachable = "inps.unreachable";
inline constexpr std::string_view untrusted = "inps.untrusted";  // TLS: not the server we know.
inline constexpr std::string_view timeout = "inps.timeout";
inline constexpr std::string_view closed = "inps.closed";
inline constexpr std::string_view busy = "inps.busy";  // Too many questions at once, ours.
inline constexpr std::string_view voucher_offline = "inps.voucher_offline";  // PDND, not INPS.
inline constexpr std::string_view unavailable = "inps.unavailable";          // 429, 502, 503, 504.

// ---- Internal error: somebody answered what cannot be used ----
inline constexpr std::string_view status = "inps.status";
inline constexpr std::string_view too_large = "inps.too_large";
inline constexpr std::string_view malformed = "inps.malformed";
// PDND does not give a voucher: who may call, and for what, is to be looked at there.
inline constexpr std::string_view voucher_refused = "inps.voucher_refused";
inline constexpr std::string_view voucher_unusable = "inps.voucher_unusable";
// INPS does not take the voucher (401), not even a new one.
inline constexpr std::string_view voucher_not_taken = "inps.voucher_not_taken";
inline constexpr std::string_view other_person = "inps.other_person";

}  // namespace telaio::inps::reasons
