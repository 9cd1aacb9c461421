// SPDX-License-Identifier: EUPL-1.2
// HMAC-SHA-256 (RFC 2104): a digest that only the holder of a key can make or guess. Used for
// request hashes and search tokens, which an unkeyed digest would let anybody look up.
#pragma once

#include <initializer_list>

#include "base/bytes.hpp"
#include "crypto/digest.hpp"

namespace telaio::crypto {

// Over the pieces one after the other, without separators.
Sha256 hmac_sha256(BytesView key, std::initializer_list<BytesView> pieces);
Sha256 hmac_sha256(BytesView key, BytesView message);

// Takes the same time wherever the two differ; false at once when the lengths do.
bool equal_in_constant_time(BytesView a, BytesView b);

}  // namespace telaio::crypto
