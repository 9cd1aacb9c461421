// SPDX-License-Identifier: EUPL-1.2
#include "crypto/xaes.hpp"

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <limits>
#include <memory>

#include "base/assert.hpp"

namespace telaio::crypto {

namespace {

constexpr std::size_t block_size = 16;
constexpr std::size_t half_nonce_size = 12;
using Block = std::array<std::byte, block_size>;

struct FreeContext {
  void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};
using Context = std::unique_ptr<EVP_CIPHER_CTX, FreeContext>;

Context new_context() {
  Context context(EVP_CIPHER_CTX_new());
  TELAIO_ASSERT(context != nullptr);
  return context;
}

const unsigned char* in(BytesView bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}
unsigned char* out(std::span<std::byte> bytes) {
  return reinterpret_cast<unsigned char*>(bytes.data());
}
int length(BytesView bytes) {
  TELAIO_ASSERT(bytes.size() <= static_cast<std::size_t>(std::numeric_limits<int>::max()));
  return static_cast<int>(bytes.size());
}

// Doubling in GF(2^128), as CMAC derives its subkeys (NIST SP 800-38B, 6.1). No branch on the key.
void double_block(Block& block) {
  const auto carry_out = static_cast<unsigned>(block[0]) >> 7U;
  for (std::size_t i = 0; i + 1 < block_size; ++i) {
    block[i] = (block[i] << 1U) | (block[i + 1] >> 7U);
  }
  block[block_size - 1] = (block[block_size - 1] << 1U) ^ static_cast<std::byte>(carry_out * 0x87U);
}

}  // namespace

Xaes::Xaes()
    : ecb_(EVP_CIPHER_fetch(nullptr, "AES-256-ECB", nullptr)),
      gcm_(EVP_CIPHER_fetch(nullptr, "AES-256-GCM", nullptr)) {
  TELAIO_ASSERT(ecb_ != nullptr);
  TELAIO_ASSERT(gcm_ != nullptr);
}

Xaes::~Xaes() {
  EVP_CIPHER_free(ecb_);
  EVP_CIPHER_free(gcm_);
}

// CMAC(key, 0x00 i 'X' 0x00 ‖ nonce[0..12)) for i = 1, 2: one block each, so CMAC is one AES of the
// block masked with the first subkey.
SecretKey Xaes::message_key(const SecretKey& key, BytesView nonce) const {
  const Context context = new_context();
  TELAIO_ASSERT(EVP_EncryptInit_ex2(context.get(), ecb_, in(key.view()), nullptr, nullptr) == 1);
  TELAIO_ASSERT(EVP_CIPHER_CTX_set_padding(context.get(), 0) == 1);

  Block subkey{};
  int written = 0;
  TELAIO_ASSERT(EVP_EncryptUpdate(context.get(), out(subkey), &written, in(Block{}),
                                  static_cast<int>(block_size)) == 1);
  double_block(subkey);

  std::array<std::byte, 2 * block_size> blocks{};
  for (std::size_t i = 0; i < 2; ++i) {
    std::byte* const block = blocks.data() + i * block_size;
    block[1] = static_cast<std::byte>(i + 1);
    block[2] = std::byte{'X'};
    std::copy_n(nonce.begin(), half_nonce_size, block + 4);
    for (std::size_t j = 0; j < block_size; ++j) block[j] ^= subkey[j];
  }
  cleanse(subkey);

  SecretKey derived;
  TELAIO_ASSERT(EVP_EncryptUpdate(context.get(), out(derived.writable()), &written, in(blocks),
                                  static_cast<int>(blocks.size())) == 1);
  TELAIO_ASSERT(written == static_cast<int>(key_size));
  cleanse(blocks);
  return derived;
}

Bytes Xaes::seal(const SecretKey& key, BytesView nonce, BytesView additional,
                 BytesView plaintext) const {
  TELAIO_ASSERT(nonce.size() == nonce_size);
  const SecretKey derived = message_key(key, nonce);
  const Context context = new_context();
  EVP_CIPHER_CTX* const gcm = context.get();
  TELAIO_ASSERT(EVP_EncryptInit_ex2(gcm, gcm_, in(derived.view()),
                                    in(nonce.subspan(half_nonce_size)), nullptr) == 1);

  int written = 0;
  if (!additional.empty()) {
    TELAIO_ASSERT(EVP_EncryptUpdate(gcm, nullptr, &written, in(additional), length(additional)) ==
                  1);
  }
  Bytes sealed(plaintext.size() + tag_size);
  if (!plaintext.empty()) {
    TELAIO_ASSERT(EVP_EncryptUpdate(gcm, out(sealed), &written, in(plaintext), length(plaintext)) ==
                  1);
    TELAIO_ASSERT(written == length(plaintext));
  }
  const std::span<std::byte> tag = std::span(sealed).subspan(plaintext.size());
  TELAIO_ASSERT(EVP_EncryptFinal_ex(gcm, out(tag), &written) == 1);
  TELAIO_ASSERT(
      EVP_CIPHER_CTX_ctrl(gcm, EVP_CTRL_AEAD_GET_TAG, static_cast<int>(tag_size), tag.data()) == 1);
  return sealed;
}

std::optional<Bytes> Xaes::open(const SecretKey& key, BytesView nonce, BytesView additional,
                                BytesView sealed) const {
  TELAIO_ASSERT(nonce.size() == nonce_size);
  if (sealed.size() < tag_size) return std::nullopt;
  const BytesView ciphertext = sealed.first(sealed.size() - tag_size);
  std::array<std::byte, tag_size> tag{};
  std::copy_n(sealed.begin() + static_cast<std::ptrdiff_t>(ciphertext.size()), tag_size,
              tag.begin());

  const SecretKey derived = message_key(key, nonce);
  const Context context = new_context();
  EVP_CIPHER_CTX* const gcm = context.get();
  TELAIO_ASSERT(EVP_DecryptInit_ex2(gcm, gcm_, in(derived.view()),
                                    in(nonce.subspan(half_nonce_size)), nullptr) == 1);

  int written = 0;
  if (!additional.empty()) {
    TELAIO_ASSERT(EVP_DecryptUpdate(gcm, nullptr, &written, in(additional), length(additional)) ==
                  1);
  }
  Bytes plaintext(ciphertext.size());
  if (!ciphertext.empty()) {
    TELAIO_ASSERT(
        EVP_DecryptUpdate(gcm, out(plaintext), &written, in(ciphertext), length(ciphertext)) == 1);
  }
  TELAIO_ASSERT(
      EVP_CIPHER_CTX_ctrl(gcm, EVP_CTRL_AEAD_SET_TAG, static_cast<int>(tag_size), tag.data()) == 1);
  std::array<std::byte, block_size> rest{};
  if (EVP_DecryptFinal_ex(gcm, out(rest), &written) != 1) {
    cleanse(plaintext);  // Nobody may see what did not verify.
    return std::nullopt;
  }
  return plaintext;
}

}  // namespace telaio::crypto
