// SPDX-License-Identifier: EUPL-1.2
// The tree of RFC 6962: against published vectors, against the definition itself, and against every
// changed bit.
#include <gtest/gtest.h>

#include <map>
#include <random>

#include "log/tree/frontier.hpp"
#include "log/tree/proofs.hpp"
#include "tests/log/fixtures.hpp"
#include "tests/log/vectors.hpp"

namespace telaio::log::tree {
namespace {

using log::testing::evidence;
using log::testing::hash_from_hex;
using log::testing::test_seed;

// A tree in memory: its tile levels, filled by a frontier.
class StoredTree final : public HashSource {
 public:
  void append(const Hash& leaf) {
    std::vector<TileHash> stored;
    frontier_.append(leaf, stored);
    for (const TileHash& hash : stored) {
      ASSERT_EQ(levels_[hash.level].size(), hash.index);
      levels_[hash.level].push_back(hash.hash);
    }
  }
  Result<std::vector<Hash>, Fault> hashes(unsigned level, std::uint64_t first,
                                          std::size_t count) const override {
    EXPECT_EQ(first / tile_width, (first + count - 1) / tile_width) << "in one tile";
    const auto& row = levels_.at(level);
    EXPECT_LE(first + count, row.size());
    const auto begin = row.begin() + static_cast<std::ptrdiff_t>(first);
    return std::vector<Hash>(begin, begin + static_cast<std::ptrdiff_t>(count));
  }
  Hash root() const { return frontier_.root(); }

 private:
  Frontier frontier_;
  std::map<unsigned, std::vector<Hash>> levels_;
};

// The definition, word for word: MTH of RFC 6962 section 2.1 over leaf hashes.
Hash root_by_definition(std::span<const Hash> leaves) {
  if (leaves.empty()) return empty_root();
  if (leaves.size() == 1) return leaves[0];
  std::size_t split = 1;
  while (split * 2 < leaves.size()) split *= 2;
  return node_hash(root_by_definition(leaves.first(split)),
                   root_by_definition(leaves.subspan(split)));
}

Hash numbered_leaf(std::uint64_t number) {
  Bytes bytes;
  append_u64(bytes, number);
  return leaf_hash(bytes);
}

std::vector<Hash> numbered_leaves(std::uint64_t count) {
  std::vector<Hash> leaves;
  for (std::uint64_t i = 0; i < count; ++i) leaves.push_back(numbered_leaf(i));
  return leaves;
}

Hash flipped(const Hash& hash, std::size_t bit) {
  Hash changed = hash;
  changed[bit / 8] ^= static_cast<std::byte>(1U << (bit % 8));
  return changed;
}

// ---- Published vectors ----

class PublishedTree : public ::testing::Test {
 protected:
  PublishedTree() {
    roots.push_back(tree.root());
    for (const auto& input : evidence("rfc6962_sha256").at("inputs_hex").as_array()) {
      leaves.push_back(leaf_hash(*from_hex(std::string_view(input.as_string()))));
      tree.append(leaves.back());
      roots.push_back(tree.root());
    }
  }
  static std::vector<Hash> proof_of(const boost::json::value& vector) {
    std::vector<Hash> proof;
    for (const auto& hash : vector.as_object().at("proof").as_array()) {
      proof.push_back(hash_from_hex(std::string_view(hash.as_string())));
    }
    return proof;
  }
  static std::uint64_t number(const boost::json::value& vector, std::string_view key) {
    return vector.as_object().at(key).to_number<std::uint64_t>();
  }

  StoredTree tree;
  std::vector<Hash> leaves;
  std::vector<Hash> roots;
};

TEST_F(PublishedTree, HasThePublishedHashes) {
  const auto& vectors = evidence("rfc6962_sha256");
  const auto text = [&](std::string_view key) {
    return std::string_view(vectors.at(key).as_string());
  };
  EXPECT_EQ(to_hex(empty_root()), text("empty_root"));
  EXPECT_EQ(to_hex(leaf_hash({})), text("leaf_hash_of_empty"));
  EXPECT_EQ(to_hex(leaf_hash(as_bytes("L123456"))), text("leaf_hash_of_ascii_L123456"));
  const std::array prefix = {std::byte{1}};
  EXPECT_EQ(to_hex(crypto::sha256({prefix, as_bytes("N123"), as_bytes("N456")})),
            text("node_hash_of_ascii_N123_N456"));
}

TEST_F(PublishedTree, HasThePublishedRoots) {
  const auto& vectors = evidence("rfc6962_sha256").at("roots_size_0_to_8").as_array();
  ASSERT_EQ(vectors.size(), 9);
  for (std::size_t size = 0; size < 9; ++size) {
    EXPECT_EQ(to_hex(roots[size]), std::string_view(vectors[size].as_string())) << size;
    EXPECT_EQ(root_at(tree, size).value(), roots[size]) << size;
  }
}

TEST_F(PublishedTree, MakesAndAcceptsThePublishedInclusionProofs) {
  for (const auto& vector : evidence("rfc6962_sha256").at("inclusion").as_array()) {
    const auto leaf = number(vector, "leaf");
    const auto size = number(vector, "size");
    const auto proof = proof_of(vector);
    EXPECT_EQ(inclusion_proof(tree, leaf, size).value(), proof);
    EXPECT_TRUE(verify_inclusion(leaves[leaf], leaf, size, proof, roots[size]));
  }
}

TEST_F(PublishedTree, MakesAndAcceptsThePublishedConsistencyProofs) {
  for (const auto& vector : evidence("rfc6962_sha256").at("consistency").as_array()) {
    const auto from = number(vector, "from");
    const auto to = number(vector, "to");
    const auto proof = proof_of(vector);
    EXPECT_EQ(consistency_proof(tree, from, to).value(), proof);
    EXPECT_TRUE(verify_consistency(from, to, proof, roots[from], roots[to]));
  }
}

// ---- T27: every size to 300, every pair ----

class SmallTrees : public ::testing::Test {
 protected:
  static constexpr std::uint64_t size_max = 300;

  SmallTrees() : leaves(numbered_leaves(size_max)) {
    for (const Hash& leaf : leaves) tree.append(leaf);
    for (std::uint64_t size = 0; size <= size_max; ++size) {
      roots.push_back(root_by_definition(std::span(leaves).first(size)));
    }
  }

  std::vector<Hash> leaves;
  std::vector<Hash> roots;  // By the definition.
  StoredTree tree;
};

TEST_F(SmallTrees, HaveTheRootsOfTheDefinition) {
  Frontier frontier;
  for (std::uint64_t size = 0; size <= size_max; ++size) {
    ASSERT_EQ(root_at(tree, size).value(), roots[size]) << size;
    ASSERT_EQ(frontier.root(), roots[size]) << size;
    ASSERT_EQ(Frontier::load(tree, size).value().root(), roots[size]) << size;
    if (size < size_max) frontier.append(leaves[size]);
  }
}

TEST_F(SmallTrees, ContinueFromALoadedFrontier) {
  for (const std::uint64_t size : {0U, 1U, 7U, 8U, 255U, 256U, 257U}) {
    Frontier frontier = Frontier::load(tree, size).value();
    for (std::uint64_t i = size; i < size_max; ++i) frontier.append(leaves[i]);
    EXPECT_EQ(frontier.root(), roots[size_max]) << size;
  }
}

TEST_F(SmallTrees, ProveEveryLeafOfEverySize) {
  for (std::uint64_t size = 1; size <= size_max; ++size) {
    for (std::uint64_t leaf = 0; leaf < size; ++leaf) {
      const auto proof = inclusion_proof(tree, leaf, size).value();
      ASSERT_TRUE(verify_inclusion(leaves[leaf], leaf, size, proof, roots[size]))
          << leaf << " in " << size;
    }
  }
}

TEST_F(SmallTrees, ProveEveryEarlierTree) {
  for (std::uint64_t size = 0; size <= size_max; ++size) {
    for (std::uint64_t first = 0; first <= size; ++first) {
      const auto proof = consistency_proof(tree, first, size).value();
      ASSERT_TRUE(verify_consistency(first, size, proof, roots[first], roots[size]))
          << first << " to " << size;
    }
  }
}

TEST_F(SmallTrees, RefuseInclusionProofsWithOneBitChanged) {
  for (const std::uint64_t size : {1U, 2U, 3U, 7U, 8U, 70U, 300U}) {
    for (std::uint64_t leaf = 0; leaf < size; leaf += 1 + size / 5) {
      const auto proof = inclusion_proof(tree, leaf, size).value();
      for (std::size_t bit = 0; bit < 256; ++bit) {
        ASSERT_FALSE(verify_inclusion(flipped(leaves[leaf], bit), leaf, size, proof, roots[size]));
        ASSERT_FALSE(verify_inclusion(leaves[leaf], leaf, size, proof, flipped(roots[size], bit)));
        for (std::size_t i = 0; i < proof.size(); ++i) {
          auto changed = proof;
          changed[i] = flipped(changed[i], bit);
          ASSERT_FALSE(verify_inclusion(leaves[leaf], leaf, size, changed, roots[size]));
        }
      }
    }
  }
}

TEST_F(SmallTrees, RefuseConsistencyProofsWithOneBitChanged) {
  for (const auto& [first, size] : std::vector<std::pair<std::uint64_t, std::uint64_t>>{
           {1, 2}, {2, 3}, {3, 7}, {4, 7}, {6, 8}, {64, 70}, {65, 70}, {256, 300}, {299, 300}}) {
    const auto proof = consistency_proof(tree, first, size).value();
    for (std::size_t bit = 0; bit < 256; ++bit) {
      ASSERT_FALSE(verify_consistency(first, size, proof, flipped(roots[first], bit), roots[size]));
      ASSERT_FALSE(verify_consistency(first, size, proof, roots[first], flipped(roots[size], bit)));
      for (std::size_t i = 0; i < proof.size(); ++i) {
        auto changed = proof;
        changed[i] = flipped(changed[i], bit);
        ASSERT_FALSE(verify_consistency(first, size, changed, roots[first], roots[size]));
      }
    }
  }
}

TEST_F(SmallTrees, RefuseProofsWithAHashMoreOrLess) {
  for (std::uint64_t size = 1; size <= 40; ++size) {
    for (std::uint64_t at = 0; at < size; ++at) {
      auto longer = inclusion_proof(tree, at, size).value();
      auto shorter = longer;
      longer.push_back(roots[size]);
      EXPECT_FALSE(verify_inclusion(leaves[at], at, size, longer, roots[size]));
      if (!shorter.empty()) {
        shorter.pop_back();
        EXPECT_FALSE(verify_inclusion(leaves[at], at, size, shorter, roots[size]));
      }
      auto more = consistency_proof(tree, at, size).value();
      auto less = more;
      more.push_back(roots[size]);
      EXPECT_FALSE(verify_consistency(at, size, more, roots[at], roots[size]));
      if (!less.empty()) {
        less.pop_back();
        EXPECT_FALSE(verify_consistency(at, size, less, roots[at], roots[size]));
      }
    }
  }
}

TEST_F(SmallTrees, RefuseALeafAtAnotherPlaceOrInAnotherTree) {
  for (std::uint64_t at = 0; at < 70; ++at) {
    const auto proof = inclusion_proof(tree, at, 70).value();
    for (std::uint64_t other = 0; other < 72; ++other) {
      EXPECT_EQ(verify_inclusion(leaves[at], other, 70, proof, roots[70]), other == at);
    }
    EXPECT_FALSE(verify_inclusion(leaves[at], at, 70, proof, roots[71]));
  }
}

TEST_F(SmallTrees, RefuseWhatCannotBeATree) {
  EXPECT_FALSE(verify_inclusion(leaves[0], 0, 0, {}, empty_root()));
  EXPECT_FALSE(verify_inclusion(leaves[0], 1, 1, {}, leaves[0]));
  EXPECT_FALSE(verify_consistency(2, 1, {}, roots[2], roots[1]));
  EXPECT_FALSE(verify_consistency(0, 5, {}, roots[1], roots[5]));
  EXPECT_FALSE(verify_consistency(1, 1, {}, roots[1], roots[2]));
  EXPECT_FALSE(verify_consistency(3, 8, {}, roots[3], roots[8]));
}

// ---- Large trees, never held whole ----

// Every leaf is the same, so the root of a complete subtree depends on its height alone.
class UniformTree final : public HashSource {
 public:
  UniformTree() {
    by_height_.push_back(numbered_leaf(0));
    for (unsigned height = 1; height < 64; ++height) {
      by_height_.push_back(node_hash(by_height_.back(), by_height_.back()));
    }
  }
  Result<std::vector<Hash>, Fault> hashes(unsigned level, std::uint64_t,
                                          std::size_t count) const override {
    return std::vector<Hash>(count, by_height_[level * tile_height]);
  }

 private:
  std::vector<Hash> by_height_;
};

TEST(LargeTrees, ProveLeavesAndEarlierTreesUpToTwoToTheForty) {
  const UniformTree tree;
  std::mt19937_64 random(test_seed());
  for (int i = 0; i < 500; ++i) {
    const std::uint64_t size = random() % (std::uint64_t{1} << (1 + random() % 40)) + 1;
    const std::uint64_t first = random() % size + 1;
    const std::uint64_t leaf = random() % size;
    const Hash root = root_at(tree, size).value();
    const auto inclusion = inclusion_proof(tree, leaf, size).value();
    ASSERT_TRUE(verify_inclusion(numbered_leaf(0), leaf, size, inclusion, root));
    ASSERT_LE(inclusion.size(), 40);
    const auto consistency = consistency_proof(tree, first, size).value();
    ASSERT_TRUE(verify_consistency(first, size, consistency, root_at(tree, first).value(), root));
    ASSERT_EQ(Frontier::load(tree, size).value().root(), root);
  }
}

}  // namespace
}  // namespace telaio::log::tree
