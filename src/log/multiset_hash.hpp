// SPDX-License-Identifier: EUPL-1.2
// Compares two large collections without sorting or keeping them: each side adds up keyed digests
// of its elements, in any order. The key is fresh, so nobody can prepare two collections with one
// sum.
#pragma once

#include <cstdint>

#include "crypto/siphash.hpp"

namespace telaio::log {

class MultisetHash {
 public:
  // Two sums compare only under one key.
  explicit MultisetHash(const crypto::SipKey& key) : key_(key) {}

  void add(BytesView element) {
    const crypto::SipDigest digest = crypto::siphash(key_, element);
    const std::uint64_t low = read_u64(BytesView(digest).subspan(8));
    // Addition of 128-bit numbers.
    low_ += low;
    high_ += read_u64(digest) + (low_ < low ? 1 : 0);
  }

  bool operator==(const MultisetHash&) const = default;

 private:
  crypto::SipKey key_;
  std::uint64_t high_ = 0;
  std::uint64_t low_ = 0;
};

}  // namespace telaio::log
