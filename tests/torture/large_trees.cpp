// SPDX-License-Identifier: EUPL-1.2
// T27: trees of up to 2^40 leaves, never held whole: every proof that is made verifies, and none
// with one bit changed.
#include "log/tree/frontier.hpp"
#include "log/tree/proofs.hpp"
#include "tests/torture/tests.hpp"

namespace telaio::torture {
namespace {

namespace tree = log::tree;

// Every leaf is the same, so the root of a complete subtree depends on its height alone.
class UniformTree final : public tree::HashSource {
 public:
  UniformTree() {
    by_height_.push_back(leaf());
    for (unsigned height = 1; height < 64; ++height) {
      by_height_.push_back(tree::node_hash(by_height_.back(), by_height_.back()));
    }
  }
  static tree::Hash leaf() { return tree::leaf_hash({}); }
  Result<std::vector<tree::Hash>, Fault> hashes(unsigned level, std::uint64_t,
                                                std::size_t count) const override {
    return std::vector<tree::Hash>(count, by_height_[level * tree::tile_height]);
  }

 private:
  std::vector<tree::Hash> by_height_;
};

void flip(tree::Hash& hash, Random& random) {
  hash[pick(random, hash.size())] ^= std::byte{1} << static_cast<int>(pick(random, 8));
}

}  // namespace

void large_trees(Run& run) {
  const UniformTree stored;
  while (run.done() < run.rounds()) {
    Random& random = run.random();
    const std::uint64_t size = pick(random, std::uint64_t{1} << (1 + pick(random, 40))) + 1;
    const std::uint64_t first = pick(random, size) + 1;
    const std::uint64_t leaf = pick(random, size);
    const tree::Hash root = tree::root_at(stored, size).value();
    const tree::Hash earlier = tree::root_at(stored, first).value();
    auto inclusion = tree::inclusion_proof(stored, leaf, size).value();
    auto consistency = tree::consistency_proof(stored, first, size).value();
    require(inclusion.size() <= 40, "{} hashes for a leaf of {}", inclusion.size(), size);
    require(tree::verify_inclusion(UniformTree::leaf(), leaf, size, inclusion, root),
            "leaf {} of {} is not proved", leaf, size);
    require(tree::verify_consistency(first, size, consistency, earlier, root),
            "{} leaves of {} are not proved", first, size);
    require(tree::Frontier::load(stored, size).value().root() == root, "a frontier of {}", size);
    if (!inclusion.empty()) {
      flip(inclusion[pick(random, inclusion.size())], random);
      require(!tree::verify_inclusion(UniformTree::leaf(), leaf, size, inclusion, root),
              "a changed proof of leaf {} of {} verifies", leaf, size);
      run.count("changed proofs, refused");
    }
    if (!consistency.empty()) {
      flip(consistency[pick(random, consistency.size())], random);
      require(!tree::verify_consistency(first, size, consistency, earlier, root),
              "a changed proof of {} of {} verifies", first, size);
      run.count("changed proofs, refused");
    }
    run.round_done();
  }
}

}  // namespace telaio::torture
