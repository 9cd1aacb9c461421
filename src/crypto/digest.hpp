// SPDX-License-Identifier: EUPL-1.2
// SHA-256, the hash of the log's tree and of everything that is bound to it.
#pragma once

#include <array>
#include <initializer_list>

#include "base/bytes.hpp"

namespace telaio::crypto {

inline constexpr std::size_t sha256_size = 32;
using Sha256 = std::array<std::byte, sha256_size>;

// Digest of the pieces one after the other, without separators.
Sha256 sha256(BytesView bytes);
Sha256 sha256(std::initializer_list<BytesView> pieces);

}  // namespace telaio::crypto
