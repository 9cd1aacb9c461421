// SPDX-License-Identifier: EUPL-1.2
// Questions to the `people` projection. Every function reads rows at one position of the log
// (view::Runner::ask gives them); `on` is the date the answer is true for. Answers hold opaque ids,
// codes and positions: names are opened by whoever shows them.
#pragma once

#include <optional>
#include <vector>

#include "view/recorded.hpp"
#include "view/rows.hpp"

namespace telaio::projections::people {

using view::Position;

// A sealed part to open: number `part` of the event at `position`, under the subject's key.
struct PartRef {
  Position position = 0;
  std::uint32_t part = 0;
  Uuid subject;
  schema::VisibilityClass visibility = schema::VisibilityClass::p0;
  bool operator==(const PartRef&) const = default;
};

struct Identifier {
  schema::IdentifierSystem system = schema::IdentifierSystem::unknown;
  schema::IdentifierStatus status = schema::IdentifierStatus::unknown;
  Date valid_from;
  std::optional<Date> valid_to;  // Last day.
  Position position = 0;
  std::vector<PartRef> parts;
  bool operator==(const Identifier&) const = default;
};

struct Residence {
  Code comune;
  Date from;
  Position position = 0;
  std::vector<PartRef> parts;  // The street.
  bool operator==(const Residence&) const = default;
};

struct CaseOfPerson {
  CaseId case_file;
  Code number;
  Date taken_on;
  Position position = 0;
  bool operator==(const CaseOfPerson&) const = default;
};

struct Person {
  PersonId person;
  Position registered = 0;  // The identity event.
  std::vector<PartRef> identity;
  std::vector<Identifier> identifiers;  // Valid on the date, oldest first.
  std::optional<Residence> residence;   // On the date.
  std::optional<Residence> domicile;
  std::optional<Date> birth;            // Derived; absent after an erasure.
  std::vector<CaseOfPerson> cases;      // Of any date: a case opened later is still the person's.
  std::vector<HouseholdId> households;  // Those the person is a member of on the date.
  bool operator==(const Person&) const = default;
};
// Nothing when the person was never registered. Age is telaio::age_on(*birth, on).
std::optional<Person> person_on(const view::ReadRows& rows, const PersonId& person, Date on);

struct Found {
  std::vector<PersonId> persons;  // In order of id: names are not known here.
  bool more = false;              // There are more than `limit`.
  bool operator==(const Found&) const = default;
};
// Persons who have every token. No tokens: nobody.
Found search(const view::ReadRows& rows, const std::vector<view::SearchToken>& tokens,
             std::size_t limit);
// Cases with exactly this number; more than one only by mistake.
std::vector<CaseId> cases_with_number(const view::ReadRows& rows, const Code& number);
std::vector<CaseId> cases_of_household(const view::ReadRows& rows, const HouseholdId& household);

struct Member {
  PersonId person;
  std::uint16_t relation = 0;  // ANPR code to the sheet holder (config/codes/anpr-codes.json).
  Date since;
  Position position = 0;  // Of the fact that made them a member, or last said their relation.
  bool operator==(const Member&) const = default;
};
struct Household {
  HouseholdId household;
  schema::HouseholdKind kind = schema::HouseholdKind::unknown;
  std::vector<Member> members;  // On the date, in the order they came.
  // First days of every state of this household, later than the date too: the stops of a slider.
  std::vector<Date> change_dates;
  std::vector<Position> positions;  // Every fact the members of the date follow from.
  bool operator==(const Household&) const = default;
};
// Nothing when no fact of this household is known. Before its first fact it has no members.
std::optional<Household> household_on(const view::ReadRows& rows, const HouseholdId& household,
                                      Date on);

}  // namespace telaio::projections::people
