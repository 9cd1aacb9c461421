// SPDX-License-Identifier: EUPL-1.2
#include "domain/governance/authorisations.hpp"

#include "base/limits.hpp"
#include "domain/checks.hpp"
#include "domain/governance/governance_refusals.hpp"
#include "schemas/read.hpp"

namespace telaio::domain {
namespace {

using schema::VisibilityClass;
using Entry = Authorisations::Entry;

std::optional<Refusal> check_name(std::string_view name) {
  if (is_blank(name)) return Refusal{refusals::authorisation_name_missing, {}};
  if (!is_one_line(name)) return Refusal{refusals::authorisation_name_malformed, {}};
  if (count_characters(name) > limits::name_characters_max) {
    return Refusal{refusals::authorisation_name_too_long,
                   {{"massimo", std::to_string(limits::name_characters_max)}}};
  }
  return std::nullopt;
}

std::optional<Refusal> check(const ChangeAuthorisation& command, const CodeLists& codes) {
  if (command.operator_id.is_nil()) return Refusal{refusals::authorisation_operator_missing, {}};
  if (!is_known(command.role)) return Refusal{refusals::authorisation_role_missing, {}};
  if (!command.scope_unit.empty() && !codes.units.contains(command.scope_unit)) {
    return Refusal{refusals::authorisation_unknown_unit, {}};
  }
  if (command.to && *command.to < command.from) {
    return Refusal{refusals::authorisation_period_reversed, {date_value("inizio", command.from)}};
  }
  if (command.granted_by.is_nil()) return Refusal{refusals::authorisation_grantor_missing, {}};
  // Two people stand behind every right: who has it and who gave it.
  if (command.granted_by == command.operator_id) {
    return Refusal{refusals::authorisation_of_oneself, {}};
  }
  return std::nullopt;
}

std::optional<Refusal> check_names(const ChangeAuthorisation& command, bool known) {
  if (!known) {
    if (auto refusal = check_name(command.surname)) return refusal;
    return check_name(command.given_name);
  }
  if (!is_blank(command.surname) || !is_blank(command.given_name)) {
    return Refusal{refusals::authorisation_name_given, {}};
  }
  return std::nullopt;
}

bool stands_already(const std::vector<Entry>& entries, const ChangeAuthorisation& command) {
  const DateInterval during = interval_up_to(command.from, command.to);
  for (const Entry& each : entries) {
    if (each.role == command.role && each.scope_unit == command.scope_unit &&
        each.during == during) {
      return true;
    }
  }
  return false;
}

void replace_from(std::vector<Entry>& entries, const Entry& now) {
  std::erase_if(entries, [&](const Entry& each) {
    return each.role == now.role && each.scope_unit == now.scope_unit &&
           each.during.from >= now.during.from;
  });
  for (Entry& each : entries) {
    if (each.role == now.role && each.scope_unit == now.scope_unit &&
        each.during.contains(now.during.from)) {
      each.during.to = now.during.from;
    }
  }
  entries.push_back(now);
}

}  // namespace

std::vector<Entry> authorised_on(const Authorisations& all, const OperatorId& operator_id,
                                 Date on) {
  std::vector<Entry> in_force;
  const auto found = all.by_operator.find(operator_id);
  if (found == all.by_operator.end()) return in_force;
  for (const Entry& each : found->second) {
    if (each.during.contains(on)) in_force.push_back(each);
  }
  return in_force;
}

Decision decide(const Authorisations& all, const ChangeAuthorisation& command,
                const AuthorisationContext& context) {
  if (auto refusal = check(command, context.codes)) return *refusal;
  const auto known = all.by_operator.find(command.operator_id);
  const bool is_known_operator = known != all.by_operator.end();
  if (is_known_operator && stands_already(known->second, command)) return std::vector<NewEvent>{};
  if (auto refusal = check_names(command, is_known_operator)) return *refusal;

  schema::OperatorAuthorisationChangedT changed;
  changed.operator_ = command.operator_id;
  changed.role = command.role;
  changed.scope_unit = command.scope_unit;
  changed.from = command.from;
  changed.to = pointer_to(command.to);
  changed.granted_by = command.granted_by;
  std::vector<NewEvent> events;
  events.push_back(event(std::move(changed), VisibilityClass::p1, command.from));
  events.back().effective_to = command.to;
  if (!is_known_operator) {
    schema::OperatorNameT name;
    name.surname = command.surname;
    name.given_name = command.given_name;
    events.back().parts.push_back(
        sealed(command.operator_id, VisibilityClass::p1, std::move(name)));
  }
  return events;
}

Authorisations evolve(Authorisations all, const schema::Header& stored) {
  if (const auto* changed = stored.fact_as_OperatorAuthorisationChanged()) {
    const Entry now{
        changed->role(), schema::read(changed->scope_unit()),
        interval_up_to(schema::read(changed->from()), schema::read_optional(changed->to())),
        schema::read(changed->granted_by())};
    replace_from(all.by_operator[schema::read(changed->operator_())], now);
  }
  return all;
}

}  // namespace telaio::domain
