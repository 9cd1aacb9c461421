// SPDX-License-Identifier: EUPL-1.2
#include "crypto/signature.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace telaio::crypto {
namespace {

template <std::size_t size>
std::array<std::byte, size> array_from_hex(std::string_view hex) {
  const Bytes bytes = from_hex(hex).value();
  std::array<std::byte, size> array{};
  std::copy(bytes.begin(), bytes.end(), array.begin());
  return array;
}

// RFC 8032 section 7.1, test 2.
const Ed25519SigningKey& published_key() {
  static const Ed25519SigningKey key(
      array_from_hex<32>("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb"));
  return key;
}
const std::array message = {std::byte{0x72}};

TEST(Ed25519, MakesThePublicKeyOfAPublishedSeed) {
  EXPECT_EQ(to_hex(published_key().public_key()),
            "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
}

TEST(Ed25519, MakesAPublishedSignature) {
  EXPECT_EQ(to_hex(published_key().sign(message)),
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
            "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
}

TEST(Ed25519, AcceptsItsOwnSignature) {
  EXPECT_TRUE(ed25519_verify(published_key().public_key(), message, published_key().sign(message)));
}

TEST(Ed25519, RefusesEveryChangedBitOfASignature) {
  const Ed25519Signature right = published_key().sign(message);
  for (std::size_t bit = 0; bit < right.size() * 8; ++bit) {
    Ed25519Signature wrong = right;
    wrong[bit / 8] ^= static_cast<std::byte>(1U << (bit % 8));
    EXPECT_FALSE(ed25519_verify(published_key().public_key(), message, wrong)) << bit;
  }
}

TEST(Ed25519, RefusesAnotherMessageAndAnotherKey) {
  const Ed25519Signature signature = published_key().sign(message);
  EXPECT_FALSE(ed25519_verify(published_key().public_key(), as_bytes("s"), signature));
  const Ed25519SigningKey other(Ed25519Seed{});
  EXPECT_FALSE(ed25519_verify(other.public_key(), message, signature));
}

TEST(Ed25519, RefusesASignatureOfAnotherLength) {
  const Ed25519Signature signature = published_key().sign(message);
  const auto& key = published_key().public_key();
  EXPECT_FALSE(ed25519_verify(key, message, BytesView(signature).first(63)));
  Bytes longer = to_bytes(signature);
  longer.push_back(std::byte{0});
  EXPECT_FALSE(ed25519_verify(key, message, longer));
  EXPECT_FALSE(ed25519_verify(key, message, {}));
}

TEST(Ed25519, SignsAnEmptyMessage) {
  EXPECT_TRUE(ed25519_verify(published_key().public_key(), {}, published_key().sign({})));
}

}  // namespace
}  // namespace telaio::crypto
