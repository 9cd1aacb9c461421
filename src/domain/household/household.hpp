// SPDX-License-Identifier: EUPL-1.2
// Who lives, or is declared to live, with whom: three meanings side by side, never merged (registry
// family, ISEE household, people really together; cartella-sociale 7). A difference between them is
// information, not an error.
//
// Pure code: no clock, no I/O. `evolve` applies one stored event and cannot fail.
#pragma once

#include <map>
#include <vector>

#include "base/code.hpp"
#include "domain/code_lists.hpp"
#include "domain/event.hpp"

namespace telaio::domain {

// ANPR codes of the relation to the holder of the sheet go from 1 to 99; 1 is the holder.
inline constexpr std::uint16_t relation_holder = 1;
inline constexpr std::uint16_t relation_max = 99;

struct Household {
  struct Membership {
    PersonId person;
    std::uint16_t relation = 0;
    DateInterval during;

    bool operator==(const Membership&) const = default;
  };
  struct Composition {
    Date reference_date;  // Of the last ComposeHousehold; later changes are in the memberships.
    std::vector<Membership> memberships;
  };

  HouseholdId id;
  std::map<schema::HouseholdKind, Composition> by_kind;
};

// Who belongs to it on that day in that meaning, in the order in which they were written down.
std::vector<Household::Membership> members_on(const Household& household,
                                              schema::HouseholdKind kind, Date on);

struct HouseholdMemberEntry {
  PersonId person;
  std::uint16_t relation = 0;  // To the holder of the sheet.
};

// The picture on `reference_date`. Who was there before and is not named leaves on that day. A
// second picture of the same kind has a later date.
struct ComposeHousehold {
  HouseholdId household;
  schema::HouseholdKind kind = schema::HouseholdKind::unknown;
  std::vector<HouseholdMemberEntry> members;
  Date reference_date;
};

// The ISEE household is frozen in its attestation: it changes by a new composition only.
struct ChangeMembership {
  HouseholdId household;
  schema::HouseholdKind kind = schema::HouseholdKind::unknown;
  PersonId person;
  schema::MembershipChange change = schema::MembershipChange::unknown;
  Date on;  // The first day of the new state: for who left, the first day outside.
  schema::MembershipReason reason = schema::MembershipReason::unknown;
  std::uint16_t relation = 0;  // For who joins.
};

struct HouseholdContext {
  Date today;
  const CodeLists& codes;
};

Decision decide(const Household& household, const ComposeHousehold& command,
                const HouseholdContext& context);
Decision decide(const Household& household, const ChangeMembership& command,
                const HouseholdContext& context);

Household evolve(Household household, const schema::Header& stored);

}  // namespace telaio::domain
