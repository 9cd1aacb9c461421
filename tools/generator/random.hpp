// SPDX-License-Identifier: EUPL-1.2
// Repeatable chance: the same seed gives the same Ambito. Not for secrets (crypto/random.hpp).
#pragma once

#include <cstdint>
#include <span>

#include "base/id.hpp"

namespace telaio::generator {

// SplitMix64 (Steele, Lea, Flood, OOPSLA 2014).
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}

  std::uint64_t next() {
    state_ += 0x9E3779B97F4A7C15ULL;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31U);
  }

  // 0 to bound - 1; `bound` is at least 1.
  std::uint32_t below(std::uint32_t bound) { return static_cast<std::uint32_t>(next() % bound); }
  // Both ends included.
  std::int32_t between(std::int32_t low, std::int32_t high) {
    return low + static_cast<std::int32_t>(below(static_cast<std::uint32_t>(high - low + 1)));
  }
  bool chance(std::uint32_t percent) { return below(100) < percent; }

  template <class Value, std::size_t size>
  const Value& pick(const Value (&values)[size]) {
    return values[below(static_cast<std::uint32_t>(size))];
  }
  template <class Value>
  const Value& pick(std::span<const Value> values) {
    return values[below(static_cast<std::uint32_t>(values.size()))];
  }

  template <class Kind>
  Kind id() {
    Bytes bytes;
    append_u64(bytes, next());
    append_u64(bytes, next());
    return Kind(uuid_from(bytes));
  }

  // An independent sequence for a part of the whole, so that one family's story does not depend on
  // how many others there are.
  Random part(std::uint64_t number) const {
    return Random(state_ ^ (number * 0xD1342543DE82EF95ULL));
  }

 private:
  std::uint64_t state_;
};

}  // namespace telaio::generator
