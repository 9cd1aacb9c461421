// SPDX-License-Identifier: EUPL-1.2
// Tiles of C2SP tlog-tiles: their names, their widths, their bytes.
#include "log/tree/tiles.hpp"

#include <gtest/gtest.h>

#include "base/clock.hpp"
#include "log/memory/memory_log.hpp"
#include "log/tree/proofs.hpp"
#include "tests/log/fixtures.hpp"
#include "tests/log/vectors.hpp"

namespace telaio::log::tree {
namespace {

using log::testing::evidence;

TEST(TileName, HasThePublishedPaths) {
  for (const auto& [index, path] : evidence("tlog_tiles").at("index_path").as_object()) {
    const TileName tile{false, 0, std::stoull(std::string(index)), 256};
    const std::string expected = "tile/0/" + std::string(path.as_string());
    EXPECT_EQ(tile_path(tile), expected);
    EXPECT_EQ(parse_tile_path(expected), tile);
  }
}

TEST(TileName, SaysLevelWidthAndEntries) {
  EXPECT_EQ(tile_path({false, 1, 0, 17}), "tile/1/000.p/17");
  EXPECT_EQ(tile_path({true, 0, 273, 112}), "tile/entries/273.p/112");
  EXPECT_EQ(parse_tile_path("tile/1/000.p/17"), (TileName{false, 1, 0, 17}));
  EXPECT_EQ(parse_tile_path("tile/entries/x001/000"), (TileName{true, 0, 1'000, 256}));
  EXPECT_EQ(parse_tile_path("tile/7/000"), (TileName{false, 7, 0, 256}));
}

TEST(TileName, IsReadBackForEveryShapeOfIndex) {
  for (const std::uint64_t index :
       {0ULL, 9ULL, 999ULL, 1'000ULL, 999'999ULL, 1'000'000ULL, 123'456'789ULL,
        72'057'594'037'927'935ULL, 18'446'744'073'709'551'615ULL}) {
    const TileName tile{false, 2, index, 3};
    EXPECT_EQ(parse_tile_path(tile_path(tile)), tile) << index;
  }
}

class MalformedTilePath : public ::testing::TestWithParam<const char*> {};

TEST_P(MalformedTilePath, IsNotRead) {
  EXPECT_EQ(parse_tile_path(GetParam()), std::nullopt);
}

constexpr const char* malformed_paths[] = {
    "",
    "tile",
    "tile/",
    "tile/0",
    "tile/0/",
    "/tile/0/000",
    "tile/8/000",
    "tile/00/000",
    "tile/-1/000",
    "tile/x/000",
    "tile/0/0",
    "tile/0/00",
    "tile/0/0000",
    "tile/0/00a",
    "tile/0/1000",
    "tile/0/001/000",
    "tile/0/x001",
    "tile/0/x001/",
    "tile/0/x001/00",
    "tile/0/X001/000",
    "tile/0/x000/001",
    "tile/0/x001/x000",
    "tile/0/000/",
    "tile/0/000.p",
    "tile/0/000.p/",
    "tile/0/000.p/0",
    "tile/0/000.p/01",
    "tile/0/000.p/256",
    "tile/0/000.p/-1",
    "tile/0/000.p/1/",
    "tile/0/000.p/1.p/1",
    "tile/0/../0/000",
    "tile/0/x999/x999/x999/x999/x999/x999/999",
    "tile/entry/000",
    "tile/entries",
};
INSTANTIATE_TEST_SUITE_P(TileName, MalformedTilePath, ::testing::ValuesIn(malformed_paths));

TEST(TileWidth, IsThatOfThePublishedSize) {
  EXPECT_EQ(tile_width_at(0, 272, 70'000), 256);
  EXPECT_EQ(tile_width_at(0, 273, 70'000), 112);
  EXPECT_EQ(tile_width_at(0, 274, 70'000), 0);
  EXPECT_EQ(tile_width_at(1, 0, 70'000), 256);
  EXPECT_EQ(tile_width_at(1, 1, 70'000), 17);
  EXPECT_EQ(tile_width_at(2, 0, 70'000), 1);
  EXPECT_EQ(tile_width_at(3, 0, 70'000), 0);
  EXPECT_EQ(tile_width_at(0, 0, 0), 0);
  EXPECT_EQ(tile_width_at(0, ~std::uint64_t{0}, ~std::uint64_t{0}), 0);
}

class Tiles : public ::testing::Test {
 protected:
  static constexpr std::uint64_t size = 600;

  Tiles() {
    using namespace log::testing;
    for (std::uint64_t i = 0; i < size / 100; ++i) {
      appended(append_and_wait(
          *log, commit_of(i, {write_to(stream_of(i), Expectation::any(),
                                       std::vector<NewEvent>(100, event_of_number(i)))})));
    }
  }
  std::optional<Bytes> read(std::string_view path) {
    return read_tile(*log, *log, *parse_tile_path(path)).value();
  }

  ManualClock clock{Instant()};
  std::unique_ptr<StoredLog> log = memory::create(clock);
};

TEST_F(Tiles, HoldTheHashesOfTheTree) {
  ASSERT_EQ(log->head().size, 600);
  const auto full = read("tile/0/001");
  ASSERT_TRUE(full.has_value());
  ASSERT_EQ(full->size(), 8'192);
  const auto leaf = leaf_hash(log->entry(256).value());
  EXPECT_EQ(to_bytes(BytesView(*full).first(32)), to_bytes(leaf));
  const auto above = read("tile/1/000.p/2");
  ASSERT_TRUE(above.has_value());
  EXPECT_EQ(to_bytes(BytesView(*above).first(32)), to_bytes(log->root_at(256).value()));
}

TEST_F(Tiles, HoldEveryEntryAfterItsLength) {
  const auto entries = read("tile/entries/002.p/88");
  ASSERT_TRUE(entries.has_value());
  ASSERT_EQ(entries->size(), 88 * 82);
  EXPECT_EQ(read_u16(*entries), 80);
  EXPECT_EQ(to_bytes(BytesView(*entries).subspan(2, 80)), log->entry(512).value());
}

TEST_F(Tiles, AreThereAsFarAsTheLogHasGrown) {
  EXPECT_TRUE(read("tile/0/002.p/88").has_value());
  EXPECT_TRUE(read("tile/0/002.p/1").has_value());
  EXPECT_FALSE(read("tile/0/002.p/89").has_value());
  EXPECT_FALSE(read("tile/0/002").has_value());
  EXPECT_FALSE(read("tile/0/003.p/1").has_value());
  EXPECT_FALSE(read("tile/1/000.p/3").has_value());
  EXPECT_FALSE(read("tile/2/000.p/1").has_value());
  EXPECT_FALSE(read("tile/entries/x999/999").has_value());
}

}  // namespace
}  // namespace telaio::log::tree
