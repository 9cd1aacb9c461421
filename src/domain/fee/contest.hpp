// SPDX-License-Identifier: EUPL-1.2
// Contesting a fee (isee-and-copayment 5.4): the family is told of it, may ask that it be seen
// again (riesame), and gets an answer. While a review is open the fee goes on being charged; an
// answer "changed" changes no amount by itself: a settlement does.
//
// Pure code: no clock, no I/O.
#pragma once

#include "domain/fee/fee.hpp"

namespace telaio::domain {

struct NotifyFee {
  FeeId fee;
  Date on;
};

// Of a fee that was notified, on that day or later. One review per fee: after it there is the
// court.
struct RequestReview {
  FeeId fee;
  Date on;
};

struct DecideReview {
  FeeId fee;
  schema::FeeReviewOutcome outcome = schema::FeeReviewOutcome::unknown;
  Date on;
};

struct ContestContext {
  Date today;
};

// The same again is already done.
Decision decide(const FeeHistory& history, const NotifyFee& command, const ContestContext& context);
Decision decide(const FeeHistory& history, const RequestReview& command,
                const ContestContext& context);
// Also of a fee that was replaced meanwhile: who asked is owed an answer.
Decision decide(const FeeHistory& history, const DecideReview& command,
                const ContestContext& context);

}  // namespace telaio::domain
