// SPDX-License-Identifier: EUPL-1.2
#include "domain/isee/lookup.hpp"

#include <algorithm>

#include "domain/checks.hpp"
#include "domain/isee/isee_refusals.hpp"

namespace telaio::domain {

Decision decide(const IseeFolder&, const RecordIseeLookup& command, const IseeContext& context) {
  if (!is_known(command.outcome)) return Refusal{refusals::isee_lookup_outcome_missing, {}};
  if (std::ranges::find(context.members, command.person) == context.members.end()) {
    return Refusal{refusals::isee_not_of_household, {date_value("data", context.today)}};
  }
  schema::IseeLookupMadeT made;
  made.household = command.household;
  made.person = command.person;
  made.kind = command.kind;
  made.service_code = command.service_code;
  made.outcome = command.outcome;
  made.attestation = pointer_to(command.attestation);
  return std::vector<NewEvent>{event(std::move(made), schema::VisibilityClass::p2, context.today)};
}

bool answer_is_missing(const IseeFolder& folder) {
  return std::ranges::any_of(folder.last_lookups,
                             [](const auto& each) { return is_unanswered(each.second); });
}

}  // namespace telaio::domain
