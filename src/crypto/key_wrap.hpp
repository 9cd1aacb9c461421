// SPDX-License-Identifier: EUPL-1.2
// AES-256 key wrap (RFC 3394): one key under another, for storage. The result is 8 bytes longer and
// reveals a damaged or foreign one when unwrapped. The same key wraps to the same bytes.
#pragma once

#include <array>
#include <optional>

#include "base/bytes.hpp"
#include "crypto/secret.hpp"

namespace telaio::crypto {

inline constexpr std::size_t wrapped_key_size = key_size + 8;
using WrappedKey = std::array<std::byte, wrapped_key_size>;

WrappedKey wrap_key(const SecretKey& wrapping, const SecretKey& key);
// Nothing when `wrapped` is not 40 bytes, is damaged, or was wrapped under another key.
std::optional<SecretKey> unwrap_key(const SecretKey& wrapping, BytesView wrapped);

}  // namespace telaio::crypto
