// SPDX-License-Identifier: EUPL-1.2
// Effetti and conguaglio: what later facts change in the fees of a service, read only; and the
// decision that settles it, on the proposal that was read or not at all. Contest of a fee.
#pragma once

#include <string>
#include <vector>

#include "app/commands.hpp"
#include "app/fee_inputs.hpp"
#include "domain/fee/contest.hpp"
#include "domain/fee/settlement.hpp"

namespace telaio::app {

struct ServiceEffects {
  FeeInputs inputs;
  domain::fees::Effects effects;
  // Of each touched period, the event that changed its inputs; nothing when none is known (a fact
  // that was voided).
  std::vector<std::optional<EventId>> causes;
  // Names what is proposed: another one as soon as an input or an amount is another one. Lower-case
  // hex, 64 digits.
  std::string proposal;
};

// Refuses as load_fee_inputs, and fees.out_of_range.
Result<ServiceEffects, Failure> effects_on_service(const Transactor& transactor,
                                                   const FeeInputsQuestion& question);

struct SettleFees {
  FeeInputsQuestion question;
  std::string proposal;  // As read in ServiceEffects.
  schema::SettlementMethod method = schema::SettlementMethod::unknown;
  std::uint8_t instalments = 0;  // Only with that method.
};

// All touched periods of the service in one commit: the new determinations and the settlement.
// Refuses fee.settlement_stale when the proposal is not the one of now, fee.nothing_to_settle.
Executed execute(Transactor& transactor, const CommandRequest& request, const SettleFees& command);
// The id that execute() gives the settlement of this command.
SettlementId settlement_id_of(const CommandId& command);

// The stream of fees is named by the service.
Executed execute(Transactor& transactor, const CommandRequest& request, const ServiceId& service,
                 const domain::NotifyFee& command);
Executed execute(Transactor& transactor, const CommandRequest& request, const ServiceId& service,
                 const domain::RequestReview& command);
Executed execute(Transactor& transactor, const CommandRequest& request, const ServiceId& service,
                 const domain::DecideReview& command);

}  // namespace telaio::app
