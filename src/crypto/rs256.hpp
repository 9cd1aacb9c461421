// SPDX-License-Identifier: EUPL-1.2
// RS256 (RFC 7518, 3.3: RSASSA-PKCS1-v1_5 with SHA-256), the only signature PDND takes on a client
// assertion. Nothing of ours is signed with it. Immutable after construction, so thread-safe.
#pragma once

#include <filesystem>
#include <memory>

#include "base/bytes.hpp"
#include "base/result.hpp"

struct evp_pkey_st;

namespace telaio::crypto {

// Bits of a key; shorter ones are refused (RFC 7518, 3.3).
inline constexpr int rs256_bits_min = 2048;

class Rs256Key {
 public:
  // A private key in PEM, without a password. Fault `crypto.rs256_key`: no such file, not a key,
  // not RSA, or too short; nothing of the file is in the fault.
  static Result<Rs256Key, Fault> read(const std::filesystem::path& file);

  Bytes sign(BytesView message) const;

 private:
  struct FreedKey {
    void operator()(evp_pkey_st* key) const;
  };
  using Owned = std::unique_ptr<evp_pkey_st, FreedKey>;
  explicit Rs256Key(Owned key);

  Owned key_;  // Never null.
};

}  // namespace telaio::crypto
