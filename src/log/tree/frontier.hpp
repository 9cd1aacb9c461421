// SPDX-License-Identifier: EUPL-1.2
// The right edge of the tree: the roots of the complete subtrees a tree of this size is made of,
// one for each bit of the size. Enough to append a leaf and to know the root, in logarithmic space.
#pragma once

#include <array>
#include <vector>

#include "log/tree/hash_source.hpp"

namespace telaio::log::tree {

// A hash to be stored: number `index` of tile level `level`.
struct TileHash {
  unsigned level = 0;
  std::uint64_t index = 0;
  Hash hash{};
};

class Frontier {
 public:
  Frontier() = default;
  // Of the first `size` leaves of a stored tree.
  static Result<Frontier, Fault> load(const HashSource& source, std::uint64_t size);

  // Adds one leaf, and to `stored` the hashes it completes on tile levels: its own first.
  void append(const Hash& leaf, std::vector<TileHash>& stored);
  void append(const Hash& leaf);

  std::uint64_t size() const { return size_; }
  Hash root() const;

 private:
  std::uint64_t size_ = 0;
  // subtrees_[l] is the root of 2^l leaves, and meaningful when bit l of size_ is set.
  std::array<Hash, 64> subtrees_{};
};

}  // namespace telaio::log::tree
