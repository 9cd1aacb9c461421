// SPDX-License-Identifier: EUPL-1.2
// Passwords, kept as Argon2id hashes (libsodium): slow and memory-hungry on purpose. The hash is
// one ASCII line that carries its own salt and cost.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace telaio::crypto {

// Never below these in an installation: 19 MiB and two passes are the least OWASP recommends.
struct PasswordCost {
  unsigned long long passes = 2;
  std::size_t memory_bytes = std::size_t{19} << 20U;
};

// A fresh salt each time.
std::string hash_password(std::string_view password, const PasswordCost& cost);
// Takes the same time whether the password is right or wrong. False, too, for what is no hash.
bool password_matches(const std::string& hash, std::string_view password);
// The hash was made at another cost: hash the password again now that it is known.
bool needs_rehash(const std::string& hash, const PasswordCost& cost);

}  // namespace telaio::crypto
