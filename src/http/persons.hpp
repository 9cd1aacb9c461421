// SPDX-License-Identifier: EUPL-1.2
// Who people are, for a page that may show it: names opened from their events, or pseudonyms. One
// question to the `people` projection for all persons of a page.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>

#include "http/site.hpp"
#include "projections/people/people_query.hpp"

namespace telaio::http {

struct PersonShown {
  std::string surname;     // "—" when erased or unknown.
  std::string given_name;  // Empty when erased or unknown.
  std::optional<Date> birth;
  std::optional<Code> comune;

  std::string display_name() const;  // "Rossi Elena".
};
using PersonsShown = std::map<PersonId, PersonShown>;

// In clear. The caller has been authorised.
Result<PersonsShown, app::Failure> read_persons(const Site& site, std::span<const PersonId> persons,
                                                const view::At& at, Date on);
// "P-01", "P-02", … in the order given: a stable order gives stable pseudonyms.
PersonsShown pseudonyms(std::span<const PersonId> persons);
std::string pseudonym(std::size_t number);

// The name of one identity event, as a person or as what an erasure left of it.
Result<PersonShown, app::Failure> read_identity(const Site& site,
                                                const projections::people::Person& person);

}  // namespace telaio::http
