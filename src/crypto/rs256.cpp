// SPDX-License-Identifier: EUPL-1.2
#include "crypto/rs256.hpp"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

#include "base/assert.hpp"

namespace telaio::crypto {
namespace {

struct FreedContext {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};
struct FreedFile {
  void operator()(BIO* file) const { BIO_free_all(file); }
};

// Without this OpenSSL asks for the password on the terminal, and a service has none.
int no_password(char*, int, int, void*) {
  return 0;
}

Fault unusable(std::string detail) {
  ERR_clear_error();
  return Fault{"crypto.rs256_key", std::move(detail)};
}

}  // namespace

void Rs256Key::FreedKey::operator()(evp_pkey_st* key) const {
  EVP_PKEY_free(key);
}

Rs256Key::Rs256Key(Owned key) : key_(std::move(key)) {}

Result<Rs256Key, Fault> Rs256Key::read(const std::filesystem::path& path) {
  const std::unique_ptr<BIO, FreedFile> file(BIO_new_file(path.c_str(), "rb"));
  if (!file) return unusable("the file cannot be opened");
  Owned key(PEM_read_bio_PrivateKey(file.get(), nullptr, no_password, nullptr));
  if (!key) return unusable("no private key in PEM without a password");
  if (EVP_PKEY_get_base_id(key.get()) != EVP_PKEY_RSA) return unusable("not an RSA key");
  if (EVP_PKEY_get_bits(key.get()) < rs256_bits_min) return unusable("less than 2048 bits");
  return Rs256Key(std::move(key));
}

Bytes Rs256Key::sign(BytesView message) const {
  const std::unique_ptr<EVP_MD_CTX, FreedContext> context(EVP_MD_CTX_new());
  TELAIO_ASSERT(context != nullptr);
  const int begun = EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, key_.get());
  TELAIO_ASSERT(begun == 1);
  Bytes signature(static_cast<std::size_t>(EVP_PKEY_get_size(key_.get())));
  std::size_t length = signature.size();
  const int made =
      EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &length,
                     reinterpret_cast<const unsigned char*>(message.data()), message.size());
  TELAIO_ASSERT(made == 1);
  signature.resize(length);
  return signature;
}

}  // namespace telaio::crypto
