// SPDX-License-Identifier: EUPL-1.2
#include "crypto/password.hpp"

#include <sodium.h>

#include <array>

#include "base/assert.hpp"

namespace telaio::crypto {

std::string hash_password(std::string_view password, const PasswordCost& cost) {
  TELAIO_ASSERT(sodium_init() >= 0);
  std::array<char, crypto_pwhash_STRBYTES> hash{};
  // Fails only without memory for the passes: then nothing else works either.
  TELAIO_ASSERT(crypto_pwhash_str(hash.data(), password.data(), password.size(), cost.passes,
                                  cost.memory_bytes) == 0);
  return std::string(hash.data());
}

bool password_matches(const std::string& hash, std::string_view password) {
  TELAIO_ASSERT(sodium_init() >= 0);
  if (hash.size() >= crypto_pwhash_STRBYTES) return false;
  return crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
}

bool needs_rehash(const std::string& hash, const PasswordCost& cost) {
  return crypto_pwhash_str_needs_rehash(hash.c_str(), cost.passes, cost.memory_bytes) != 0;
}

}  // namespace telaio::crypto
