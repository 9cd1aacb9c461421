// SPDX-License-Identifier: EUPL-1.2
#include "log/tree/hashing.hpp"

namespace telaio::log::tree {
namespace {

constexpr std::array leaf_prefix = {std::byte{0x00}};
constexpr std::array node_prefix = {std::byte{0x01}};

}  // namespace

Hash empty_root() {
  return crypto::sha256(BytesView());
}

Hash leaf_hash(BytesView entry) {
  return crypto::sha256({leaf_prefix, entry});
}

Hash node_hash(const Hash& left, const Hash& right) {
  return crypto::sha256({node_prefix, left, right});
}

}  // namespace telaio::log::tree
