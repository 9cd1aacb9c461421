// SPDX-License-Identifier: EUPL-1.2
// Bytes that must not outlive their use: keys, passwords. They are overwritten when they go out of
// scope. Comparing or printing them is not offered.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>
#include <utility>

#include "base/assert.hpp"
#include "base/bytes.hpp"

namespace telaio::crypto {

// Overwrites in a way the compiler does not remove.
void cleanse(std::span<std::byte> bytes) noexcept;

// A secret of fixed size. Copies are secrets too.
template <std::size_t Size>
class Secret {
 public:
  static constexpr std::size_t size = Size;

  Secret() = default;  // All zeros.
  // The caller has checked the length (asserted).
  explicit Secret(BytesView bytes) {
    TELAIO_ASSERT(bytes.size() == Size);
    std::copy(bytes.begin(), bytes.end(), bytes_.begin());
  }
  Secret(const Secret&) = default;
  Secret& operator=(const Secret&) = default;
  ~Secret() { cleanse(bytes_); }

  BytesView view() const { return bytes_; }
  std::span<std::byte, Size> writable() { return bytes_; }

 private:
  std::array<std::byte, Size> bytes_{};
};

inline constexpr std::size_t key_size = 32;
using SecretKey = Secret<key_size>;

// A secret of any size. Moving leaves nothing behind.
class SecretBytes {
 public:
  SecretBytes() = default;
  explicit SecretBytes(Bytes bytes) : bytes_(std::move(bytes)) {}
  SecretBytes(SecretBytes&& other) noexcept : bytes_(std::exchange(other.bytes_, {})) {}
  SecretBytes& operator=(SecretBytes&& other) noexcept {
    if (this == &other) return *this;
    cleanse(bytes_);
    bytes_ = std::exchange(other.bytes_, {});
    return *this;
  }
  SecretBytes(const SecretBytes&) = delete;
  SecretBytes& operator=(const SecretBytes&) = delete;
  ~SecretBytes() { cleanse(bytes_); }

  BytesView view() const { return bytes_; }
  bool empty() const { return bytes_.empty(); }

 private:
  Bytes bytes_;
};

}  // namespace telaio::crypto
