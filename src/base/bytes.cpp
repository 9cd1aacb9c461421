// SPDX-License-Identifier: EUPL-1.2
#include "base/bytes.hpp"

#include <array>

#include "base/assert.hpp"

namespace telaio {
namespace {

constexpr std::string_view base64_alphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

template <class Unsigned>
void append_big_endian(Bytes& to, Unsigned value) {
  std::array<std::byte, sizeof(Unsigned)> bytes;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    bytes[i] = static_cast<std::byte>((value >> ((bytes.size() - 1 - i) * 8)) & 0xFFU);
  }
  to.insert(to.end(), bytes.begin(), bytes.end());
}

template <class Unsigned>
Unsigned read_big_endian(BytesView from) {
  TELAIO_ASSERT(from.size() >= sizeof(Unsigned));
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < sizeof(Unsigned); ++i) {
    value = (value << 8U) | std::to_integer<std::uint64_t>(from[i]);
  }
  return static_cast<Unsigned>(value);
}

}  // namespace

BytesView as_bytes(std::string_view text) {
  return std::as_bytes(std::span(text));
}

std::string_view as_text(BytesView bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

Bytes to_bytes(BytesView view) {
  return {view.begin(), view.end()};
}

void append(Bytes& to, BytesView more) {
  to.insert(to.end(), more.begin(), more.end());
}

std::string to_hex(BytesView bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string hex;
  hex.reserve(bytes.size() * 2);
  for (const std::byte b : bytes) {
    hex.push_back(digits[std::to_integer<std::size_t>(b >> 4U)]);
    hex.push_back(digits[std::to_integer<std::size_t>(b & std::byte{0x0F})]);
  }
  return hex;
}

std::optional<Bytes> from_hex(std::string_view hex) {
  if (hex.size() % 2 != 0) return std::nullopt;
  Bytes bytes;
  bytes.reserve(hex.size() / 2);
  for (std::size_t i = 0; i < hex.size(); i += 2) {
    const int high = hex_digit(hex[i]);
    const int low = hex_digit(hex[i + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    bytes.push_back(static_cast<std::byte>(high * 16 + low));
  }
  return bytes;
}

std::string to_base64(BytesView bytes) {
  std::string text;
  text.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const std::size_t count = std::min<std::size_t>(3, bytes.size() - i);
    std::uint32_t group = 0;
    for (std::size_t j = 0; j < 3; ++j) {
      group = (group << 8U) | (j < count ? std::to_integer<std::uint32_t>(bytes[i + j]) : 0U);
    }
    for (std::size_t j = 0; j < 4; ++j) {
      text.push_back(j <= count ? base64_alphabet[(group >> (18U - 6U * j)) & 0x3FU] : '=');
    }
  }
  return text;
}

std::optional<Bytes> from_base64(std::string_view text) {
  if (text.size() % 4 != 0) return std::nullopt;
  Bytes bytes;
  bytes.reserve(text.size() / 4 * 3);
  for (std::size_t i = 0; i < text.size(); i += 4) {
    const bool last = i + 4 == text.size();
    std::size_t padding = 0;
    if (last && text[i + 3] == '=') padding = text[i + 2] == '=' ? 2 : 1;
    std::uint32_t group = 0;
    for (std::size_t j = 0; j < 4; ++j) {
      std::size_t value = 0;
      if (j < 4 - padding) {
        value = base64_alphabet.find(text[i + j]);
        if (value == std::string_view::npos) return std::nullopt;
      }
      group = (group << 6U) | static_cast<std::uint32_t>(value);
    }
    // Unused bits must be zero, or two texts would name the same bytes.
    if ((padding == 1 && (group & 0xFFU) != 0) || (padding == 2 && (group & 0xFFFFU) != 0)) {
      return std::nullopt;
    }
    for (std::size_t j = 0; j < 3 - padding; ++j) {
      bytes.push_back(static_cast<std::byte>((group >> (16U - 8U * j)) & 0xFFU));
    }
  }
  return bytes;
}

void append_u16(Bytes& to, std::uint16_t value) {
  append_big_endian(to, value);
}
void append_u32(Bytes& to, std::uint32_t value) {
  append_big_endian(to, value);
}
void append_u64(Bytes& to, std::uint64_t value) {
  append_big_endian(to, value);
}
std::uint16_t read_u16(BytesView from) {
  return read_big_endian<std::uint16_t>(from);
}
std::uint32_t read_u32(BytesView from) {
  return read_big_endian<std::uint32_t>(from);
}
std::uint64_t read_u64(BytesView from) {
  return read_big_endian<std::uint64_t>(from);
}

}  // namespace telaio
