// SPDX-License-Identifier: EUPL-1.2
#include "domain/identifiers/identifier.hpp"

#include <algorithm>

#include "domain/identifiers/identifiers_refusals.hpp"

namespace telaio::domain::identifiers {
namespace {

constexpr std::size_t provisional_length = 11;
constexpr std::size_t anpr_id_length_max = 20;

bool all_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::string normalised(std::string_view text) {
  const std::size_t first = text.find_first_not_of(' ');
  if (first == std::string_view::npos) return {};
  std::string upper(text.substr(first, text.find_last_not_of(' ') - first + 1));
  for (char& c : upper) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return upper;
}

// Digits in even places count twice, less 9 when that has two digits; with the last digit the sum
// is a multiple of ten (DM 23/12/1976, codes of bodies).
bool right_check_digit(std::string_view digits) {
  int sum = 0;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    int value = digits[i] - '0';
    if (i % 2 == 1) value = value * 2 > 9 ? value * 2 - 9 : value * 2;
    sum += value;
  }
  return sum % 10 == 0;
}

Result<Identifier, Refusal> parse_provisional(std::string text) {
  if (!all_digits(text)) return Refusal{wrong_form, {}};
  if (!right_check_digit(text)) return Refusal{wrong_check_character, {}};
  return Identifier{IdentifierKind::provisional, std::move(text), std::nullopt};
}

}  // namespace

std::string_view to_string(IdentifierKind kind) {
  switch (kind) {
    case IdentifierKind::ordinary:
      return "ordinary";
    case IdentifierKind::omocodic:
      return "omocodia";
    case IdentifierKind::provisional:
      return "provisional";
    case IdentifierKind::stp:
      return "STP";
    case IdentifierKind::eni:
      return "ENI";
  }
  return {};
}

Result<Identifier, Refusal> parse_identifier(std::string_view text) {
  std::string code = normalised(text);
  if (code.size() == provisional_length) return parse_provisional(std::move(code));
  if (code.size() != CodiceFiscale::length) return Refusal{wrong_length, {}};
  // A codice fiscale has letters in places 4 to 6, so digits there leave no doubt.
  if (all_digits(std::string_view(code).substr(3))) {
    if (code.starts_with("STP")) return Identifier{IdentifierKind::stp, std::move(code), {}};
    if (code.starts_with("ENI")) return Identifier{IdentifierKind::eni, std::move(code), {}};
  }
  auto parsed = CodiceFiscale::parse(code);
  if (!parsed) return parsed.error();
  const auto kind = parsed->is_omocodic() ? IdentifierKind::omocodic : IdentifierKind::ordinary;
  return Identifier{kind, std::move(code), std::move(*parsed)};
}

bool well_formed(schema::IdentifierSystem system, std::string_view value) {
  using System = schema::IdentifierSystem;
  if (system == System::anpr_id) {
    return !value.empty() && value.size() <= anpr_id_length_max &&
           std::all_of(value.begin(), value.end(), [](char c) { return c > ' ' && c <= '~'; });
  }
  const auto parsed = parse_identifier(value);
  if (!parsed) return false;
  switch (parsed->kind) {
    case IdentifierKind::ordinary:
    case IdentifierKind::omocodic:
      return system == System::codice_fiscale;
    case IdentifierKind::provisional:
      return system == System::provisional;
    case IdentifierKind::stp:
      return system == System::stp;
    case IdentifierKind::eni:
      return system == System::eni;
  }
  return false;
}

bool fits_siuss(const Identifier& identifier) {
  if (identifier.kind == IdentifierKind::provisional) return true;
  if (!identifier.codice_fiscale) return false;
  // Year and day must be digits; the three of the birthplace may be letters.
  const std::string& code = identifier.codice_fiscale->text();
  return all_digits(code.substr(6, 2)) && all_digits(code.substr(9, 2));
}

}  // namespace telaio::domain::identifiers
