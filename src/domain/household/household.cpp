// SPDX-License-Identifier: EUPL-1.2
#include "domain/household/household.hpp"

#include <algorithm>

#include "base/limits.hpp"
#include "domain/checks.hpp"
#include "domain/household/household_refusals.hpp"
#include "schemas/read.hpp"

namespace telaio::domain {
namespace {

using schema::HouseholdKind;
using schema::MembershipChange;
using schema::VisibilityClass;
using Membership = Household::Membership;
using Composition = Household::Composition;

std::optional<Refusal> check_date(Date date, Date today) {
  if (date <= today) return std::nullopt;
  return Refusal{refusals::household_date_in_future, {date_value("data", date)}};
}

bool is_relation(std::uint16_t relation) {
  return relation >= relation_holder && relation <= relation_max;
}

std::optional<Refusal> check_members(HouseholdKind kind,
                                     const std::vector<HouseholdMemberEntry>& members) {
  if (members.empty()) return Refusal{refusals::household_no_member, {}};
  if (members.size() > limits::household_members_max) {
    return Refusal{refusals::household_too_many_members,
                   {{"massimo", std::to_string(limits::household_members_max)}}};
  }
  std::ptrdiff_t holders = 0;
  for (auto it = members.begin(); it != members.end(); ++it) {
    if (!is_relation(it->relation)) return Refusal{refusals::household_relation_malformed, {}};
    const auto same = [&](const HouseholdMemberEntry& each) { return each.person == it->person; };
    if (std::any_of(std::next(it), members.end(), same)) {
      return Refusal{refusals::household_member_twice, {}};
    }
    if (it->relation == relation_holder) ++holders;
  }
  // The registry sheet has one holder, to whom all relations are told (cartella-sociale 7).
  if (kind == HouseholdKind::registry && holders != 1) {
    return Refusal{refusals::household_holder_not_one, {}};
  }
  return std::nullopt;
}

std::vector<Membership> members_of(const Composition& composition, Date on) {
  std::vector<Membership> members;
  for (const Membership& each : composition.memberships) {
    if (each.during.contains(on)) members.push_back(each);
  }
  return members;
}

// The last day on which anything is known to have changed.
Date last_change(const Composition& composition) {
  Date last = composition.reference_date;
  for (const Membership& each : composition.memberships) {
    last = std::max(last, std::max(each.during.from, each.during.to.value_or(each.during.from)));
  }
  return last;
}

bool same_members(const Composition& composition, const ComposeHousehold& command) {
  const auto before = members_of(composition, command.reference_date);
  const auto named = [&](const Membership& each) {
    return std::ranges::any_of(command.members, [&](const HouseholdMemberEntry& entry) {
      return entry.person == each.person && entry.relation == each.relation;
    });
  };
  return before.size() == command.members.size() && std::ranges::all_of(before, named);
}

std::vector<NewEvent> changed(const Household& household, const ChangeMembership& command) {
  schema::HouseholdMembershipChangedT fact;
  fact.household = household.id;
  fact.person = command.person;
  fact.change = command.change;
  fact.on = command.on;
  fact.reason = command.reason;
  fact.relation = command.change == MembershipChange::joined ? command.relation : std::uint16_t{0};
  fact.kind = command.kind;
  std::vector<NewEvent> events;
  events.push_back(event(std::move(fact), VisibilityClass::p2, command.on));
  return events;
}

Decision decide_joined(const Household& household, const Composition& composition,
                       const ChangeMembership& command) {
  if (!is_relation(command.relation)) return Refusal{refusals::household_relation_malformed, {}};
  for (const Membership& each : composition.memberships) {
    if (each.person != command.person) continue;
    if (each.during.from == command.on && each.relation == command.relation) {
      return std::vector<NewEvent>{};
    }
    if (!each.during.to || *each.during.to > command.on) {
      return Refusal{refusals::household_already_member, {date_value("data", each.during.from)}};
    }
  }
  const auto members = members_of(composition, command.on);
  const auto holds = [](const Membership& each) { return each.relation == relation_holder; };
  if (command.kind == HouseholdKind::registry && command.relation == relation_holder &&
      std::ranges::any_of(members, holds)) {
    return Refusal{refusals::household_holder_not_one, {}};
  }
  if (members.size() >= limits::household_members_max) {
    return Refusal{refusals::household_too_many_members,
                   {{"massimo", std::to_string(limits::household_members_max)}}};
  }
  return changed(household, command);
}

Decision decide_left(const Household& household, const Composition& composition,
                     const ChangeMembership& command) {
  for (const Membership& each : composition.memberships) {
    if (each.person != command.person) continue;
    if (each.during.to == command.on) return std::vector<NewEvent>{};
    // Who leaves was there for at least a day: `on` is the first day outside.
    if (!each.during.to && each.during.from < command.on) return changed(household, command);
  }
  return Refusal{refusals::household_not_member, {date_value("data", command.on)}};
}

void leave(Composition& composition, const PersonId& person, Date on) {
  for (Membership& each : composition.memberships) {
    if (each.person == person && !each.during.to) each.during.to = on;
  }
}

void compose(Composition& composition, const schema::HouseholdComposed& composed) {
  const Date on = schema::read(composed.reference_date());
  std::vector<Membership> named;
  if (const auto* members = composed.members()) {
    for (const auto* each : *members) {
      named.push_back({schema::read(&each->person()), each->relation(), {on, std::nullopt}});
    }
  }
  // Who stays in the same relation keeps the first day; everybody else ends here.
  for (Membership& before : composition.memberships) {
    if (before.during.to) continue;
    const auto stays = std::ranges::find_if(named, [&](const Membership& each) {
      return each.person == before.person && each.relation == before.relation;
    });
    if (stays == named.end()) {
      before.during.to = on;
    } else {
      named.erase(stays);
    }
  }
  composition.reference_date = on;
  composition.memberships.insert(composition.memberships.end(), named.begin(), named.end());
}

}  // namespace

std::vector<Membership> members_on(const Household& household, HouseholdKind kind, Date on) {
  const auto found = household.by_kind.find(kind);
  return found == household.by_kind.end() ? std::vector<Membership>{}
                                          : members_of(found->second, on);
}

Decision decide(const Household& household, const ComposeHousehold& command,
                const HouseholdContext& context) {
  if (!is_known(command.kind)) return Refusal{refusals::household_kind_missing, {}};
  if (auto refusal = check_members(command.kind, command.members)) return *refusal;
  if (auto refusal = check_date(command.reference_date, context.today)) return *refusal;
  const auto found = household.by_kind.find(command.kind);
  if (found != household.by_kind.end()) {
    const Composition& before = found->second;
    if (command.reference_date == before.reference_date) {
      if (same_members(before, command)) return std::vector<NewEvent>{};
      return Refusal{refusals::household_composed_differently,
                     {date_value("data", before.reference_date)}};
    }
    if (const Date last = last_change(before); command.reference_date < last) {
      return Refusal{refusals::household_before_last, {date_value("data", last)}};
    }
  }

  schema::HouseholdComposedT composed;
  composed.household = command.household;
  composed.kind = command.kind;
  for (const HouseholdMemberEntry& each : command.members) {
    composed.members.emplace_back(flatbuffers::Pack(each.person), each.relation);
  }
  composed.reference_date = command.reference_date;
  std::vector<NewEvent> events;
  events.push_back(event(std::move(composed), VisibilityClass::p2, command.reference_date));
  return events;
}

Decision decide(const Household& household, const ChangeMembership& command,
                const HouseholdContext& context) {
  if (!is_known(command.kind)) return Refusal{refusals::household_kind_missing, {}};
  // The ISEE household is that of the DSU (DPCM 159/2013 art. 3): it does not change meanwhile.
  if (command.kind == HouseholdKind::isee) return Refusal{refusals::household_isee_frozen, {}};
  if (!is_known(command.change) || !is_known(command.reason)) {
    return Refusal{refusals::household_change_missing, {}};
  }
  const auto found = household.by_kind.find(command.kind);
  if (found == household.by_kind.end()) return Refusal{refusals::household_not_composed, {}};
  if (auto refusal = check_date(command.on, context.today)) return *refusal;
  if (const Date reference = found->second.reference_date; command.on < reference) {
    return Refusal{refusals::household_before_last, {date_value("data", reference)}};
  }
  return command.change == MembershipChange::joined
             ? decide_joined(household, found->second, command)
             : decide_left(household, found->second, command);
}

Household evolve(Household household, const schema::Header& stored) {
  if (const auto* composed = stored.fact_as_HouseholdComposed()) {
    household.id = schema::read(composed->household());
    compose(household.by_kind[composed->kind()], *composed);
  } else if (const auto* change = stored.fact_as_HouseholdMembershipChanged()) {
    Composition& composition = household.by_kind[change->kind()];
    const PersonId person = schema::read(change->person());
    const Date on = schema::read(change->on());
    if (change->change() == MembershipChange::joined) {
      composition.memberships.push_back({person, change->relation(), {on, std::nullopt}});
    } else if (change->change() == MembershipChange::left) {
      leave(composition, person, on);
    }
  }
  return household;
}

}  // namespace telaio::domain
