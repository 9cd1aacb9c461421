// SPDX-License-Identifier: EUPL-1.2
#include "crypto/digest.hpp"

#include <gtest/gtest.h>

namespace telaio::crypto {
namespace {

// FIPS 180-4 examples.
constexpr const char* of_nothing =
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
constexpr const char* of_abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

TEST(Digest, HashesNothing) {
  EXPECT_EQ(to_hex(sha256(BytesView())), of_nothing);
  EXPECT_EQ(to_hex(sha256({})), of_nothing);
}

TEST(Digest, HashesPublishedExamples) {
  EXPECT_EQ(to_hex(sha256(as_bytes("abc"))), of_abc);
  EXPECT_EQ(to_hex(sha256(as_bytes("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"))),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

TEST(Digest, HashesPiecesAsOneText) {
  EXPECT_EQ(to_hex(sha256({as_bytes("a"), BytesView(), as_bytes("bc")})), of_abc);
}

TEST(Digest, UsesOneHasherForManyTexts) {
  Sha256Hasher hasher;
  EXPECT_EQ(to_hex(hasher.add(as_bytes("ab")).add(as_bytes("c")).finish()), of_abc);
  EXPECT_EQ(to_hex(hasher.finish()), of_nothing);
  EXPECT_EQ(to_hex(hasher.add(as_bytes("abc")).finish()), of_abc);
}

TEST(Digest, KeepsTwoHashersApart) {
  Sha256Hasher one;
  Sha256Hasher other;
  one.add(as_bytes("a"));
  EXPECT_EQ(to_hex(other.finish()), of_nothing);
  EXPECT_EQ(to_hex(one.add(as_bytes("bc")).finish()), of_abc);
}

}  // namespace
}  // namespace telaio::crypto
