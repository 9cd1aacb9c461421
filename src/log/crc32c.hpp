// SPDX-License-Identifier: EUPL-1.2
// CRC-32C (Castagnoli): tells a torn write from a whole one. Not a protection against anybody.
#pragma once

#include <array>
#include <cstdint>

#include "base/bytes.hpp"

namespace telaio::log {

namespace detail {

constexpr std::array<std::uint32_t, 256> make_crc32c_table() {
  constexpr std::uint32_t reflected_polynomial = 0x82F63B78U;
  std::array<std::uint32_t, 256> table{};
  for (std::uint32_t i = 0; i < table.size(); ++i) {
    std::uint32_t value = i;
    for (int bit = 0; bit < 8; ++bit) {
      value = (value & 1U) != 0 ? (value >> 1U) ^ reflected_polynomial : value >> 1U;
    }
    table[i] = value;
  }
  return table;
}
inline constexpr auto crc32c_table = make_crc32c_table();

}  // namespace detail

constexpr std::uint32_t crc32c(BytesView bytes) {
  std::uint32_t value = 0xFFFFFFFFU;
  for (const std::byte b : bytes) {
    value =
        detail::crc32c_table[(value ^ std::to_integer<std::uint32_t>(b)) & 0xFFU] ^ (value >> 8U);
  }
  return value ^ 0xFFFFFFFFU;
}

}  // namespace telaio::log
