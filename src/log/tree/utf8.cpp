// SPDX-License-Identifier: EUPL-1.2
#include "log/tree/utf8.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

namespace telaio::log::tree {
namespace {

constexpr std::uint32_t last_code_point = 0x10FFFF;

// Takes one code point off the front of `rest`; nothing when it does not begin with a well-formed
// one.
std::optional<std::uint32_t> take_code_point(std::string_view& rest) {
  const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(rest[i]); };
  const std::uint8_t lead = byte(0);
  std::size_t length = 1;
  std::uint32_t value = lead;
  std::uint32_t smallest = 0;
  if (lead >= 0xF0 && lead < 0xF8) {
    length = 4, value = lead & 0x07U, smallest = 0x10000;
  } else if (lead >= 0xE0 && lead < 0xF0) {
    length = 3, value = lead & 0x0FU, smallest = 0x800;
  } else if (lead >= 0xC0 && lead < 0xE0) {
    length = 2, value = lead & 0x1FU, smallest = 0x80;
  } else if (lead >= 0x80) {
    return std::nullopt;
  }
  if (rest.size() < length) return std::nullopt;
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0U) != 0x80U) return std::nullopt;
    value = (value << 6U) | (byte(i) & 0x3FU);
  }
  const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
  if (value < smallest || value > last_code_point || surrogate) return std::nullopt;
  rest.remove_prefix(length);
  return value;
}

bool is_space(std::uint32_t c) {
  constexpr std::array<std::uint32_t, 11> alone = {0x20,   0x85,   0xA0,   0x1680, 0x2028, 0x2029,
                                                   0x202F, 0x205F, 0x3000, 0xFEFF, 0x180E};
  const bool ascii_control = c >= 0x09 && c <= 0x0D;
  const bool typographic = c >= 0x2000 && c <= 0x200B;
  return ascii_control || typographic || std::find(alone.begin(), alone.end(), c) != alone.end();
}

}  // namespace

bool is_text(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto c = take_code_point(bytes);
    if (!c || (*c < 0x20 && *c != '\n') || *c == 0x7F) return false;
  }
  return true;
}

bool holds_space(std::string_view text) {
  while (!text.empty()) {
    const auto c = take_code_point(text);
    if (!c || is_space(*c)) return true;
  }
  return false;
}

}  // namespace telaio::log::tree
