// SPDX-License-Identifier: EUPL-1.2
// SipHash-2-4 with 128 bits (Aumasson and Bernstein, 2012), by libsodium: a short keyed digest,
// five times as fast as SHA-256. For comparisons inside one process under a key that nobody else
// knows; never for what is stored or signed.
#pragma once

#include <array>
#include <cstddef>

#include "base/bytes.hpp"

namespace telaio::crypto {

using SipKey = std::array<std::byte, 16>;
using SipDigest = std::array<std::byte, 16>;

SipDigest siphash(const SipKey& key, BytesView bytes);

}  // namespace telaio::crypto
