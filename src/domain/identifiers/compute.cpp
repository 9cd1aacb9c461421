// SPDX-License-Identifier: EUPL-1.2
// From birth data to the code: the letters of a name (DM 23/12/1976 n. 13813, artt. 2 and 3).
#include <algorithm>
#include <cstdint>

#include "domain/identifiers/codice_fiscale.hpp"

namespace telaio::domain::identifiers {
namespace {

// What stands for a letter with an accent; empty for everything else. Two bytes of UTF-8 hold all
// of Latin-1 and Latin Extended-A: first the letters C3 80 … C3 BF, then those we met beyond.
std::string_view unaccented(std::uint32_t point) {
  if (point >= 0xE0 && point <= 0xFE && point != 0xF7) point -= 0x20;  // To upper case.
  if (point >= 0xC0 && point <= 0xC5) return "A";
  if (point >= 0xC8 && point <= 0xCB) return "E";
  if (point >= 0xCC && point <= 0xCF) return "I";
  if ((point >= 0xD2 && point <= 0xD6) || point == 0xD8) return "O";
  if (point >= 0xD9 && point <= 0xDC) return "U";
  if (point >= 0x100 && point <= 0x105) return "A";
  if (point >= 0x106 && point <= 0x10D) return "C";
  if (point >= 0x10E && point <= 0x111) return "D";
  if (point >= 0x112 && point <= 0x11B) return "E";
  if (point >= 0x11C && point <= 0x123) return "G";
  if (point >= 0x139 && point <= 0x142) return "L";
  if (point >= 0x143 && point <= 0x148) return "N";
  if (point >= 0x150 && point <= 0x151) return "O";
  if (point >= 0x154 && point <= 0x159) return "R";
  if (point >= 0x15A && point <= 0x161) return "S";
  if (point >= 0x162 && point <= 0x167) return "T";
  if (point >= 0x16E && point <= 0x173) return "U";
  if (point >= 0x179 && point <= 0x17E) return "Z";
  switch (point) {
    case 0xC6:
      return "AE";
    case 0xC7:
      return "C";
    case 0xD0:
      return "D";
    case 0xD1:
      return "N";
    case 0xDD:
    case 0x178:
      return "Y";
    case 0xDF:
      return "SS";
    case 0x152:
    case 0x153:
      return "OE";
    default:
      return {};
  }
}

// A-Z only.
std::string letters_of(std::string_view name) {
  std::string letters;
  for (std::size_t i = 0; i < name.size(); ++i) {
    const char c = name[i];
    if (c >= 'A' && c <= 'Z') letters += c;
    if (c >= 'a' && c <= 'z') letters += static_cast<char>(c - 'a' + 'A');
    const auto lead = static_cast<unsigned char>(c);
    if (lead < 0xC2 || lead > 0xDF || i + 1 >= name.size()) continue;
    const auto follow = static_cast<unsigned char>(name[i + 1]);
    letters += unaccented((lead & 0x1FU) << 6U | (follow & 0x3FU));
  }
  return letters;
}

bool is_vowel(char c) {
  return std::string_view("AEIOU").find(c) != std::string_view::npos;
}

struct Sorted {
  std::string consonants;
  std::string vowels;
};

Sorted sorted(std::string_view name) {
  Sorted parts;
  for (const char c : letters_of(name)) (is_vowel(c) ? parts.vowels : parts.consonants) += c;
  return parts;
}

std::string three(const Sorted& parts) {
  return (parts.consonants + parts.vowels + "XXX").substr(0, 3);
}

std::string given_name_letters(std::string_view name) {
  const Sorted parts = sorted(name);
  if (parts.consonants.size() < 4) return three(parts);
  // With four consonants or more the second is skipped.
  return {parts.consonants[0], parts.consonants[2], parts.consonants[3]};
}

std::string two_digits(unsigned number) {
  return {static_cast<char>('0' + number / 10 % 10), static_cast<char>('0' + number % 10)};
}

bool is_belfiore(std::string_view code) {
  return code.size() == 4 && code[0] >= 'A' && code[0] <= 'Z' &&
         std::all_of(code.begin() + 1, code.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

std::optional<std::string> compute_codice_fiscale(const BirthData& birth) {
  if (birth.sex == Sex::unknown || !is_belfiore(birth.belfiore)) return std::nullopt;
  const auto born = birth.born.ymd();
  const unsigned year = static_cast<unsigned>(static_cast<int>(born.year())) % 100;
  const unsigned day = static_cast<unsigned>(born.day()) + (birth.sex == Sex::female ? 40 : 0);
  std::string code = three(sorted(birth.surname)) + given_name_letters(birth.given_name);
  code += two_digits(year);
  code += std::string_view("ABCDEHLMPRST")[static_cast<unsigned>(born.month()) - 1];
  code += two_digits(day);
  code += birth.belfiore;
  code += check_letter(code);
  return code;
}

}  // namespace telaio::domain::identifiers
