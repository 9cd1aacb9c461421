// SPDX-License-Identifier: EUPL-1.2
#include "crypto/key_wrap.hpp"

#include <openssl/evp.h>

#include <memory>

#include "base/assert.hpp"

namespace telaio::crypto {

namespace {

struct FreeContext {
  void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};
using Context = std::unique_ptr<EVP_CIPHER_CTX, FreeContext>;

Context wrapping_context(const SecretKey& wrapping, bool encrypt) {
  Context context(EVP_CIPHER_CTX_new());
  TELAIO_ASSERT(context != nullptr);
  EVP_CIPHER_CTX_set_flags(context.get(), EVP_CIPHER_CTX_FLAG_WRAP_ALLOW);
  TELAIO_ASSERT(EVP_CipherInit_ex(context.get(), EVP_aes_256_wrap(), nullptr,
                                  reinterpret_cast<const unsigned char*>(wrapping.view().data()),
                                  nullptr, encrypt ? 1 : 0) == 1);
  return context;
}

}  // namespace

WrappedKey wrap_key(const SecretKey& wrapping, const SecretKey& key) {
  const Context context = wrapping_context(wrapping, true);
  // OpenSSL may use one block more than it says it needs.
  std::array<unsigned char, wrapped_key_size + 16> wrapped{};
  int written = 0;
  TELAIO_ASSERT(EVP_EncryptUpdate(context.get(), wrapped.data(), &written,
                                  reinterpret_cast<const unsigned char*>(key.view().data()),
                                  static_cast<int>(key_size)) == 1);
  TELAIO_ASSERT(written == static_cast<int>(wrapped_key_size));

  WrappedKey result{};
  const BytesView bytes = std::as_bytes(std::span(wrapped)).first(wrapped_key_size);
  std::copy(bytes.begin(), bytes.end(), result.begin());
  return result;
}

std::optional<SecretKey> unwrap_key(const SecretKey& wrapping, BytesView wrapped) {
  if (wrapped.size() != wrapped_key_size) return std::nullopt;
  const Context context = wrapping_context(wrapping, false);
  Secret<wrapped_key_size + 16> space;
  int written = 0;
  const int ok = EVP_DecryptUpdate(
      context.get(), reinterpret_cast<unsigned char*>(space.writable().data()), &written,
      reinterpret_cast<const unsigned char*>(wrapped.data()), static_cast<int>(wrapped.size()));
  if (ok != 1 || written != static_cast<int>(key_size)) return std::nullopt;
  return SecretKey(space.view().first(key_size));
}

}  // namespace telaio::crypto
