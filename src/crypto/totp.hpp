// SPDX-License-Identifier: EUPL-1.2
// One-time codes of authenticator apps (RFC 6238: HMAC-SHA-1, 30-second steps, six digits), and the
// base32 text in which their secret travels to the app.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.hpp"
#include "base/instant.hpp"

namespace telaio::crypto {

inline constexpr std::size_t totp_secret_size = 20;
inline constexpr std::int64_t totp_step_seconds = 30;
// Steps before and after the current one that are accepted: clocks drift, people type slowly.
inline constexpr std::int64_t totp_window_steps = 1;

// Number of the 30-second step that contains `now`. `now` is not before 1970 (asserted).
std::uint64_t totp_step(Instant now);
// Six digits, zeros in front.
std::string totp_code(BytesView secret, std::uint64_t step);
// The step whose code this is, among those accepted at `now`; nothing when the code is wrong. A
// code serves once: the caller keeps the step and accepts only later ones (`after`: the last one
// used).
std::optional<std::uint64_t> totp_accepted(BytesView secret, std::string_view code, Instant now,
                                           std::optional<std::uint64_t> after);

// RFC 4648 base32, upper case, without padding.
std::string to_base32(BytesView bytes);
// Accepts lower case and spaces; nothing for any other text.
std::optional<Bytes> from_base32(std::string_view text);

}  // namespace telaio::crypto
