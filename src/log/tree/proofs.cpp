// SPDX-License-Identifier: EUPL-1.2
#include "log/tree/proofs.hpp"

#include <bit>

#include "base/assert.hpp"

namespace telaio::log::tree {
namespace {

// Leaves [begin, end) of a tree, never none.
struct Range {
  std::uint64_t begin = 0;
  std::uint64_t end = 0;

  std::uint64_t size() const { return end - begin; }
  // RFC 6962 splits at the largest power of two smaller than the size, which is at least 2 here.
  std::uint64_t middle() const { return begin + std::bit_floor(size() - 1); }
  Range left() const { return {begin, middle()}; }
  Range right() const { return {middle(), end}; }
};

// The recursion halves its range at every step: at most 64 deep.
Result<Hash, Fault> range_root(const HashSource& source, Range range) {
  if (std::has_single_bit(range.size())) {
    const auto level = static_cast<unsigned>(std::countr_zero(range.size()));
    return subtree_root(source, level, range.begin >> level);
  }
  const auto left = range_root(source, range.left());
  if (!left) return left.error();
  const auto right = range_root(source, range.right());
  if (!right) return right.error();
  return node_hash(*left, *right);
}

Result<Done, Fault> add_root(const HashSource& source, Range range, std::vector<Hash>& proof) {
  const auto root = range_root(source, range);
  if (!root) return root.error();
  proof.push_back(*root);
  return Done{};
}

}  // namespace

Result<Hash, Fault> subtree_root(const HashSource& source, unsigned level, std::uint64_t index) {
  const unsigned below = level % tile_height;
  const std::size_t count = std::size_t{1} << below;
  auto hashes = source.hashes(level / tile_height, index << below, count);
  if (!hashes) return hashes.error();
  std::vector<Hash>& row = *hashes;
  TELAIO_ASSERT(row.size() == count);
  for (std::size_t width = count; width > 1; width /= 2) {
    for (std::size_t i = 0; i < width / 2; ++i) row[i] = node_hash(row[2 * i], row[2 * i + 1]);
  }
  return row[0];
}

Result<Hash, Fault> root_at(const HashSource& source, std::uint64_t size) {
  if (size == 0) return empty_root();
  return range_root(source, {0, size});
}

Result<std::vector<Hash>, Fault> inclusion_proof(const HashSource& source, std::uint64_t index,
                                                 std::uint64_t size) {
  TELAIO_ASSERT(index < size);
  // Walking down gives the path from the root; proofs list it from the leaf.
  std::vector<Hash> path;
  for (Range range{0, size}; range.size() > 1;) {
    const bool in_left = index < range.middle();
    const auto added = add_root(source, in_left ? range.right() : range.left(), path);
    if (!added) return added.error();
    range = in_left ? range.left() : range.right();
  }
  return std::vector<Hash>(path.rbegin(), path.rend());
}

Result<std::vector<Hash>, Fault> consistency_proof(const HashSource& source, std::uint64_t first,
                                                   std::uint64_t size) {
  TELAIO_ASSERT(first <= size);
  std::vector<Hash> path;
  if (first == 0) return path;
  // Down to the subtree that ends where the first tree ended. If it is that whole tree, its root is
  // known to who checks, and is left out.
  Range range{0, size};
  while (range.end != first) {
    const bool in_left = first <= range.middle();
    const auto added = add_root(source, in_left ? range.right() : range.left(), path);
    if (!added) return added.error();
    range = in_left ? range.left() : range.right();
  }
  if (range.begin != 0) {
    const auto added = add_root(source, range, path);
    if (!added) return added.error();
  }
  return std::vector<Hash>(path.rbegin(), path.rend());
}

// RFC 9162 section 2.1.3.2.
bool verify_inclusion(const Hash& leaf, std::uint64_t index, std::uint64_t size,
                      std::span<const Hash> proof, const Hash& root) {
  if (index >= size) return false;
  std::uint64_t at = index;
  std::uint64_t last = size - 1;
  Hash hash = leaf;
  for (const Hash& sibling : proof) {
    if (last == 0) return false;
    if ((at & 1U) != 0 || at == last) {
      hash = node_hash(sibling, hash);
      while ((at & 1U) == 0 && at != 0) {
        at >>= 1U;
        last >>= 1U;
      }
    } else {
      hash = node_hash(hash, sibling);
    }
    at >>= 1U;
    last >>= 1U;
  }
  return last == 0 && hash == root;
}

// RFC 9162 section 2.1.4.2.
bool verify_consistency(std::uint64_t first, std::uint64_t size, std::span<const Hash> proof,
                        const Hash& first_root, const Hash& root) {
  if (first > size) return false;
  if (first == 0) return proof.empty() && first_root == empty_root();
  if (first == size) return proof.empty() && first_root == root;

  // A first tree of a power of two leaves is itself a node of the second: the proof leaves it out.
  const bool starts_with_first_root = std::has_single_bit(first);
  if (!starts_with_first_root && proof.empty()) return false;
  const Hash start = starts_with_first_root ? first_root : proof[0];
  const std::span<const Hash> rest = starts_with_first_root ? proof : proof.subspan(1);

  std::uint64_t at = first - 1;
  std::uint64_t last = size - 1;
  while ((at & 1U) != 0) {
    at >>= 1U;
    last >>= 1U;
  }
  Hash first_hash = start;
  Hash hash = start;
  for (const Hash& sibling : rest) {
    if (last == 0) return false;
    if ((at & 1U) != 0 || at == last) {
      first_hash = node_hash(sibling, first_hash);
      hash = node_hash(sibling, hash);
      while ((at & 1U) == 0 && at != 0) {
        at >>= 1U;
        last >>= 1U;
      }
    } else {
      hash = node_hash(hash, sibling);
    }
    at >>= 1U;
    last >>= 1U;
  }
  return last == 0 && first_hash == first_root && hash == root;
}

}  // namespace telaio::log::tree
