// SPDX-License-Identifier: EUPL-1.2
#include "domain/identifiers/codice_fiscale.hpp"

#include <algorithm>

#include "base/assert.hpp"
#include "domain/identifiers/identifiers_refusals.hpp"

namespace telaio::domain::identifiers {
namespace {

constexpr std::string_view months = "ABCDEHLMPRST";       // January to December.
constexpr std::string_view digit_letters = "LMNPQRSTUV";  // Omocodia: 0 to 9.
// Where the seven digits stand: year, day, and the last three of the birthplace.
constexpr std::array<std::size_t, 7> digit_places = {6, 7, 9, 10, 12, 13, 14};
constexpr int years_max = 120;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_letter(char c) {
  return c >= 'A' && c <= 'Z';
}

bool is_digit_place(std::size_t index) {
  return std::find(digit_places.begin(), digit_places.end(), index) != digit_places.end();
}

// A digit, or the letter that stands for it.
std::optional<char> as_digit(char c) {
  if (is_digit(c)) return c;
  const std::size_t at = digit_letters.find(c);
  if (at == std::string_view::npos) return std::nullopt;
  return static_cast<char>('0' + at);
}

std::string normalised(std::string_view text) {
  const std::size_t first = text.find_first_not_of(' ');
  if (first == std::string_view::npos) return {};
  text = text.substr(first, text.find_last_not_of(' ') - first + 1);
  std::string upper(text);
  for (char& c : upper) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return upper;
}

bool right_form(std::string_view code) {
  for (std::size_t i = 0; i < code.size(); ++i) {
    const bool fits = is_digit_place(i) ? as_digit(code[i]).has_value() : is_letter(code[i]);
    if (!fits) return false;
  }
  return months.find(code[8]) != std::string_view::npos;
}

// The seven digits as digits; the check letter stays that of `code`.
std::string with_digits(std::string_view code) {
  std::string plain(code);
  for (const std::size_t place : digit_places) plain[place] = as_digit(plain[place]).value_or('0');
  return plain;
}

int two_digits(std::string_view code, std::size_t at) {
  return (code[at] - '0') * 10 + (code[at + 1] - '0');
}

// Year of the century, month and day as written (women: day + 40), out of a code with digits.
struct WrittenBirth {
  int year = 0;
  unsigned month = 0;
  int day = 0;
};

WrittenBirth written_birth(std::string_view plain) {
  return {two_digits(plain, 6), static_cast<unsigned>(months.find(plain[8])) + 1,
          two_digits(plain, 9)};
}

std::optional<Date> day_of(int year, const WrittenBirth& written) {
  const int day = written.day > 40 ? written.day - 40 : written.day;
  const std::chrono::year_month_day ymd{std::chrono::year(year), std::chrono::month(written.month),
                                        std::chrono::day(static_cast<unsigned>(day))};
  if (!ymd.ok()) return std::nullopt;
  return Date::from(ymd);
}

}  // namespace

char check_letter(std::string_view first_fifteen) {
  TELAIO_ASSERT(first_fifteen.size() == CodiceFiscale::length - 1);
  // Values of characters in odd places (the first, the third …): digits 0-9, then letters A-Z.
  constexpr std::array<int, 10> odd_digits = {1, 0, 5, 7, 9, 13, 15, 17, 19, 21};
  constexpr std::array<int, 26> odd_letters = {1,  0,  5, 7, 9, 13, 15, 17, 19, 21, 2,  4,  18,
                                               20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23};
  int sum = 0;
  for (std::size_t i = 0; i < first_fifteen.size(); ++i) {
    const char c = first_fifteen[i];
    TELAIO_ASSERT(is_digit(c) || is_letter(c));
    const auto value = static_cast<std::size_t>(is_digit(c) ? c - '0' : c - 'A');
    const bool odd_place = i % 2 == 0;
    if (odd_place) {
      sum += is_digit(c) ? odd_digits[value] : odd_letters[value];
    } else {
      sum += static_cast<int>(value);
    }
  }
  return static_cast<char>('A' + sum % 26);
}

Result<CodiceFiscale, Refusal> CodiceFiscale::parse(std::string_view text) {
  CodiceFiscale code;
  code.text_ = normalised(text);
  if (code.text_.size() != length) return Refusal{wrong_length, {}};
  if (!right_form(code.text_)) return Refusal{wrong_form, {}};
  const auto first_fifteen = std::string_view(code.text_).substr(0, length - 1);
  if (check_letter(first_fifteen) != code.text_.back()) return Refusal{wrong_check_character, {}};
  const WrittenBirth written = written_birth(with_digits(code.text_));
  const bool exists = day_of(1900 + written.year, written) || day_of(2000 + written.year, written);
  if (!exists) return Refusal{no_such_date, {}};
  code.sex_ = written.day > 40 ? Sex::female : Sex::male;
  return code;
}

bool CodiceFiscale::is_omocodic() const {
  return std::any_of(digit_places.begin(), digit_places.end(),
                     [&](std::size_t place) { return is_letter(text_[place]); });
}

std::string CodiceFiscale::plain() const {
  std::string plain = with_digits(text_);
  plain.back() = check_letter(std::string_view(plain).substr(0, length - 1));
  return plain;
}

std::string CodiceFiscale::birthplace() const {
  return with_digits(text_).substr(11, 4);
}

std::vector<Date> CodiceFiscale::birth_dates(Date on) const {
  const WrittenBirth written = written_birth(with_digits(text_));
  std::vector<Date> dates;
  for (const int century : {2100, 2000, 1900, 1800}) {
    const auto date = day_of(century + written.year, written);
    if (date && *date <= on && age_on(*date, on) <= years_max) dates.push_back(*date);
  }
  return dates;
}

std::string omocodic_form(std::string_view code, unsigned count) {
  TELAIO_ASSERT(code.size() == CodiceFiscale::length);
  TELAIO_ASSERT(right_form(code));
  TELAIO_ASSERT(count >= 1 && count <= digit_places.size());
  std::string form = with_digits(code);
  for (std::size_t i = 0; i < count; ++i) {
    char& c = form[digit_places[digit_places.size() - 1 - i]];
    c = digit_letters[static_cast<std::size_t>(c - '0')];
  }
  form.back() = check_letter(std::string_view(form).substr(0, CodiceFiscale::length - 1));
  return form;
}

}  // namespace telaio::domain::identifiers
