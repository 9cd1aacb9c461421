// SPDX-License-Identifier: EUPL-1.2
#include "crypto/hmac.hpp"

#include <gtest/gtest.h>

namespace telaio::crypto {
namespace {

Bytes repeated(unsigned value, std::size_t count) {
  return Bytes(count, static_cast<std::byte>(value));
}

// RFC 4231, test cases 1, 2, 3, 6 and 7.
TEST(Hmac, KeepsThePublishedExamples) {
  EXPECT_EQ(to_hex(hmac_sha256(repeated(0x0B, 20), as_bytes("Hi There"))),
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
  EXPECT_EQ(to_hex(hmac_sha256(as_bytes("Jefe"), as_bytes("what do ya want for nothing?"))),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  EXPECT_EQ(to_hex(hmac_sha256(repeated(0xAA, 20), repeated(0xDD, 50))),
            "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe");
}

TEST(Hmac, HashesAKeyLongerThanABlock) {
  EXPECT_EQ(to_hex(hmac_sha256(repeated(0xAA, 131),
                               as_bytes("Test Using Larger Than Block-Size Key - Hash Key First"))),
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

TEST(Hmac, TakesAKeyOfExactlyOneBlock) {
  // Not hashed first: a key of 64 bytes and its digest are different keys.
  const Bytes key = repeated(0x11, 64);
  EXPECT_NE(hmac_sha256(key, as_bytes("m")), hmac_sha256(sha256(key), as_bytes("m")));
  const Bytes longer = repeated(0x11, 65);
  EXPECT_EQ(hmac_sha256(longer, as_bytes("m")), hmac_sha256(sha256(longer), as_bytes("m")));
}

TEST(Hmac, HashesPiecesAsOneText) {
  EXPECT_EQ(hmac_sha256(as_bytes("k"), {as_bytes("a"), as_bytes("bc")}),
            hmac_sha256(as_bytes("k"), as_bytes("abc")));
}

TEST(ConstantTime, TellsEqualFromDifferent) {
  EXPECT_TRUE(equal_in_constant_time(as_bytes("same"), as_bytes("same")));
  EXPECT_FALSE(equal_in_constant_time(as_bytes("same"), as_bytes("sama")));
  EXPECT_FALSE(equal_in_constant_time(as_bytes("same"), as_bytes("sam")));
  EXPECT_TRUE(equal_in_constant_time({}, {}));
}

}  // namespace
}  // namespace telaio::crypto
