// SPDX-License-Identifier: EUPL-1.2
#include "domain/fee/contest.hpp"

#include "domain/checks.hpp"
#include "domain/fee/fee_refusals.hpp"

namespace telaio::domain {
namespace {

using schema::FeeReviewOutcome;
using schema::VisibilityClass;

// The fee must exist, and nothing is done on a day to come.
std::optional<Refusal> check(const FeeHistory::Entry* entry, Date on,
                             const ContestContext& context) {
  if (entry == nullptr) return Refusal{refusals::fee_unknown, {}};
  if (on > context.today) return Refusal{refusals::fee_date_in_future, {date_value("data", on)}};
  return std::nullopt;
}

template <class Fact>
std::vector<NewEvent> one_event(Fact fact, Date on) {
  std::vector<NewEvent> events;
  events.push_back(event(std::move(fact), VisibilityClass::p2, on));
  return events;
}

}  // namespace

Decision decide(const FeeHistory& history, const NotifyFee& command,
                const ContestContext& context) {
  const auto* entry = find_fee(history, command.fee);
  if (auto refusal = check(entry, command.on, context)) return *refusal;
  if (entry->notified_on == command.on) return std::vector<NewEvent>{};
  if (entry->notified_on) {
    return Refusal{refusals::fee_already_notified, {date_value("data", *entry->notified_on)}};
  }
  if (entry->superseded_by) return Refusal{refusals::fee_superseded, {}};
  schema::FeeNotifiedT notified;
  notified.fee = command.fee;
  notified.on = command.on;
  return one_event(std::move(notified), command.on);
}

Decision decide(const FeeHistory& history, const RequestReview& command,
                const ContestContext& context) {
  const auto* entry = find_fee(history, command.fee);
  if (auto refusal = check(entry, command.on, context)) return *refusal;
  if (entry->review && entry->review->requested_on == command.on) return std::vector<NewEvent>{};
  if (entry->review) {
    return Refusal{refusals::fee_already_reviewed,
                   {date_value("data", entry->review->requested_on)}};
  }
  if (!entry->notified_on) return Refusal{refusals::fee_not_notified, {}};
  if (command.on < *entry->notified_on) {
    return Refusal{refusals::fee_before_notification, {date_value("data", *entry->notified_on)}};
  }
  if (entry->superseded_by) return Refusal{refusals::fee_superseded, {}};
  schema::FeeReviewRequestedT requested;
  requested.fee = command.fee;
  requested.on = command.on;
  return one_event(std::move(requested), command.on);
}

Decision decide(const FeeHistory& history, const DecideReview& command,
                const ContestContext& context) {
  const auto* entry = find_fee(history, command.fee);
  if (auto refusal = check(entry, command.on, context)) return *refusal;
  if (!is_known(command.outcome)) return Refusal{refusals::fee_outcome_missing, {}};
  if (!entry->review) return Refusal{refusals::fee_no_review, {}};
  const FeeHistory::Review& review = *entry->review;
  if (review.outcome != FeeReviewOutcome::unknown) {
    const bool same = review.outcome == command.outcome && review.decided_on == command.on;
    if (same) return std::vector<NewEvent>{};
    return Refusal{refusals::fee_review_decided, {date_value("data", review.decided_on)}};
  }
  if (command.on < review.requested_on) {
    return Refusal{refusals::fee_before_request, {date_value("data", review.requested_on)}};
  }
  schema::FeeReviewDecidedT decided;
  decided.fee = command.fee;
  decided.outcome = command.outcome;
  decided.on = command.on;
  return one_event(std::move(decided), command.on);
}

}  // namespace telaio::domain
