// SPDX-License-Identifier: EUPL-1.2
#include "app/fees.hpp"

#include <algorithm>
#include <string>

#include "app/fee_inputs.hpp"
#include "app/streams.hpp"
#include "crypto/digest.hpp"
#include "domain/fee/fee_refusals.hpp"
#include "domain/fees/pieces.hpp"
#include "domain/isee/isee_refusals.hpp"

namespace telaio::app {
namespace {

namespace fees = domain::fees;

// Ordered by a judge, or for child protection: free, if the act in force foresees that reason.
schema::ExemptionReason exemption_of(const FeeInputs& inputs, const fees::Regulation& rule) {
  const auto reason = inputs.service.grant->protected_by;
  const bool foreseen =
      std::find(rule.exemptions.begin(), rule.exemptions.end(), reason) != rule.exemptions.end();
  return foreseen ? reason : schema::ExemptionReason::unknown;
}

fees::Determination wanted_of(const DetermineFee& command, const FeeInputs& inputs,
                              const fees::Piece& piece) {
  fees::Determination wanted;
  wanted.period = piece.period;
  wanted.quantity_hundredths = piece.quantity_hundredths;
  wanted.charge.full_cost = command.full_cost;
  wanted.charge.residence = command.resident;
  wanted.charge.exemption = exemption_of(inputs, inputs.versions[piece.version].rule);
  wanted.surcharge = command.surcharge;
  wanted.discount = command.discount;
  return wanted;
}

// A fee of this period was determined before the rule changed inside it: two fees cannot take the
// place of one without saying what becomes of the difference.
bool is_cut(const FeeInputs& inputs, const std::vector<fees::Piece>& pieces,
            const fees::Period& period) {
  if (pieces.size() == 1) return false;
  const auto& entries = inputs.history.entries;
  return std::any_of(entries.begin(), entries.end(), [&](const auto& each) {
    return !each.superseded_by && each.determined->from == period.from &&
           each.determined->to == period.to;
  });
}

// A fee, and the events that follow from it: none when it was so already.
struct Piece {
  schema::CopaymentDeterminedT determined;
  std::vector<domain::NewEvent> events;
};

Result<Piece, Failure> decide_piece(const Transactor& transactor, const FeeInputs& inputs,
                                    const fees::Determination& wanted, const fees::Version& version,
                                    const FeeId& id) {
  auto determined = fees::determine(wanted, version.rule, inputs.attestations);
  if (!determined) return Failure(determined.error());
  // INPS did not say that there is none: the rule for who has no ISEE does not hold.
  if (!determined->attestation && inputs.answer_missing) {
    return Failure(Refusal{domain::refusals::isee_answer_missing, {}});
  }
  determined->fee = id;
  determined->service = inputs.service.id;
  determined->person = inputs.service.person;
  determined->regulation = version.id;
  const domain::FeeContext context{transactor.today(),
                                   transactor.codes(),
                                   version.id,
                                   version.rule.valid_from.value_or(Date()),
                                   version.rule.valid_to,
                                   fees::period_cost(wanted, version.rule)};
  auto decision = decide(inputs.history, domain::DetermineCopayment{*determined}, context);
  if (!decision) return Failure(decision.error());
  return Piece{std::move(*determined), std::move(*decision)};
}

// One piece per stretch of the period in which one version and one attestation hold. `first`: the
// id of the first fee; `request`: makes those of the others.
Result<std::vector<Piece>, Failure> decide_pieces(const Transactor& transactor,
                                                  const FeeInputs& inputs,
                                                  const DetermineFee& command,
                                                  const CommandId& request) {
  const std::uint32_t quantity =
      command.quantity_hundredths.value_or(inputs.service.grant->quantity_hundredths);
  const auto pieces =
      fees::pieces_of({command.period, quantity}, inputs.versions, inputs.attestations);
  if (!pieces) return Failure(pieces.error());
  if (is_cut(inputs, *pieces, command.period)) {
    return Failure(Refusal{domain::refusals::fee_period_cut, {}});
  }
  const auto third =
      fees::share_by_days(command.third_payer ? command.third_payer->cents() : 0, *pieces);

  std::vector<Piece> decided;
  for (std::size_t i = 0; i < pieces->size(); ++i) {
    const fees::Piece& piece = (*pieces)[i];
    auto wanted = wanted_of(command, inputs, piece);
    // Who pays nothing leaves nothing for others to pay.
    const bool exempt = wanted.charge.exemption != schema::ExemptionReason::unknown;
    if (command.third_payer && !exempt) wanted.charge.third_payer = Money::from_cents(third[i]);
    const FeeId id = i == 0 ? command.fee : fee_id_of(request, i);
    auto one = decide_piece(transactor, inputs, wanted, inputs.versions[piece.version], id);
    if (!one) return one.error();
    decided.push_back(std::move(*one));
  }
  return decided;
}

}  // namespace

FeeId fee_id_of(const CommandId& command, std::size_t n) {
  // The first one keeps the form that the log already has.
  constexpr std::string_view domain = "telaio/fee-id/v1";
  const std::string number = n == 0 ? std::string() : std::to_string(n);
  const auto digest = crypto::sha256({as_bytes(domain), command.view(), as_bytes(number)});
  return FeeId(uuid_from(BytesView(digest).first(id_size)));
}

Executed execute(Transactor& transactor, const CommandRequest& request,
                 const DetermineFee& command) {
  return transactor.run(request, [&]() -> Result<Plan, Failure> {
    const auto inputs = load_fee_inputs(
        transactor, {command.service, command.household, command.known_regulations});
    if (!inputs) return inputs.error();
    auto pieces = decide_pieces(transactor, *inputs, command, request.command);
    if (!pieces) return pieces.error();
    std::vector<domain::NewEvent> events;
    for (Piece& each : *pieces) std::ranges::move(each.events, std::back_inserter(events));
    return on_stream(streams::fee(command.service), inputs->expected, std::move(events));
  });
}

Result<std::vector<schema::CopaymentDeterminedT>, Failure> preview(const Transactor& transactor,
                                                                   const DetermineFee& command) {
  const auto inputs =
      load_fee_inputs(transactor, {command.service, command.household, command.known_regulations});
  if (!inputs) return inputs.error();
  // An id has to be there; nobody will ever meet this one.
  DetermineFee unnamed = command;
  unnamed.fee = fee_id_of(CommandId(), 0);
  auto pieces = decide_pieces(transactor, *inputs, unnamed, CommandId());
  if (!pieces) return pieces.error();
  std::vector<schema::CopaymentDeterminedT> fees;
  for (Piece& each : *pieces) fees.push_back(std::move(each.determined));
  return fees;
}

}  // namespace telaio::app
