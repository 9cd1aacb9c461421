// SPDX-License-Identifier: EUPL-1.2
// Any bytes as an identifier of a person: parsing never fails otherwise than by refusing, and what
// it accepts reads back as itself.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/assert.hpp"
#include "domain/identifiers/identifier.hpp"

namespace identifiers = telaio::domain::identifiers;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto identifier = identifiers::parse_identifier(text);
  if (identifier) {
    const auto again = identifiers::parse_identifier(identifier->text);
    TELAIO_ASSERT(again.has_value());
    TELAIO_ASSERT(again->kind == identifier->kind);
    if (identifier->codice_fiscale) {
      const auto plain = identifiers::CodiceFiscale::parse(identifier->codice_fiscale->plain());
      TELAIO_ASSERT(plain.has_value());
      TELAIO_ASSERT(!plain->is_omocodic());
    }
  }
  // Names of any bytes give a code that parses.
  const auto computed = identifiers::compute_codice_fiscale({text, text.substr(size / 2),
                                                             telaio::Date::of(1980, 1, 1),
                                                             identifiers::Sex::female, "H501"});
  TELAIO_ASSERT(computed.has_value());
  TELAIO_ASSERT(identifiers::CodiceFiscale::parse(*computed).has_value());
  return 0;
}
