// SPDX-License-Identifier: EUPL-1.2
#include "crypto/hmac.hpp"

#include <openssl/crypto.h>

#include <algorithm>
#include <array>

namespace telaio::crypto {
namespace {

constexpr std::size_t block_size = 64;
using Block = std::array<std::byte, block_size>;

Block block_of(BytesView key) {
  Block block{};
  if (key.size() > block_size) {
    const Sha256 digest = sha256(key);
    std::copy(digest.begin(), digest.end(), block.begin());
  } else {
    std::copy(key.begin(), key.end(), block.begin());
  }
  return block;
}

Block masked(const Block& block, std::byte mask) {
  Block result = block;
  for (std::byte& b : result) b ^= mask;
  return result;
}

}  // namespace

Sha256 hmac_sha256(BytesView key, std::initializer_list<BytesView> pieces) {
  Block block = block_of(key);
  Block inner = masked(block, std::byte{0x36});
  Block outer = masked(block, std::byte{0x5C});

  Sha256Hasher hasher;
  hasher.add(inner);
  for (const BytesView piece : pieces) hasher.add(piece);
  const Sha256 inner_digest = hasher.finish();
  const Sha256 digest = hasher.add(outer).add(inner_digest).finish();

  OPENSSL_cleanse(block.data(), block.size());
  OPENSSL_cleanse(inner.data(), inner.size());
  OPENSSL_cleanse(outer.data(), outer.size());
  return digest;
}

Sha256 hmac_sha256(BytesView key, BytesView message) {
  return hmac_sha256(key, {message});
}

bool equal_in_constant_time(BytesView a, BytesView b) {
  if (a.size() != b.size()) return false;
  return CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace telaio::crypto
