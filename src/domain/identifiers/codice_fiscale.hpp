// SPDX-License-Identifier: EUPL-1.2
// The Italian tax code of a person (DM 23/12/1976 n. 13813): six letters of the name, year, month
// and day of birth (women: day + 40), birthplace, check letter. When two people would share one,
// the tax authority replaces digits by letters (omocodia), any of the seven.
//
// A code names nobody by itself: it can be issued again, and the birth data in it are a hint.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "base/result.hpp"
#include "schemas/person_generated.h"

namespace telaio::domain::identifiers {

using schema::Sex;

class CodiceFiscale {
 public:
  static constexpr std::size_t length = 16;

  // Lower case and surrounding spaces are forgiven, nothing else. Refuses with a code of
  // identifiers_refusals.hpp. `no_such_date` only when no century has that day.
  static Result<CodiceFiscale, Refusal> parse(std::string_view text);

  const std::string& text() const { return text_; }  // Upper case.
  // At least one digit is written as a letter.
  bool is_omocodic() const;
  // The same code with all digits as digits, and its check letter. Two codes with the same plain
  // form belong to different people.
  std::string plain() const;

  Sex sex() const { return sex_; }
  // Belfiore code of the birthplace, digits as digits; a foreign state starts with Z.
  std::string birthplace() const;
  // The days of birth it may mean, not after `on` and not more than 120 years before it: two for a
  // centenarian's year, none for a birth in the future. Latest first.
  std::vector<Date> birth_dates(Date on) const;

  bool operator==(const CodiceFiscale&) const = default;

 private:
  CodiceFiscale() = default;

  std::string text_;        // Invariant: 16 characters, right form, right check letter.
  Sex sex_ = Sex::unknown;  // Never unknown.
};

// The code that this birth gives, before any omocodia. Names in UTF-8; accents are dropped, other
// signs skipped. Nothing when the Belfiore code is not a letter and three digits, or the sex is
// unknown.
struct BirthData {
  std::string_view surname;
  std::string_view given_name;
  Date born;
  Sex sex = Sex::unknown;
  std::string_view belfiore;
};
std::optional<std::string> compute_codice_fiscale(const BirthData& birth);

// The omocodic form with the `count` rightmost digits (1 to 7) as letters, as the tax authority
// issues them one after the other. `code` is well formed (asserted).
std::string omocodic_form(std::string_view code, unsigned count);

// The check letter of the first 15 characters, which are A-Z or 0-9 (asserted).
char check_letter(std::string_view first_fifteen);

}  // namespace telaio::domain::identifiers
