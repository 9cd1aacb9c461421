// SPDX-License-Identifier: EUPL-1.2
#include "crypto/siphash.hpp"

#include <sodium/crypto_shorthash_siphash24.h>

#include "base/assert.hpp"

namespace telaio::crypto {

SipDigest siphash(const SipKey& key, BytesView bytes) {
  static_assert(sizeof(SipDigest) == crypto_shorthash_siphashx24_BYTES);
  static_assert(sizeof(SipKey) == crypto_shorthash_siphashx24_KEYBYTES);
  SipDigest digest;
  const int done =
      crypto_shorthash_siphashx24(reinterpret_cast<unsigned char*>(digest.data()),
                                  reinterpret_cast<const unsigned char*>(bytes.data()),
                                  bytes.size(), reinterpret_cast<const unsigned char*>(key.data()));
  TELAIO_ASSERT(done == 0);
  return digest;
}

}  // namespace telaio::crypto
