// SPDX-License-Identifier: EUPL-1.2
#include "domain/fees/determine.hpp"

#include <memory>

#include "domain/fees/fees_refusals.hpp"

namespace telaio::domain::fees {
namespace {

std::unique_ptr<schema::Fraction> stored(const Fraction& fraction) {
  return std::make_unique<schema::Fraction>(fraction.num(), fraction.den());
}

std::unique_ptr<schema::FeeStepT> step(FeeStepKind kind, const std::optional<Fraction>& value,
                                       std::uint16_t segment) {
  auto made = std::make_unique<schema::FeeStepT>();
  made->kind = kind;
  if (value) made->value = stored(*value);
  made->segment = segment;
  return made;
}

std::optional<Refusal> refuse_period(const Period& period, const Regulation& regulation) {
  if (period.to < period.from) {
    return Refusal{period_reversed,
                   {{"from", to_italian(period.from)}, {"to", to_italian(period.to)}}};
  }
  if (!in_force_on(regulation, period.from)) {
    return Refusal{regulation_not_in_force, {{"date", to_italian(period.from)}}};
  }
  if (!in_force_on(regulation, period.to)) {
    return Refusal{period_spans_versions, {{"date", to_italian(*regulation.valid_to)}}};
  }
  return std::nullopt;
}

Result<std::optional<Adjustment>, Refusal> adjustment(const std::vector<Adjustment>& of_the_act,
                                                      std::uint16_t number) {
  if (number == 0) return std::optional<Adjustment>();
  if (number > of_the_act.size()) return Refusal{adjustment_unknown, {}};
  return std::optional<Adjustment>(of_the_act[number - 1U]);
}

// All that was said besides the ISEE.
Result<PriceRequest, Refusal> request_of(const Determination& determination,
                                         const Regulation& regulation) {
  PriceRequest request = determination.charge;
  request.quantity_hundredths = determination.quantity_hundredths;
  request.isee.reset();
  const auto surcharge = adjustment(regulation.surcharges, determination.surcharge);
  if (!surcharge) return surcharge.error();
  if (*surcharge) request.surcharge = *surcharge;
  const auto discount = adjustment(regulation.discounts, determination.discount);
  if (!discount) return discount.error();
  if (*discount) request.discount = *discount;
  return request;
}

void note_inputs(const Determination& determination, schema::CopaymentDeterminedT& fact) {
  const PriceRequest& charge = determination.charge;
  if (charge.full_cost) fact.unit_full_cost = std::make_unique<Money>(*charge.full_cost);
  if (charge.third_payer) fact.third_payer = std::make_unique<Money>(*charge.third_payer);
  fact.surcharge = determination.surcharge;
  fact.discount = determination.discount;
  fact.exemption = charge.exemption;
  fact.resident = charge.residence;
}

}  // namespace

Result<schema::CopaymentDeterminedT, Refusal> determine(
    const Determination& determination, const Regulation& regulation,
    const std::vector<Attestation>& attestations) {
  if (auto refusal = refuse_period(determination.period, regulation)) return *refusal;
  const Selection selection =
      select_attestation(attestations, regulation, determination.period.from);
  auto request = request_of(determination, regulation);
  if (!request) return request.error();
  if (selection.chosen) request->isee = selection.chosen->isee;
  const auto priced = price(regulation, *request);
  if (!priced) return priced.error();

  schema::CopaymentDeterminedT fact;
  fact.from = determination.period.from;
  fact.to = determination.period.to;
  fact.status = priced->status;
  fact.quantity_hundredths = determination.quantity_hundredths;
  note_inputs(determination, fact);
  fact.steps.push_back(step(FeeStepKind::regulation_chosen, std::nullopt, 0));
  if (selection.chosen) {
    fact.attestation = std::make_unique<AttestationId>(selection.chosen->id);
    fact.isee = std::make_unique<Money>(selection.chosen->isee);
    fact.steps.push_back(
        step(FeeStepKind::attestation_chosen, Fraction::of(selection.chosen->isee), 0));
  }
  for (const Step& each : priced->steps) {
    fact.steps.push_back(step(each.kind, each.value, each.segment.value_or(0)));
  }
  if (priced->status != FeeStatus::determined) return fact;
  fact.exact_unit_fee = stored(priced->exact_unit);
  fact.unit_fee_thousandths = priced->unit_fee.value;
  fact.amount = priced->amount;
  if (priced->body_share) fact.body_share = std::make_unique<Money>(*priced->body_share);
  return fact;
}

std::optional<Money> period_cost(const Determination& determination, const Regulation& regulation) {
  PriceRequest request = determination.charge;
  request.quantity_hundredths = determination.quantity_hundredths;
  return whole_cost(regulation, request);
}

std::optional<Money> settlement(const std::vector<Redetermined>& periods) {
  Money total;
  for (const Redetermined& period : periods) {
    const auto difference = checked_subtract(period.due, period.charged);
    const auto sum = difference ? checked_add(total, *difference) : std::nullopt;
    if (!sum) return std::nullopt;
    total = *sum;
  }
  return total;
}

}  // namespace telaio::domain::fees
