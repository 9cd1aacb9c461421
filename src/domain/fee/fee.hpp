// SPDX-License-Identifier: EUPL-1.2
// What a person pays for a service, period by period. The amount is computed by domain/fees; here
// it is decided whether it stands: one regulation, one current amount per period, shares that sum.
//
// Pure code: no clock, no I/O. `evolve` applies one stored event and cannot fail.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "base/code.hpp"
#include "domain/code_lists.hpp"
#include "domain/event.hpp"

namespace telaio::domain {

struct FeeHistory {
  // The family asked that a fee be seen again (contest.hpp).
  struct Review {
    Date requested_on;
    schema::FeeReviewOutcome outcome = schema::FeeReviewOutcome::unknown;  // Unknown: still open.
    Date decided_on;                                                       // When not open.
    bool operator==(const Review&) const = default;
  };
  struct Entry {
    // Never null. Shared: a copy of a long history copies no steps of old fees.
    std::shared_ptr<const schema::CopaymentDeterminedT> determined;
    std::optional<FeeId> superseded_by;  // Of several, the last.
    std::optional<Date> notified_on;
    std::optional<Review> review;
  };

  ServiceId service;
  std::vector<Entry> entries;                           // In the order of determination.
  std::vector<schema::SettlementDecidedT> settlements;  // In the order of decision.
};

// Nothing when no fee of the service has that id.
const FeeHistory::Entry* find_fee(const FeeHistory& history, const FeeId& id);

// The determination in force for that day; nothing when there is none.
const schema::CopaymentDeterminedT* fee_on(const FeeHistory& history, Date on);

// `determined` as domain/fees computed it, with a new `fee` id and no `supersedes`: that is set
// here when the period has an amount already.
struct DetermineCopayment {
  schema::CopaymentDeterminedT determined;
};

struct FeeContext {
  Date today;
  const CodeLists& codes;
  // The version of the regulation that was used, and its last day.
  RegulationId regulation;
  Date regulation_from;
  std::optional<Date> regulation_to;
  // Full cost of the period's quantity, when known: the shares of person and body sum to it.
  std::optional<Money> period_cost;
};

// Same period and same inputs: no events. Same period, something changed: a new determination that
// supersedes the old one.
Decision decide(const FeeHistory& history, const DetermineCopayment& command,
                const FeeContext& context);

// What every determination must meet, whoever decides it: ids, period, amounts, regulation.
std::optional<Refusal> check_determined(const schema::CopaymentDeterminedT& fee,
                                        const FeeContext& context);

FeeHistory evolve(FeeHistory history, const schema::Header& stored);

}  // namespace telaio::domain
