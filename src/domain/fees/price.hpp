// SPDX-License-Identifier: EUPL-1.2
// What somebody with a given ISEE pays for a quantity of a service, with every step of the way.
//
// The order of operations is that of isee-and-copayment 3.2: exemption, segment value (exact),
// unit fee rounded (stage A), surcharge, quantity, discount, cap and floor, third-party payer,
// amount due rounded (stage B). Swapping two of them changes what people pay. Where the text of the
// regulation gives no fee, there is a refusal with the name of the gap, never a default.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/money.hpp"
#include "base/result.hpp"
#include "domain/fees/regulation.hpp"
#include "schemas/fee_generated.h"

namespace telaio::domain::fees {

using FeeStatus = schema::FeeStatus;
using FeeStepKind = schema::FeeStepKind;
using Residence = schema::Residence;

struct PriceRequest {
  // Nothing: nobody has a usable ISEE, so the no-ISEE rule decides.
  std::optional<Money> isee;
  // Nothing: one unit.
  std::optional<std::uint32_t> quantity_hundredths;
  // Of one unit; prevails over that of the regulation.
  std::optional<Money> full_cost;
  // Prevails over that of the regulation.
  std::optional<RoundingMode> rounding;
  // False: rounded once, at the end.
  bool round_unit_fee = true;

  // Nothing is due, if the regulation foresees this reason (3.3). Unknown: not exempt.
  ExemptionReason exemption = ExemptionReason::unknown;
  // A non-resident pays the regulation's amount for those, if it has one. Unknown: as a resident.
  Residence residence = Residence::unknown;
  // Each holds only up to its own `isee_max`, and needs an ISEE if it has one.
  std::optional<Adjustment> surcharge;
  std::optional<Adjustment> discount;
  // Each prevails over that of the regulation. Those of the regulation bound the amount of a
  // period: they are left aside when there is no quantity, because one unit is no period.
  std::optional<Money> cap;
  std::optional<Money> floor;
  // A cap and a family discount do not commute (example E35). Unknown: as the regulation says.
  CapOrder cap_order = CapOrder::unknown;
  // What another body pays of the amount; what is left is never below zero.
  std::optional<Money> third_payer;
};

struct Step {
  FeeStepKind kind = FeeStepKind::unknown;
  Fraction value;                        // After the step. For `attestation_chosen`, the ISEE.
  std::optional<std::uint16_t> segment;  // Only for segment_value; from 0.
  bool operator==(const Step&) const = default;
};

struct Price {
  FeeStatus status = FeeStatus::unknown;  // determined or not_accessible.
  Fraction exact;                         // Of the whole, before any rounding.
  Fraction exact_unit;                    // Of one unit, before any rounding.
  Thousandths unit_fee;  // After stage A, or rounded to thousandths half up where it is not held.
  Money amount;          // After stage B; hundredths of a percent point if `in_percent`.
  bool in_percent = false;          // A percentage: nobody said the full cost.
  std::optional<Money> body_share;  // Full cost less the amount, when the full cost is known.
  std::vector<Step> steps;          // None when not accessible.
  bool operator==(const Price&) const = default;
};

// Refuses with one of the codes of fees_refusals.hpp, section Pricing.
Result<Price, Refusal> price(const Regulation& regulation, const PriceRequest& request);

// The full cost of the quantity, to the cent: what the shares of user, body and third payer sum to,
// unless the user pays more than the cost. Nothing when the full cost of a unit is not known.
std::optional<Money> whole_cost(const Regulation& regulation, const PriceRequest& request);

// The exact fee of one unit at an ISEE, with no step recorded: for scanning (uniformity). Nothing
// inside the result = not accessible.
Result<MaybeFraction, Refusal> unit_fee_at(const Regulation& regulation,
                                           const std::optional<Money>& isee);

}  // namespace telaio::domain::fees
