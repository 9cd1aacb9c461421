// SPDX-License-Identifier: EUPL-1.2
// The fee of one person for one service and one period, as the fact that will be appended: which
// regulation, which attestation, how much, and every step between.
#pragma once

#include <cstdint>
#include <vector>

#include "base/result.hpp"
#include "domain/fees/attestation.hpp"
#include "domain/fees/price.hpp"
#include "domain/fees/regulation.hpp"
#include "schemas/fee_generated.h"

namespace telaio::domain::fees {

// What is being priced, besides the ISEE. `charge.isee` is ignored: selection decides it.
struct Determination {
  Period period;                          // Within the validity of the regulation.
  std::uint32_t quantity_hundredths = 0;  // Of the regulation's unit, in the whole period.
  PriceRequest charge;
  // One plus their number in the regulation; they prevail over those of `charge`. 0: none.
  std::uint16_t surcharge = 0;
  std::uint16_t discount = 0;
};

// `attestations` are those that cover the person. The result has no ids of fee, service, person
// and regulation: the caller adds them, and `supersedes`. Status not_accessible is a determination
// too. What was said to price with is in the fact, so that it can be priced again. Refuses what
// price() refuses, a reversed period, a regulation not in force in all of it, and a surcharge or a
// discount that it does not have.
Result<schema::CopaymentDeterminedT, Refusal> determine(
    const Determination& determination, const Regulation& regulation,
    const std::vector<Attestation>& attestations);

// The full cost of the period's quantity, when known: what amount and body share sum to.
std::optional<Money> period_cost(const Determination& determination, const Regulation& regulation);

// Conguaglio (5.3): what is due less what was charged, over the periods determined again. Negative
// = a credit of the user. The old facts stay as they are.
struct Redetermined {
  Money charged;
  Money due;
};
// Nothing on overflow.
std::optional<Money> settlement(const std::vector<Redetermined>& periods);

}  // namespace telaio::domain::fees
