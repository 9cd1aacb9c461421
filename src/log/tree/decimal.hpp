// SPDX-License-Identifier: EUPL-1.2
// Numbers of the C2SP text formats: decimal digits, no sign, no zeros in front. One number, one
// text.
#pragma once

#include <charconv>
#include <cstdint>
#include <optional>
#include <string_view>

namespace telaio::log::tree {

// Nothing for any other text, and for a number beyond 64 bits.
inline std::optional<std::uint64_t> parse_decimal(std::string_view text) {
  if (text.empty() || (text.size() > 1 && text.front() == '0')) return std::nullopt;
  if (text.find_first_not_of("0123456789") != std::string_view::npos) return std::nullopt;
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

}  // namespace telaio::log::tree
