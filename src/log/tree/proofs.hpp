// SPDX-License-Identifier: EUPL-1.2
// Proofs of RFC 6962: that an entry stands at its place in a tree (inclusion), and that a tree only
// grew (consistency). Making them needs the stored hashes; checking them needs nothing but the
// proof.
#pragma once

#include <span>
#include <vector>

#include "log/tree/hash_source.hpp"

namespace telaio::log::tree {

// Root of the complete subtree number `index` of 2^level leaves.
Result<Hash, Fault> subtree_root(const HashSource& source, unsigned level, std::uint64_t index);
// Root of the first `size` leaves.
Result<Hash, Fault> root_at(const HashSource& source, std::uint64_t size);

// From the leaf's sibling up. `index` is less than `size` (asserted).
Result<std::vector<Hash>, Fault> inclusion_proof(const HashSource& source, std::uint64_t index,
                                                 std::uint64_t size);
// That the tree of `size` begins with the tree of `first`; `first` is at most `size` (asserted).
// Empty when they are equal and when `first` is 0: an empty tree begins every tree.
Result<std::vector<Hash>, Fault> consistency_proof(const HashSource& source, std::uint64_t first,
                                                   std::uint64_t size);

// Anything may be passed: what does not fit is simply not proved.
bool verify_inclusion(const Hash& leaf, std::uint64_t index, std::uint64_t size,
                      std::span<const Hash> proof, const Hash& root);
// With `first` 0, only the empty proof and the empty root are accepted.
bool verify_consistency(std::uint64_t first, std::uint64_t size, std::span<const Hash> proof,
                        const Hash& first_root, const Hash& root);

}  // namespace telaio::log::tree
