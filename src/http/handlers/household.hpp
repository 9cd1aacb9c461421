// SPDX-License-Identifier: EUPL-1.2
// Who lives with whom, in the three readings that are never merged: registry family, ISEE
// household, people really together (cartella-sociale 7).
#pragma once

#include <boost/json/object.hpp>
#include <set>
#include <vector>

#include "domain/household/household.hpp"
#include "http/case_access.hpp"
#include "http/persons.hpp"

namespace telaio::http::handlers {

// Everybody the case ever was about, in an order that never changes for those already in it:
// subjects first, then members of any reading as they were written down. What pseudonyms count by.
Result<std::vector<PersonId>, app::Failure> everybody(const Site& site, const CaseAt& now);

struct HouseholdRead {
  domain::Household household;    // As known; its members on a date are asked of it.
  std::vector<PersonId> persons;  // Subjects first, then everybody of any reading on the date.
  std::set<Date> change_dates;
  std::set<PersonId> subjects;
};
Result<HouseholdRead, app::Failure> read_household(const Site& site, const CaseAt& at,
                                                   const Moment& moment);
// "Household" of openapi.json. Birth dates only for who reads names.
boost::json::object household_document(const HouseholdRead& read, const PersonsShown& persons,
                                       const CaseAccess& access, Date on);

}  // namespace telaio::http::handlers
