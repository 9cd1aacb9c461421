// SPDX-License-Identifier: EUPL-1.2
// Bytes as values and as views, with the text forms people and files use: hex and base64, and the
// big-endian integers of our own formats (docs/formats/).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace telaio {

using Bytes = std::vector<std::byte>;
using BytesView = std::span<const std::byte>;

// A view of the characters of `text`; lives as long as `text`.
BytesView as_bytes(std::string_view text);
// A view of `bytes` as characters; lives as long as `bytes`.
std::string_view as_text(BytesView bytes);
Bytes to_bytes(BytesView view);
void append(Bytes& to, BytesView more);

// Lower-case hex, two digits a byte.
std::string to_hex(BytesView bytes);
// Nothing when `hex` has an odd length or another character than 0-9 a-f A-F.
std::optional<Bytes> from_hex(std::string_view hex);

// Base64 of RFC 4648 section 4, with padding.
std::string to_base64(BytesView bytes);
// Nothing unless `text` is canonical: right padding, no spaces, unused bits zero.
std::optional<Bytes> from_base64(std::string_view text);

void append_u16(Bytes& to, std::uint16_t value);
void append_u32(Bytes& to, std::uint32_t value);
void append_u64(Bytes& to, std::uint64_t value);
// The caller has checked that `from` holds enough bytes (asserted).
std::uint16_t read_u16(BytesView from);
std::uint32_t read_u32(BytesView from);
std::uint64_t read_u64(BytesView from);

}  // namespace telaio
