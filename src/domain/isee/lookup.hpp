// SPDX-License-Identifier: EUPL-1.2
// A question put to INPS about a person's ISEE, and how it ended (isee-and-copayment 2.7). It is
// recorded whatever the answer, since the question itself tells INPS about the person. "No data"
// and "offline" are two things: after the first the rule for who has no ISEE holds; after the
// second nothing is known, so nothing is priced as if there were none.
//
// Pure code, on the state of the household's attestations (isee.hpp).
#pragma once

#include "domain/isee/isee.hpp"

namespace telaio::domain {

struct RecordIseeLookup {
  HouseholdId household;
  PersonId person;
  // Unknown: every kind was asked for.
  schema::IseeKind kind = schema::IseeKind::unknown;
  Code service_code;  // The service it was asked for, if one was named.
  schema::IseeLookupOutcome outcome = schema::IseeLookupOutcome::unknown;
  // What was acquired, or known already; only with `found`.
  std::optional<AttestationId> attestation;
};

// `context.members`: of today.
Decision decide(const IseeFolder& folder, const RecordIseeLookup& command,
                const IseeContext& context);

// INPS did not answer: whether there is an ISEE is not known.
constexpr bool is_unanswered(schema::IseeLookupOutcome outcome) {
  return outcome == schema::IseeLookupOutcome::offline ||
         outcome == schema::IseeLookupOutcome::invalid_request ||
         outcome == schema::IseeLookupOutcome::internal_error;
}

// The last question about somebody of the household had no answer, and nothing was acquired since.
bool answer_is_missing(const IseeFolder& folder);

}  // namespace telaio::domain
