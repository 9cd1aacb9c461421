// SPDX-License-Identifier: EUPL-1.2
#include "base/bytes.hpp"

#include <gtest/gtest.h>

namespace telaio {
namespace {

// RFC 4648 section 10.
TEST(Base64, ReproducesTheVectorsOfRfc4648) {
  const std::pair<const char*, const char*> vectors[] = {{"", ""},
                                                         {"f", "Zg=="},
                                                         {"fo", "Zm8="},
                                                         {"foo", "Zm9v"},
                                                         {"foob", "Zm9vYg=="},
                                                         {"fooba", "Zm9vYmE="},
                                                         {"foobar", "Zm9vYmFy"}};
  for (const auto& [plain, coded] : vectors) {
    EXPECT_EQ(to_base64(as_bytes(plain)), coded);
    EXPECT_EQ(from_base64(coded), to_bytes(as_bytes(plain)));
  }
}

TEST(Base64, RefusesASecondWayToWriteTheSameBytes) {
  EXPECT_EQ(from_base64("Zh=="), std::nullopt);  // Unused bits set.
  EXPECT_EQ(from_base64("Zm9="), std::nullopt);
  EXPECT_EQ(from_base64("Zg"), std::nullopt);  // No padding.
  EXPECT_EQ(from_base64("Zg=a"), std::nullopt);
  EXPECT_EQ(from_base64("Z g="), std::nullopt);
  EXPECT_EQ(from_base64("===="), std::nullopt);
}

TEST(Hex, ReadsBothCasesAndWritesLowerCase) {
  EXPECT_EQ(to_hex(*from_hex("00fFA1")), "00ffa1");
  EXPECT_EQ(from_hex("0"), std::nullopt);
  EXPECT_EQ(from_hex("0g"), std::nullopt);
}

TEST(BigEndian, WritesTheMostSignificantByteFirst) {
  Bytes bytes;
  append_u16(bytes, 0x0102);
  append_u32(bytes, 0x03040506);
  append_u64(bytes, 0x0708090a0b0c0d0e);
  EXPECT_EQ(to_hex(bytes), "0102030405060708090a0b0c0d0e");
  EXPECT_EQ(read_u16(bytes), 0x0102);
  EXPECT_EQ(read_u32(BytesView(bytes).subspan(2)), 0x03040506U);
  EXPECT_EQ(read_u64(BytesView(bytes).subspan(6)), 0x0708090a0b0c0d0eU);
}

}  // namespace
}  // namespace telaio
