// SPDX-License-Identifier: EUPL-1.2
#include "domain/isee/lookup.hpp"

#include <algorithm>

#include "domain/checks.hpp"
#include "domain/isee/isee_refusals.hpp"

namespace telaio::domain {

namespace {

std::optional<Refusal> check_threshold(const RecordIseeLookup& command) {
  const bool answered = is_known(command.answer);
  if (!answered && command.annotated) return Refusal{refusals::isee_lookup_answer, {}};
  if (!command.threshold) {
    if (answered) return Refusal{refusals::isee_lookup_answer, {}};
    return std::nullopt;
  }
  if (*command.threshold < Money()) return Refusal{refusals::isee_amount_negative, {}};
  if (!is_known(command.kind)) return Refusal{refusals::isee_kind_missing, {}};
  // A side is no attestation, and `found` without a side found nothing.
  const bool found = command.outcome == schema::IseeLookupOutcome::found;
  if (answered != found || command.attestation) return Refusal{refusals::isee_lookup_answer, {}};
  return std::nullopt;
}

}  // namespace

Decision decide(const IseeFolder&, const RecordIseeLookup& command, const IseeContext& context) {
  if (!is_known(command.outcome)) return Refusal{refusals::isee_lookup_outcome_missing, {}};
  if (std::ranges::find(context.members, command.person) == context.members.end()) {
    return Refusal{refusals::isee_not_of_household, {date_value("data", context.today)}};
  }
  if (auto refusal = check_threshold(command)) return *refusal;
  schema::IseeLookupMadeT made;
  made.household = command.household;
  made.person = command.person;
  made.kind = command.kind;
  made.service_code = command.service_code;
  made.outcome = command.outcome;
  made.attestation = pointer_to(command.attestation);
  made.threshold = pointer_to(command.threshold);
  made.answer = command.answer;
  made.annotated = command.annotated;
  return std::vector<NewEvent>{event(std::move(made), schema::VisibilityClass::p2, context.today)};
}

bool answer_is_missing(const IseeFolder& folder) {
  return std::ranges::any_of(folder.last_lookups, [](const auto& each) {
    const IseeFolder::LastLookup& last = each.second;
    return is_unanswered(last.outcome) ||
           (last.of_threshold && last.outcome == schema::IseeLookupOutcome::found);
  });
}

}  // namespace telaio::domain
