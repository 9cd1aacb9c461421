// SPDX-License-Identifier: EUPL-1.2
#include "crypto/random.hpp"

#include <openssl/rand.h>

#include "base/assert.hpp"

namespace telaio::crypto {

void fill_random(std::span<std::byte> out) {
  // RAND_priv_bytes takes an int; nobody needs a megabyte of randomness at once.
  TELAIO_ASSERT(out.size() <= (std::size_t{1} << 20U));
  auto* bytes = reinterpret_cast<unsigned char*>(out.data());
  TELAIO_ASSERT(RAND_priv_bytes(bytes, static_cast<int>(out.size())) == 1);
}

Uuid random_uuid() {
  Uuid id;
  fill_random(id.bytes);
  return id;
}

}  // namespace telaio::crypto
