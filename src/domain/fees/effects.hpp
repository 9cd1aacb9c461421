// SPDX-License-Identifier: EUPL-1.2
// What a later fact changes in fees that were already determined (isee-and-copayment 5.3): each
// touched period with what was charged, what is due now and why. A proposal and nothing else: no
// fact changes until somebody decides.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/result.hpp"
#include "domain/fees/determine.hpp"
#include "domain/fees/versions.hpp"

namespace telaio::domain::fees {

// Why a period is touched.
enum class Cause : std::uint8_t {
  rectified,        // The ISEE it stood on was replaced by a correction.
  new_attestation,  // Another one counts: filed later, or learned later.
  corrente_began,
  corrente_ended,
  expired,             // It had an ISEE, and has none any more.
  documents_accepted,  // The annotations of an ISEE do not stand against it any more.
  entry_voided,        // The ISEE was entered by mistake, or declared falsely.
  regulation_changed,
  regulation_annulled,
  recomputed  // Same regulation, same ISEE: what was computed then was not what they say.
};

// A determination in force, and when it was made: orders are positions in the log, as those of
// Attestation::acquired_order.
struct Standing {
  schema::CopaymentDeterminedT fact;
  std::uint64_t order = 0;
};

// What is known now of the service's regulation and of the household's attestations.
struct Known {
  std::vector<Version> versions;
  std::vector<Attestation> attestations;
  // INPS was asked and did not answer: nothing is priced as if there were no ISEE (2.7).
  bool answer_missing = false;
};

// One piece of a standing fee. `now` has everything but its own id, and supersedes that fee.
struct TouchedPeriod {
  Period period;
  Cause cause = Cause::recomputed;
  // The part of the old amount that falls on this piece, and what it stood on.
  Money charged;
  std::int64_t unit_fee_thousandths = 0;
  std::optional<Money> isee;
  RegulationId regulation;
  schema::CopaymentDeterminedT now;
  std::optional<Money> period_cost;
};

// A standing fee that the rules cannot price any more, with the reason: somebody must look.
struct Unanswered {
  FeeId fee;
  Period period;
  Money charged;
  Refusal why;
};

struct Effects {
  std::vector<TouchedPeriod>
      touched;  // By fee, then by day. Only fees that come to another amount.
  std::vector<Unanswered> unanswered;
  Money charged;  // Of the touched periods.
  Money due;
  Money total;  // Due less charged: negative is a credit of the family.
};

// Fees of one service, in force. Refuses out_of_range only.
Result<Effects, Refusal> effects_of(const std::vector<Standing>& standing, const Known& known);

// A fee as it would be priced again: what was said then, apart from ISEE and regulation.
Determination again(const schema::CopaymentDeterminedT& fact);

}  // namespace telaio::domain::fees
