// SPDX-License-Identifier: EUPL-1.2
// The anchor file: what it keeps, and what a torn write may cost.
#include "log/anchor.hpp"

#include <gtest/gtest.h>

#include <fstream>

#include "log/crc32c.hpp"
#include "log/log_faults.hpp"
#include "tests/log/fixtures.hpp"

namespace telaio::log::testing {
namespace {

AnchorPoint point_of(std::uint64_t size) {
  return {uuid_of(7), size, request_of(std::to_string(size))};
}

class AnchorFile : public ::testing::Test {
 protected:
  std::filesystem::path directory() const { return folder_.path() / "demo.anchor"; }
  std::filesystem::path file() const { return Anchor::file_in(directory()); }
  std::optional<AnchorPoint> stored() const { return Anchor::read(directory()).value(); }
  // Overwrites bytes of the file as a torn or failing disk would.
  void overwrite(std::streamoff at, std::size_t count) {
    std::fstream content(file(), std::ios::in | std::ios::out | std::ios::binary);
    content.seekp(at);
    content << std::string(count, '\xA5');
  }

  TemporaryFolder folder_;
};

TEST(Crc32c, HasThePublishedCheckValue) {
  EXPECT_EQ(crc32c(as_bytes("123456789")), 0xE3069283U);
  EXPECT_EQ(crc32c({}), 0U);
}

TEST_F(AnchorFile, KeepsItsLastPoint) {
  auto anchor = Anchor::create(directory(), point_of(0));
  ASSERT_TRUE(anchor.has_value());
  for (std::uint64_t size = 1; size <= 5; ++size) {
    ASSERT_TRUE(anchor->advance(point_of(size)).has_value());
    EXPECT_EQ(stored(), point_of(size));
    EXPECT_EQ(Anchor::open(directory()).value().point(), point_of(size));
  }
  EXPECT_EQ(std::filesystem::file_size(file()), 8'192);
}

TEST_F(AnchorFile, ContinuesAfterReopening) {
  ASSERT_TRUE(Anchor::create(directory(), point_of(0)).has_value());
  for (std::uint64_t size = 1; size <= 4; ++size) {
    auto anchor = Anchor::open(directory());
    ASSERT_TRUE(anchor.has_value());
    ASSERT_TRUE(anchor->advance(point_of(size)).has_value());
  }
  EXPECT_EQ(stored(), point_of(4));
}

TEST_F(AnchorFile, IsNotMadeTwice) {
  ASSERT_TRUE(Anchor::create(directory(), point_of(3)).has_value());
  EXPECT_EQ(Anchor::create(directory(), point_of(0)).error().code, faults::exists);
  EXPECT_EQ(stored(), point_of(3));
}

TEST_F(AnchorFile, SaysWhenItIsMissing) {
  EXPECT_EQ(stored(), std::nullopt);
  EXPECT_EQ(Anchor::open(directory()).error().code, faults::anchor_missing);
}

// A write goes to the older slot: wherever it is torn, the newer point stays.
TEST_F(AnchorFile, LosesAtMostTheNewestPointToATornWrite) {
  auto anchor = Anchor::create(directory(), point_of(1));
  ASSERT_TRUE(anchor->advance(point_of(2)).has_value());
  ASSERT_TRUE(anchor->advance(point_of(3)).has_value());
  std::ifstream in(file(), std::ios::binary);
  const std::string whole((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  for (std::size_t at = 0; at < whole.size(); at += 7) {
    std::string torn = whole;
    torn[at] = static_cast<char>(torn[at] ^ 0x5A);
    std::ofstream(file(), std::ios::binary | std::ios::trunc) << torn;
    const auto left = stored();
    ASSERT_TRUE(left == point_of(2) || left == point_of(3)) << at;
  }
}

TEST_F(AnchorFile, IsRefusedWhenBothSlotsAreDamaged) {
  ASSERT_TRUE(Anchor::create(directory(), point_of(1)).has_value());
  overwrite(20, 1);
  EXPECT_EQ(stored(), point_of(1));
  overwrite(4'096 + 20, 1);
  EXPECT_EQ(Anchor::read(directory()).error().code, faults::anchor_damaged);
  EXPECT_EQ(Anchor::open(directory()).error().code, faults::anchor_damaged);
}

TEST_F(AnchorFile, IsRefusedWhenItIsCutShort) {
  ASSERT_TRUE(Anchor::create(directory(), point_of(1)).has_value());
  std::filesystem::resize_file(file(), 80);
  EXPECT_EQ(Anchor::open(directory()).error().code, faults::anchor_damaged);
  std::filesystem::resize_file(file(), 0);
  EXPECT_EQ(Anchor::open(directory()).error().code, faults::anchor_damaged);
}

}  // namespace
}  // namespace telaio::log::testing
