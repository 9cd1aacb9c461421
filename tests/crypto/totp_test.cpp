// SPDX-License-Identifier: EUPL-1.2
#include "crypto/totp.hpp"

#include <gtest/gtest.h>

namespace telaio::crypto {
namespace {

// RFC 6238, appendix B (SHA-1), cut to the last six of its eight digits.
const BytesView secret = as_bytes("12345678901234567890");

Instant at(std::int64_t seconds) {
  return Instant::from_micros(0).plus_seconds(seconds);
}

TEST(Totp, MakesTheCodesOfRfc6238) {
  EXPECT_EQ(totp_code(secret, totp_step(at(59))), "287082");
  EXPECT_EQ(totp_code(secret, totp_step(at(1111111109))), "081804");
  EXPECT_EQ(totp_code(secret, totp_step(at(1111111111))), "050471");
  EXPECT_EQ(totp_code(secret, totp_step(at(1234567890))), "005924");
  EXPECT_EQ(totp_code(secret, totp_step(at(2000000000))), "279037");
  EXPECT_EQ(totp_code(secret, totp_step(at(20000000000))), "353130");
}

// 287082 is the code of step 1: from second 30 to 59.
TEST(Totp, AcceptsACodeOneStepEarlyAndOneStepLate) {
  EXPECT_EQ(totp_accepted(secret, "287082", at(0), std::nullopt), 1U);
  EXPECT_EQ(totp_accepted(secret, "287082", at(30), std::nullopt), 1U);
  EXPECT_EQ(totp_accepted(secret, "287082", at(89), std::nullopt), 1U);
}

TEST(Totp, RefusesACodeTwoStepsLateOrEarly) {
  EXPECT_EQ(totp_accepted(secret, "287082", at(90), std::nullopt), std::nullopt);
  // 005924 is the code of step 41152263: from second 1234567890 on.
  EXPECT_EQ(totp_accepted(secret, "005924", at(1234567860), std::nullopt), 41152263U);
  EXPECT_EQ(totp_accepted(secret, "005924", at(1234567859), std::nullopt), std::nullopt);
}

TEST(Totp, AcceptsNoCodeTwice) {
  EXPECT_EQ(totp_accepted(secret, "287082", at(59), 0U), 1U);
  EXPECT_EQ(totp_accepted(secret, "287082", at(59), 1U), std::nullopt);
  EXPECT_EQ(totp_accepted(secret, "287082", at(59), 2U), std::nullopt);
}

TEST(Totp, RefusesWhatIsNotSixDigits) {
  EXPECT_EQ(totp_accepted(secret, "", at(59), std::nullopt), std::nullopt);
  EXPECT_EQ(totp_accepted(secret, "28708", at(59), std::nullopt), std::nullopt);
  EXPECT_EQ(totp_accepted(secret, "2870821", at(59), std::nullopt), std::nullopt);
  EXPECT_EQ(totp_accepted(secret, "28708x", at(59), std::nullopt), std::nullopt);
}

// RFC 4648, 10, without the padding.
TEST(Base32, WritesTheVectorsOfRfc4648) {
  EXPECT_EQ(to_base32(as_bytes("")), "");
  EXPECT_EQ(to_base32(as_bytes("f")), "MY");
  EXPECT_EQ(to_base32(as_bytes("fo")), "MZXQ");
  EXPECT_EQ(to_base32(as_bytes("foo")), "MZXW6");
  EXPECT_EQ(to_base32(as_bytes("foob")), "MZXW6YQ");
  EXPECT_EQ(to_base32(as_bytes("fooba")), "MZXW6YTB");
  EXPECT_EQ(to_base32(as_bytes("foobar")), "MZXW6YTBOI");
}

TEST(Base32, ReadsWhatPeopleTypeInLowerCaseAndGroups) {
  EXPECT_EQ(from_base32("mzxw 6ytb oi"), to_bytes(as_bytes("foobar")));
  EXPECT_EQ(from_base32(""), Bytes{});
}

TEST(Base32, RefusesOtherTexts) {
  EXPECT_EQ(from_base32("MZXW1"), std::nullopt);  // 1 is not a digit of base32.
  EXPECT_EQ(from_base32("MZ="), std::nullopt);    // Padding is not ours.
  EXPECT_EQ(from_base32("M"), std::nullopt);      // Half a byte.
  EXPECT_EQ(from_base32("MZ"), std::nullopt);     // Bits beyond the last byte.
}

}  // namespace
}  // namespace telaio::crypto
