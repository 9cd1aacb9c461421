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
    add(read_u64(digest), read_u64(BytesView(digest).subspan(8)));
  }
  // All that was added there, under the same key.
  void add(const MultisetHash& other) { add(other.high_, other.low_); }

  bool operator==(const MultisetHash&) const = default;

 private:
  // Addition of 128-bit numbers.
  void add(std::uint64_t high, std::uint64_t low) {
    low_ += low;
    high_ += high + (low_ < low ? 1 : 0);
  }

  crypto::SipKey key_;
  std::uint64_t high_ = 0;
  std::uint64_t low_ = 0;
};

}  // namespace telaio::log
