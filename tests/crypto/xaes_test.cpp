// SPDX-License-Identifier: EUPL-1.2
#include "crypto/xaes.hpp"

#include <gtest/gtest.h>

#include "crypto/random.hpp"

namespace telaio::crypto {
namespace {

// The two vectors of the C2SP specification (tests/vectors/evidence.json, xaes_256_gcm): the first
// has the top bit of the CMAC subkey clear, the second has it set.
const BytesView nonce = as_bytes("ABCDEFGHIJKLMNOPQRSTUVWX");
const BytesView message = as_bytes("XAES-256-GCM");

SecretKey key_of(std::byte filler) {
  return SecretKey(Bytes(key_size, filler));
}

TEST(Xaes, SealsTheFirstVectorOfItsSpecification) {
  const Xaes cipher;
  EXPECT_EQ(to_hex(cipher.seal(key_of(std::byte{1}), nonce, {}, message)),
            "ce546ef63c9cc60765923609b33a9a1974e96e52daf2fcf7075e2271");
}

TEST(Xaes, SealsTheSecondVectorWithAdditionalData) {
  const Xaes cipher;
  const BytesView additional = as_bytes("c2sp.org/XAES-256-GCM");
  EXPECT_EQ(to_hex(cipher.seal(key_of(std::byte{3}), nonce, additional, message)),
            "986ec1832593df5443a179437fd083bf3fdb41abd740a21f71eb769d");
}

TEST(Xaes, OpensWhatItSealed) {
  const Xaes cipher;
  const SecretKey key = key_of(std::byte{3});
  const Bytes sealed = cipher.seal(key, nonce, as_bytes("place"), message);
  const auto opened = cipher.open(key, nonce, as_bytes("place"), sealed);
  ASSERT_TRUE(opened.has_value());
  EXPECT_EQ(as_text(*opened), "XAES-256-GCM");
}

TEST(Xaes, OpensAnEmptyPlaintext) {
  const Xaes cipher;
  const Bytes sealed = cipher.seal(key_of(std::byte{1}), nonce, {}, {});
  EXPECT_EQ(sealed.size(), Xaes::tag_size);
  const auto opened = cipher.open(key_of(std::byte{1}), nonce, {}, sealed);
  ASSERT_TRUE(opened.has_value());
  EXPECT_TRUE(opened->empty());
}

TEST(Xaes, RefusesEveryFlippedBit) {
  const Xaes cipher;
  const SecretKey key = key_of(std::byte{3});
  const Bytes sealed = cipher.seal(key, nonce, as_bytes("place"), message);
  for (std::size_t bit = 0; bit < sealed.size() * 8; ++bit) {
    Bytes altered = sealed;
    altered[bit / 8] ^= std::byte{1} << (bit % 8);
    EXPECT_FALSE(cipher.open(key, nonce, as_bytes("place"), altered).has_value()) << "bit " << bit;
  }
}

TEST(Xaes, RefusesAnotherKeyNonceOrPlace) {
  const Xaes cipher;
  const SecretKey key = key_of(std::byte{3});
  const Bytes sealed = cipher.seal(key, nonce, as_bytes("place"), message);
  EXPECT_FALSE(cipher.open(key_of(std::byte{4}), nonce, as_bytes("place"), sealed).has_value());
  EXPECT_FALSE(cipher.open(key, nonce, as_bytes("Place"), sealed).has_value());
  for (std::size_t at = 0; at < nonce.size(); ++at) {
    Bytes other = to_bytes(nonce);
    other[at] ^= std::byte{1};
    EXPECT_FALSE(cipher.open(key, other, as_bytes("place"), sealed).has_value()) << "byte " << at;
  }
}

TEST(Xaes, RefusesBytesTooShortToHoldATag) {
  const Xaes cipher;
  const Bytes sealed = cipher.seal(key_of(std::byte{1}), nonce, {}, {});
  const BytesView short_one = BytesView(sealed).first(Xaes::tag_size - 1);
  EXPECT_FALSE(cipher.open(key_of(std::byte{1}), nonce, {}, short_one).has_value());
  EXPECT_FALSE(cipher.open(key_of(std::byte{1}), nonce, {}, {}).has_value());
}

}  // namespace
}  // namespace telaio::crypto
