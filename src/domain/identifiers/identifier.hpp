// SPDX-License-Identifier: EUPL-1.2
// Every code with which the public administration names a person, told apart by its form
// (cartella-sociale 6.1, 6.2).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "domain/identifiers/codice_fiscale.hpp"
#include "schemas/person_generated.h"

namespace telaio::domain::identifiers {

enum class IdentifierKind : std::uint8_t {
  ordinary,     // A codice fiscale with digits as digits.
  omocodic,     // A codice fiscale with letters in the place of digits.
  provisional,  // 11 digits with a check digit: provisional, or of a body that is not a person.
  stp,          // Foreigner from outside the EU without permit: STP + region, body, progressive.
  eni           // EU citizen without insurance: same form.
};
// "ordinary", "omocodia", "provisional", "STP", "ENI".
std::string_view to_string(IdentifierKind kind);

struct Identifier {
  IdentifierKind kind = IdentifierKind::ordinary;
  std::string text;                             // Upper case, without surrounding spaces.
  std::optional<CodiceFiscale> codice_fiscale;  // Only for ordinary and omocodic.
};

// Refuses with a code of identifiers_refusals.hpp.
Result<Identifier, Refusal> parse_identifier(std::string_view text);

// Whether `value` has the form, and the check character if there is one, that `system` asks for.
// An ANPR id is opaque to us: any text without spaces up to 20 characters. Unknown: never.
bool well_formed(schema::IdentifierSystem system, std::string_view value);

// Whether the SIUSS schema of INPS takes it: its pattern knows letters only in the last three digit
// places, so a codice fiscale with four or more letters in digit places, an STP and an ENI are not
// exportable by name.
bool fits_siuss(const Identifier& identifier);

}  // namespace telaio::domain::identifiers
