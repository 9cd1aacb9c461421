// SPDX-License-Identifier: EUPL-1.2
#include "crypto/signature.hpp"

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include "base/assert.hpp"

namespace telaio::crypto {
namespace {

struct FreedContext {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};
using Context = std::unique_ptr<EVP_MD_CTX, FreedContext>;

struct FreedPublicKey {
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
};
using PublicKey = std::unique_ptr<EVP_PKEY, FreedPublicKey>;

const unsigned char* raw(BytesView bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

Context new_context() {
  Context context(EVP_MD_CTX_new());
  TELAIO_ASSERT(context != nullptr);
  return context;
}

}  // namespace

void Ed25519SigningKey::FreedKey::operator()(evp_pkey_st* key) const {
  EVP_PKEY_free(key);
}

Ed25519SigningKey::Ed25519SigningKey(const Ed25519Seed& seed)
    : key_(EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, raw(seed), seed.size())) {
  TELAIO_ASSERT(key_ != nullptr);
  std::size_t length = public_key_.size();
  auto* out = reinterpret_cast<unsigned char*>(public_key_.data());
  TELAIO_ASSERT(EVP_PKEY_get_raw_public_key(key_.get(), out, &length) == 1);
  TELAIO_ASSERT(length == ed25519_public_key_size);
}

Ed25519Signature Ed25519SigningKey::sign(BytesView message) const {
  const Context context = new_context();
  TELAIO_ASSERT(EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key_.get()) == 1);
  Ed25519Signature signature;
  std::size_t length = signature.size();
  auto* out = reinterpret_cast<unsigned char*>(signature.data());
  TELAIO_ASSERT(EVP_DigestSign(context.get(), out, &length, raw(message), message.size()) == 1);
  TELAIO_ASSERT(length == ed25519_signature_size);
  return signature;
}

bool ed25519_verify(const Ed25519PublicKey& key, BytesView message, BytesView signature) {
  if (signature.size() != ed25519_signature_size) return false;
  const PublicKey public_key(
      EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, raw(key), key.size()));
  if (public_key == nullptr) return false;
  const Context context = new_context();
  if (EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, public_key.get()) != 1) {
    return false;
  }
  return EVP_DigestVerify(context.get(), raw(signature), signature.size(), raw(message),
                          message.size()) == 1;
}

void wipe(std::span<std::byte> secret) {
  OPENSSL_cleanse(secret.data(), secret.size());
}

}  // namespace telaio::crypto
