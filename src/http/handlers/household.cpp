// SPDX-License-Identifier: EUPL-1.2
#include "http/handlers/household.hpp"

#include <algorithm>
#include <boost/json/array.hpp>

#include "app/streams.hpp"
#include "http/handlers/fact_details.hpp"
#include "http/stream_reader.hpp"

namespace telaio::http::handlers {

namespace {

using schema::HouseholdKind;

constexpr std::size_t members_max = 100;       // maxItems of the API file.
constexpr std::size_t change_dates_max = 200;  // As above.

const domain::Household::Membership* member(
    const std::vector<domain::Household::Membership>& members, const PersonId& person) {
  const auto found = std::find_if(members.begin(), members.end(),
                                  [&](const auto& each) { return each.person == person; });
  return found == members.end() ? nullptr : &*found;
}

}  // namespace

Result<std::vector<PersonId>, app::Failure> everybody(const Site& site, const CaseAt& now) {
  std::vector<PersonId> persons = now.file.subjects;
  if (!now.file.household) return persons;
  const auto known =
      read_stream(site.deps.events(), app::streams::household(*now.file.household), std::nullopt);
  if (!known) return app::Failure(known.error());
  for (const KnownEvent& event : *known) {
    for (const PersonId& person : persons_of(*event.header)) {
      if (std::find(persons.begin(), persons.end(), person) == persons.end()) {
        persons.push_back(person);
      }
    }
  }
  return persons;
}

Result<HouseholdRead, app::Failure> read_household(const Site& site, const CaseAt& at,
                                                   const Moment& moment) {
  HouseholdRead read;
  read.persons = at.file.subjects;
  read.subjects.insert(at.file.subjects.begin(), at.file.subjects.end());
  if (!at.file.household) return read;
  // Not cut at `on`: the dates of later changes are the stops of the slider.
  const auto folded = fold_stream<domain::Household>(
      site.deps.events(), app::streams::household(*at.file.household), moment.as_of, std::nullopt);
  if (!folded) return app::Failure(folded.error());
  read.household = *folded;
  for (const auto& [kind, composition] : read.household.by_kind) {
    for (const auto& membership : composition.memberships) {
      read.change_dates.insert(membership.during.from);
      if (membership.during.to) read.change_dates.insert(*membership.during.to);
    }
    for (const auto& membership : members_on(read.household, kind, moment.on)) {
      const bool known = std::find(read.persons.begin(), read.persons.end(), membership.person) !=
                         read.persons.end();
      if (!known) read.persons.push_back(membership.person);
    }
  }
  // The page of a case begins with the case: earlier changes are no stops.
  read.change_dates.erase(read.change_dates.begin(), read.change_dates.lower_bound(at.file.since));
  read.change_dates.insert(at.file.since);
  return read;
}

boost::json::object household_document(const HouseholdRead& read, const PersonsShown& persons,
                                       const CaseAccess& access, Date on) {
  const auto registry = members_on(read.household, HouseholdKind::registry, on);
  const auto isee = members_on(read.household, HouseholdKind::isee, on);
  const auto de_facto = members_on(read.household, HouseholdKind::de_facto, on);
  boost::json::array members;
  for (const PersonId& person : read.persons) {
    if (members.size() == members_max) break;
    const auto shown = persons.find(person);
    boost::json::object row;
    row["person_id"] = to_string(person);
    row["display_name"] = shown == persons.end() ? "—" : shown->second.display_name();
    row["registry"] = member(registry, person) != nullptr;
    row["isee"] = member(isee, person) != nullptr;
    row["de_facto"] = member(de_facto, person) != nullptr;
    row["subject"] = read.subjects.contains(person);
    if (const auto* of = member(registry, person); of != nullptr && of->relation > 0) {
      row["relation"] = of->relation;
    }
    if (access.names && shown != persons.end()) {
      if (!shown->second.given_name.empty()) row["given_name"] = shown->second.given_name;
      if (shown->second.birth) {
        row["birth_date"] = to_string(*shown->second.birth);
        row["age"] = std::clamp(age_on(*shown->second.birth, on), 0, 130);
      }
    }
    members.push_back(std::move(row));
  }
  boost::json::array dates;
  for (const Date date : read.change_dates) {
    if (dates.size() == change_dates_max) break;
    dates.push_back(boost::json::string(to_string(date)));
  }
  boost::json::object body;
  body["on"] = to_string(on);
  body["members"] = std::move(members);
  body["change_dates"] = std::move(dates);
  return body;
}

}  // namespace telaio::http::handlers
