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
  // What was acquired, or known already; only with `found`, and without a threshold.
  std::optional<AttestationId> attestation;
  // Whether the ISEE is within this amount was all that was asked: enough for an access gate, and
  // the least that INPS can be made to tell. Needs a kind.
  std::optional<Money> threshold;
  // Only with a threshold and `found`.
  schema::IseeThresholdAnswer answer = schema::IseeThresholdAnswer::unknown;
  bool annotated = false;  // The attestation behind the side has omissioni or difformità.
};

// `context.members`: of today. An answer and a threshold that do not fit together are refused.
Decision decide(const IseeFolder& folder, const RecordIseeLookup& command,
                const IseeContext& context);

// INPS did not answer: whether there is an ISEE is not known.
constexpr bool is_unanswered(schema::IseeLookupOutcome outcome) {
  return outcome == schema::IseeLookupOutcome::offline ||
         outcome == schema::IseeLookupOutcome::invalid_request ||
         outcome == schema::IseeLookupOutcome::internal_error;
}

// Somebody of the household may have an ISEE whose amount is not known: the last question about
// that person had no answer, or had only the side of a threshold; and nothing was acquired since.
bool answer_is_missing(const IseeFolder& folder);

}  // namespace telaio::domain
