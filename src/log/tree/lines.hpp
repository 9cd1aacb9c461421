// SPDX-License-Identifier: EUPL-1.2
// Lines of the C2SP text formats, taken one by one off the front of a text.
#pragma once

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

#include "base/bytes.hpp"

namespace telaio::log::tree {

// Without its newline; nothing when no newline is left.
inline std::optional<std::string_view> take_line(std::string_view& rest) {
  const std::size_t end = rest.find('\n');
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view line = rest.substr(0, end);
  rest.remove_prefix(end + 1);
  return line;
}

// What follows `mark` on the next line.
inline std::optional<std::string_view> take_field(std::string_view& rest, std::string_view mark) {
  const auto line = take_line(rest);
  if (!line || !line->starts_with(mark)) return std::nullopt;
  return line->substr(mark.size());
}

// Base64 of exactly `size` bytes.
template <std::size_t size>
std::optional<std::array<std::byte, size>> decode(std::string_view base64) {
  const auto bytes = from_base64(base64);
  if (!bytes || bytes->size() != size) return std::nullopt;
  std::array<std::byte, size> decoded;
  std::copy(bytes->begin(), bytes->end(), decoded.begin());
  return decoded;
}

}  // namespace telaio::log::tree
