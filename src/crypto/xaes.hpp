// SPDX-License-Identifier: EUPL-1.2
// XAES-256-GCM (C2SP): AES-256-GCM with a 24-byte nonce, so that random nonces never run out. Each
// message gets an AES key of its own, derived from the key and the first half of the nonce.
//
// GCM does not commit to its key: whoever stores the result binds it to its key by other means (the
// additional data and the leaf of the log do).
#pragma once

#include <optional>

#include "base/bytes.hpp"
#include "crypto/secret.hpp"

struct evp_cipher_st;

namespace telaio::crypto {

// Owns the two ciphers it is made of, looked up once: OpenSSL's own look-up costs more than sealing
// a note. Immutable: shared by any number of threads.
class Xaes {
 public:
  static constexpr std::size_t nonce_size = 24;
  static constexpr std::size_t tag_size = 16;

  Xaes();
  Xaes(const Xaes&) = delete;
  Xaes& operator=(const Xaes&) = delete;
  ~Xaes();

  // Ciphertext, as long as `plaintext`, then the tag. `nonce` is 24 bytes, random, never used twice
  // with one key (its length is asserted).
  Bytes seal(const SecretKey& key, BytesView nonce, BytesView additional,
             BytesView plaintext) const;
  // Nothing when the tag does not fit: altered, other additional data, other nonce or other key.
  std::optional<Bytes> open(const SecretKey& key, BytesView nonce, BytesView additional,
                            BytesView sealed) const;

 private:
  SecretKey message_key(const SecretKey& key, BytesView nonce) const;

  evp_cipher_st* ecb_;
  evp_cipher_st* gcm_;
};

}  // namespace telaio::crypto
