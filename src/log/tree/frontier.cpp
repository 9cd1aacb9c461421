// SPDX-License-Identifier: EUPL-1.2
#include "log/tree/frontier.hpp"

#include <optional>

#include "log/tree/proofs.hpp"

namespace telaio::log::tree {
namespace {

bool bit(std::uint64_t value, unsigned level) {
  return ((value >> level) & 1U) != 0;
}

// Calls `store(level, index, hash)` for every hash of a tile level that `leaf` completes.
template <class Store>
void append_leaf(std::array<Hash, 64>& subtrees, std::uint64_t size, const Hash& leaf,
                 const Store& store) {
  Hash hash = leaf;
  store(0U, size, hash);
  unsigned level = 0;
  for (; bit(size, level); ++level) {
    hash = node_hash(subtrees[level], hash);
    const unsigned above = level + 1;
    if (above % tile_height == 0) store(above / tile_height, size >> above, hash);
  }
  subtrees[level] = hash;
}

}  // namespace

Result<Frontier, Fault> Frontier::load(const HashSource& source, std::uint64_t size) {
  Frontier frontier;
  frontier.size_ = size;
  for (unsigned level = 0; level < frontier.subtrees_.size(); ++level) {
    if (!bit(size, level)) continue;
    const auto root = subtree_root(source, level, (size >> level) - 1);
    if (!root) return root.error();
    frontier.subtrees_[level] = *root;
  }
  return frontier;
}

void Frontier::append(const Hash& leaf, std::vector<TileHash>& stored) {
  append_leaf(subtrees_, size_, leaf, [&](unsigned level, std::uint64_t index, const Hash& hash) {
    stored.push_back({level, index, hash});
  });
  ++size_;
}

void Frontier::append(const Hash& leaf) {
  append_leaf(subtrees_, size_, leaf, [](unsigned, std::uint64_t, const Hash&) {});
  ++size_;
}

Hash Frontier::root() const {
  std::optional<Hash> root;
  for (unsigned level = 0; level < subtrees_.size(); ++level) {
    if (!bit(size_, level)) continue;
    root = root ? node_hash(subtrees_[level], *root) : subtrees_[level];
  }
  return root.value_or(empty_root());
}

}  // namespace telaio::log::tree
