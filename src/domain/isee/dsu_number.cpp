// SPDX-License-Identifier: EUPL-1.2
#include "domain/isee/dsu_number.hpp"

namespace telaio::domain {
namespace {

// 9 stands for a digit, A for a capital letter, the rest for itself.
constexpr std::string_view pattern = "INPS-ISEE-9999-99999999A-99";
// Where the letters of the fixed beginning end.
constexpr std::size_t prefix_size = 10;

bool fits(char character, std::size_t place) {
  const char wanted = pattern[place];
  if (place < prefix_size || wanted == '-') return character == wanted;
  if (wanted == '9') return character >= '0' && character <= '9';
  return character >= 'A' && character <= 'Z';
}

}  // namespace

bool is_dsu_number(std::string_view text) {
  if (text.size() != pattern.size()) return false;
  for (std::size_t place = 0; place < text.size(); ++place) {
    if (!fits(text[place], place)) return false;
  }
  return true;
}

std::string dsu_key(std::string_view text) {
  std::string key;
  for (const char character : text) {
    if (character == ' ' || character == '\t') continue;
    const bool small = character >= 'a' && character <= 'z';
    key.push_back(small ? static_cast<char>(character - 'a' + 'A') : character);
  }
  return key;
}

}  // namespace telaio::domain
