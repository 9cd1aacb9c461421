// SPDX-License-Identifier: EUPL-1.2
#include "crypto/random.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace telaio::crypto {
namespace {

TEST(Random, NeverGivesTheSameIdTwice) {
  std::set<Uuid> ids;
  for (int i = 0; i < 1'000; ++i) ids.insert(random_uuid());
  EXPECT_EQ(ids.size(), 1'000);
}

TEST(Random, SetsNoBitOfAnIdForGood) {
  // Version and variant bits of RFC 9562 would show here: each of 128 bits is seen as 0 and as 1.
  Uuid any_one;
  Uuid any_zero;
  for (int i = 0; i < 200; ++i) {
    const Uuid id = random_uuid();
    for (std::size_t b = 0; b < id_size; ++b) {
      any_one.bytes[b] |= id.bytes[b];
      any_zero.bytes[b] |= ~id.bytes[b];
    }
  }
  const auto full = [](std::byte b) { return b == std::byte{0xFF}; };
  EXPECT_TRUE(std::all_of(any_one.bytes.begin(), any_one.bytes.end(), full));
  EXPECT_TRUE(std::all_of(any_zero.bytes.begin(), any_zero.bytes.end(), full));
}

TEST(Random, FillsOnlyWhatItIsGiven) {
  std::array<std::byte, 66> bytes{};
  fill_random(std::span(bytes).subspan(1, 64));
  EXPECT_EQ(bytes.front(), std::byte{0});
  EXPECT_EQ(bytes.back(), std::byte{0});
  EXPECT_NE(std::count(bytes.begin(), bytes.end(), std::byte{0}), 66);
}

TEST(Random, FillsNothingWhenNothingIsAsked) {
  fill_random({});
}

}  // namespace
}  // namespace telaio::crypto
