// SPDX-License-Identifier: EUPL-1.2
#include "tools/installation/derived_values.hpp"

#include <algorithm>

#include "schemas/read.hpp"

namespace telaio::tools {
namespace {

std::optional<Date> birth_of(const schema::PersonIdentityT& identity) {
  const std::chrono::year_month_day born{std::chrono::year(identity.birth_year),
                                         std::chrono::month(identity.birth_month),
                                         std::chrono::day(identity.birth_day)};
  if (identity.birth_year == 0 || !born.ok()) return std::nullopt;
  return Date::from(born);
}

PersonId subject_of(const schema::Header& header) {
  if (const auto* registered = header.fact_as_PersonRegistered()) {
    return schema::read(registered->person());
  }
  if (const auto* assigned = header.fact_as_PersonIdentifierAssigned()) {
    return schema::read(assigned->person());
  }
  if (const auto* moved = header.fact_as_ResidenceChanged()) {
    return schema::read(moved->person());
  }
  return {};
}

}  // namespace

Result<std::optional<view::Derived>, Fault> VaultDerivedValues::of(const log::StoredEvent& event,
                                                                   const schema::Header& header) {
  view::Derived derived;
  derived.subject = subject_of(header);
  for (std::uint16_t number = 0; number < event.parts.size(); ++number) {
    const auto opened = opening_.part(event, number);
    if (!opened) return opened.error();
    if (!opened->content) continue;  // Erased: a rebuild forgets too.
    if (const auto* identity = opened->content->AsPersonIdentity()) {
      derived.tokens = tokens_.of_name(identity->given_name + " " + identity->surname);
      derived.birth = birth_of(*identity);
      if (const auto phone = tokens_.of_phone(identity->phone)) derived.tokens.push_back(*phone);
    } else if (const auto* value = opened->content->AsIdentifierValue()) {
      if (const auto token = tokens_.of_codice_fiscale(value->value)) {
        derived.tokens.push_back(*token);
      }
    } else if (const auto* address = opened->content->AsStreetAddress()) {
      derived.tokens = tokens_.of_street(address->street);
    }
  }
  if (derived.tokens.empty() && !derived.birth) return std::optional<view::Derived>();
  std::sort(derived.tokens.begin(), derived.tokens.end());
  derived.tokens.erase(std::unique(derived.tokens.begin(), derived.tokens.end()),
                       derived.tokens.end());
  return std::optional<view::Derived>(std::move(derived));
}

}  // namespace telaio::tools
