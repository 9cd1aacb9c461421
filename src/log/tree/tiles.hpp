// SPDX-License-Identifier: EUPL-1.2
// The log as files that any C2SP client can follow (tlog-tiles): 256 hashes, or 256 entries, to a
// tile. Full tiles never change; a partial one is the right end of its level at some size.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "log/event_log.hpp"
#include "log/tree/hash_source.hpp"

namespace telaio::log::tree {

struct TileName {
  bool entries = false;  // A bundle of entries; then `level` is 0.
  unsigned level = 0;
  std::uint64_t index = 0;
  unsigned width = 256;  // 1 to 255 for a partial tile, 256 for a full one.

  bool operator==(const TileName&) const = default;
};

// "tile/0/x001/x234/067", "tile/1/000.p/17", "tile/entries/000".
std::string tile_path(const TileName& tile);
// The same back, without a slash in front. Nothing when the path is not canonical.
std::optional<TileName> parse_tile_path(std::string_view path);

// Hashes (or entries) that the tile has in a tree of `size` leaves: 0 to 256.
unsigned tile_width_at(unsigned level, std::uint64_t index, std::uint64_t size);

// The tile's bytes: hashes, or entries each after its length (u16). Nothing when the log has not
// grown that far. `source` and `events` are of the same log.
Result<std::optional<Bytes>, Fault> read_tile(const EventLog& events, const HashSource& source,
                                              const TileName& tile);

}  // namespace telaio::log::tree
