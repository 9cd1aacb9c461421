// SPDX-License-Identifier: EUPL-1.2
// Ed25519 (RFC 8032): who holds the key signs, everybody else can check. Used for checkpoints and
// cosignatures. Immutable after construction, so thread-safe.
#pragma once

#include <array>
#include <memory>
#include <span>

#include "base/bytes.hpp"

struct evp_pkey_st;

namespace telaio::crypto {

inline constexpr std::size_t ed25519_seed_size = 32;
inline constexpr std::size_t ed25519_public_key_size = 32;
inline constexpr std::size_t ed25519_signature_size = 64;

using Ed25519Seed = std::array<std::byte, ed25519_seed_size>;
using Ed25519PublicKey = std::array<std::byte, ed25519_public_key_size>;
using Ed25519Signature = std::array<std::byte, ed25519_signature_size>;

class Ed25519SigningKey {
 public:
  // The caller wipes its copy of the seed.
  explicit Ed25519SigningKey(const Ed25519Seed& seed);

  const Ed25519PublicKey& public_key() const { return public_key_; }
  Ed25519Signature sign(BytesView message) const;

 private:
  struct FreedKey {
    void operator()(evp_pkey_st* key) const;
  };
  std::unique_ptr<evp_pkey_st, FreedKey> key_;  // Never null.
  Ed25519PublicKey public_key_{};
};

// False for a wrong signature, and for one that is not 64 bytes long.
bool ed25519_verify(const Ed25519PublicKey& key, BytesView message, BytesView signature);

// Wipes a secret so that the compiler cannot leave it out.
void wipe(std::span<std::byte> secret);

}  // namespace telaio::crypto
