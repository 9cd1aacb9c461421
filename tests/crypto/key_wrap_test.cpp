// SPDX-License-Identifier: EUPL-1.2
#include "crypto/key_wrap.hpp"

#include <gtest/gtest.h>

namespace telaio::crypto {
namespace {

SecretKey key_from(std::string_view hex) {
  return SecretKey(*from_hex(hex));
}

const char* const kek_hex = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

// RFC 3394, 4.6.
TEST(KeyWrap, WrapsTheVectorOfRfc3394) {
  const SecretKey key =
      key_from("00112233445566778899aabbccddeeff000102030405060708090a0b0c0d0e0f");
  EXPECT_EQ(to_hex(wrap_key(key_from(kek_hex), key)),
            "28c9f404c4b810f4cbccb35cfb87f8263f5786e2d80ed326cbc7f0e71a99f43bfb988b9b7a02dd21");
}

TEST(KeyWrap, WrapsTheSecondVector) {
  const SecretKey key =
      key_from("202122232425262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f");
  EXPECT_EQ(to_hex(wrap_key(key_from(kek_hex), key)),
            "04f8a3c3c302d3b0b7e94b14dcf85ad1da69cd74056ed7907d3cb49fb27799a4104db058f2901adb");
}

TEST(KeyWrap, UnwrapsWhatItWrapped) {
  const auto wrapped =
      from_hex("28c9f404c4b810f4cbccb35cfb87f8263f5786e2d80ed326cbc7f0e71a99f43bfb988b9b7a02dd21");
  const auto key = unwrap_key(key_from(kek_hex), *wrapped);
  ASSERT_TRUE(key.has_value());
  EXPECT_EQ(to_hex(key->view()),
            "00112233445566778899aabbccddeeff000102030405060708090a0b0c0d0e0f");
}

TEST(KeyWrap, RefusesEveryFlippedBit) {
  const SecretKey kek = key_from(kek_hex);
  const WrappedKey wrapped = wrap_key(kek, SecretKey());
  for (std::size_t bit = 0; bit < wrapped.size() * 8; ++bit) {
    WrappedKey altered = wrapped;
    altered[bit / 8] ^= std::byte{1} << (bit % 8);
    EXPECT_FALSE(unwrap_key(kek, altered).has_value()) << "bit " << bit;
  }
}

TEST(KeyWrap, RefusesAnotherWrappingKey) {
  const WrappedKey wrapped = wrap_key(key_from(kek_hex), SecretKey());
  EXPECT_FALSE(unwrap_key(SecretKey(), wrapped).has_value());
}

TEST(KeyWrap, RefusesAnotherLength) {
  const SecretKey kek = key_from(kek_hex);
  const WrappedKey wrapped = wrap_key(kek, SecretKey());
  Bytes longer(wrapped.begin(), wrapped.end());
  longer.resize(48);
  EXPECT_FALSE(unwrap_key(kek, BytesView(wrapped).first(39)).has_value());
  EXPECT_FALSE(unwrap_key(kek, longer).has_value());
  EXPECT_FALSE(unwrap_key(kek, {}).has_value());
}

}  // namespace
}  // namespace telaio::crypto
