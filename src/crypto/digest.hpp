// SPDX-License-Identifier: EUPL-1.2
// SHA-256, the hash of the log's tree and of everything that is bound to it.
#pragma once

#include <array>
#include <initializer_list>

#include "base/bytes.hpp"

struct evp_md_ctx_st;

namespace telaio::crypto {

inline constexpr std::size_t sha256_size = 32;
using Sha256 = std::array<std::byte, sha256_size>;

// Digest of the pieces one after the other, without separators.
Sha256 sha256(BytesView bytes);
Sha256 sha256(std::initializer_list<BytesView> pieces);

// Digest of bytes that come bit by bit. One context serves any number of digests, one after the
// other: making a context costs as much as hashing a kilobyte. Not thread-safe.
class Sha256Hasher {
 public:
  Sha256Hasher();
  Sha256Hasher(const Sha256Hasher&) = delete;
  Sha256Hasher& operator=(const Sha256Hasher&) = delete;
  ~Sha256Hasher();

  Sha256Hasher& add(BytesView bytes);
  // The digest of what was added since the last one; ready for the next.
  Sha256 finish();

 private:
  evp_md_ctx_st* context_;  // Never null; always between two digests or inside one.
};

}  // namespace telaio::crypto
