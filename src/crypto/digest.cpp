// SPDX-License-Identifier: EUPL-1.2
#include "crypto/digest.hpp"

#include <openssl/evp.h>

#include "base/assert.hpp"

namespace telaio::crypto {
namespace {

// OpenSSL 3 looks an algorithm up by name at every one-shot call, which costs more than hashing a
// leaf: each thread keeps one context instead. It holds no state between two calls.
Sha256Hasher& hasher_of_this_thread() {
  static thread_local Sha256Hasher hasher;
  return hasher;
}

}  // namespace

Sha256 sha256(BytesView bytes) {
  return hasher_of_this_thread().add(bytes).finish();
}

Sha256 sha256(std::initializer_list<BytesView> pieces) {
  Sha256Hasher& hasher = hasher_of_this_thread();
  for (const BytesView piece : pieces) hasher.add(piece);
  return hasher.finish();
}

Sha256Hasher::Sha256Hasher() : context_(EVP_MD_CTX_new()) {
  TELAIO_ASSERT(context_ != nullptr);
  TELAIO_ASSERT(EVP_DigestInit_ex(context_, EVP_sha256(), nullptr) == 1);
}

Sha256Hasher::~Sha256Hasher() {
  EVP_MD_CTX_free(context_);
}

Sha256Hasher& Sha256Hasher::add(BytesView bytes) {
  TELAIO_ASSERT(EVP_DigestUpdate(context_, bytes.data(), bytes.size()) == 1);
  return *this;
}

Sha256 Sha256Hasher::finish() {
  Sha256 digest;
  unsigned length = 0;
  auto* out = reinterpret_cast<unsigned char*>(digest.data());
  TELAIO_ASSERT(EVP_DigestFinal_ex(context_, out, &length) == 1);
  TELAIO_ASSERT(length == sha256_size);
  // The same algorithm again: nothing is looked up.
  TELAIO_ASSERT(EVP_DigestInit_ex(context_, nullptr, nullptr) == 1);
  return digest;
}

}  // namespace telaio::crypto
