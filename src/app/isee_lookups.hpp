// SPDX-License-Identifier: EUPL-1.2
// Attestations that come from INPS: the question, the answer and what was acquired are one commit.
// The call itself is made before (src/inps), outside any transaction; here stands what follows from
// its outcome.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/commands.hpp"
#include "domain/isee/lookup.hpp"

namespace telaio::app {

// What acquiring an attestation comes to: no events when it was known already.
struct IseeDecision {
  log::Expectation expected;
  std::vector<domain::NewEvent> events;
  AttestationId attestation;  // The one that says it: the new one, or the one known already.
};

// Loads the household and its attestations, opens their numbers, finds the one that is replaced
// and applies the rule. Only loads and decides: for Transactor::run.
Result<IseeDecision, Failure> decide_attestation(const Transactor& transactor,
                                                 domain::AcquireAttestation command);

// Who belongs to the household on that day, in any reading. A household is known from its first
// composition on: a day before that is answered with that first one, so that an ISEE presented
// before the family came to the service is not somebody else's.
std::vector<PersonId> isee_members_on(const domain::Household& household, Date on);

Result<bool, Failure> belongs_today(const Transactor& transactor, const HouseholdId& household,
                                    const PersonId& person);

// The last one assigned and still readable; nothing when there is none.
Result<std::optional<std::string>, Failure> codice_fiscale_of(const Transactor& transactor,
                                                              const PersonId& person);

struct RecordLookup {
  domain::RecordIseeLookup lookup;
  // Only with the outcome `found`.
  std::optional<domain::AcquireAttestation> attestation;
};

// An attestation that the rules refuse (of another person, in the future, …) refuses the whole, as
// the rules say; the caller records the question again as internal_error, since INPS's answer could
// not be used.
Executed execute(Transactor& transactor, const CommandRequest& request,
                 const RecordLookup& command);

}  // namespace telaio::app
