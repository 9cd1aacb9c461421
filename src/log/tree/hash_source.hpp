// SPDX-License-Identifier: EUPL-1.2
// Where the tree's stored hashes come from. Stored are the leaf hashes and, above them, every
// eighth level, as in the tiles of C2SP: tile level L holds the roots of complete subtrees of 256^L
// leaves. What lies between is computed from them: at most 128 hashes for one node.
#pragma once

#include <vector>

#include "base/result.hpp"
#include "log/tree/hashing.hpp"

namespace telaio::log::tree {

inline constexpr unsigned tile_height = 8;
inline constexpr std::uint64_t tile_width = 256;
// Tile levels a tree of 2^64 leaves has.
inline constexpr unsigned tile_levels_max = 8;

class HashSource {
 public:
  HashSource() = default;
  HashSource(const HashSource&) = default;
  HashSource& operator=(const HashSource&) = default;
  virtual ~HashSource() = default;

  // `count` hashes of tile level `level` from `first` on; all lie in one tile and are stored.
  virtual Result<std::vector<Hash>, Fault> hashes(unsigned level, std::uint64_t first,
                                                  std::size_t count) const = 0;
};

}  // namespace telaio::log::tree
