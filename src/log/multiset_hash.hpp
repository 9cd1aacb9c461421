// SPDX-License-Identifier: EUPL-1.2
// Compares two large collections without sorting or keeping them: each side adds up keyed digests
// of its elements, in any order. The key is fresh, so nobody can prepare two collections with one
// sum.
#pragma once

#include "base/bytes.hpp"
#include "crypto/digest.hpp"

namespace telaio::log {

class MultisetHash {
 public:
  // Two sums compare only under one key.
  explicit MultisetHash(const crypto::Sha256& key) : key_(key) {}

  void add(BytesView element) {
    const auto digest = crypto::sha256({key_, element});
    // Addition of 256-bit numbers, lowest byte last.
    unsigned carry = 0;
    for (std::size_t i = digest.size(); i-- > 0;) {
      carry += std::to_integer<unsigned>(sum_[i]) + std::to_integer<unsigned>(digest[i]);
      sum_[i] = static_cast<std::byte>(carry & 0xFFU);
      carry >>= 8U;
    }
  }

  bool operator==(const MultisetHash&) const = default;

 private:
  crypto::Sha256 key_;
  crypto::Sha256 sum_{};
};

}  // namespace telaio::log
