// SPDX-License-Identifier: EUPL-1.2
// A short code out of a dated list: a service, a unit, a Comune, a reason. Fixed width, so a header
// of the log cannot carry a free string (design 4.1). Which codes exist is config/codes/, not here.
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <functional>
#include <optional>
#include <string_view>

#include "base/bytes.hpp"

namespace telaio {

// Up to 24 characters out of A-Z a-z 0-9 . _ -, padded with zero bytes. Empty = no code.
class Code {
 public:
  static constexpr std::size_t length_max = 24;

  constexpr Code() = default;
  // For codes written in the source: a bad one does not compile.
  consteval explicit Code(const char* literal) {
    const std::string_view text(literal);
    if (!well_formed(text)) throw "not a code";
    copy(text);
  }

  // Nothing when the text is longer or has another character.
  static std::optional<Code> parse(std::string_view text) {
    if (!well_formed(text)) return std::nullopt;
    Code code;
    code.copy(text);
    return code;
  }
  // Reads the stored form: all 24 bytes, zeros at the end. Nothing when it is not one.
  static std::optional<Code> from_stored(BytesView bytes) {
    if (bytes.size() != length_max) return std::nullopt;
    const std::string_view all = as_text(bytes);
    const std::string_view text = all.substr(0, all.find('\0'));
    if (all.find_first_not_of('\0', text.size()) != std::string_view::npos) return std::nullopt;
    return parse(text);
  }

  constexpr std::string_view text() const {
    std::size_t length = 0;
    while (length < length_max && chars_[length] != '\0') ++length;
    return {chars_.data(), length};
  }
  const std::array<char, length_max>& stored() const { return chars_; }
  constexpr bool empty() const { return chars_[0] == '\0'; }
  constexpr auto operator<=>(const Code&) const = default;

 private:
  static constexpr bool well_formed(std::string_view text) {
    if (text.size() > length_max) return false;
    for (const char c : text) {
      const bool letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
      const bool digit = c >= '0' && c <= '9';
      if (!letter && !digit && c != '.' && c != '_' && c != '-') return false;
    }
    return true;
  }
  constexpr void copy(std::string_view text) {
    for (std::size_t i = 0; i < text.size(); ++i) chars_[i] = text[i];
  }

  std::array<char, length_max> chars_{};  // Invariant: well formed, then zeros only.
};

}  // namespace telaio

template <>
struct std::hash<telaio::Code> {
  std::size_t operator()(const telaio::Code& code) const noexcept {
    return std::hash<std::string_view>()(code.text());
  }
};
