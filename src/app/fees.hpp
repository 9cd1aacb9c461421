// SPDX-License-Identifier: EUPL-1.2
// Determining what somebody pays for a period: gathers the service, the regulation it was granted
// under and the household's attestations, lets domain/fees compute, and records the outcome with
// its explanation.
#pragma once

#include <optional>
#include <vector>

#include "app/commands.hpp"
#include "domain/fees/determine.hpp"

namespace telaio::app {

struct DetermineFee {
  FeeId fee;
  ServiceId service;
  HouseholdId household;  // Whose attestations count.
  domain::fees::Period period;
  // Of the granted unit in the whole period; nothing: the granted monthly quantity.
  std::optional<std::uint32_t> quantity_hundredths;
  std::optional<Money> full_cost;  // Of one unit, for schemes in percent.
  // Regulations of the same Comune and service, one of which may have replaced the granted one
  // (app/fee_inputs.hpp). None: only that one.
  std::vector<RegulationId> known_regulations;
  // One plus their number in the regulation; 0: none.
  std::uint16_t surcharge = 0;
  std::uint16_t discount = 0;
  std::optional<Money> third_payer;
  schema::Residence resident = schema::Residence::unknown;
};

// Where the version of the regulation changes inside the period, and where an ISEE corrente lapses,
// there are several determinations in one commit, the quantity divided by days; `fee` is the id of
// the first. A service ordered by a judge or for child protection is free where the regulation says
// so. Refuses what the rules refuse (fees.*, fee.*), and service.not_priced when the service has no
// granted regulation. The same period with the same inputs is already done.
Executed execute(Transactor& transactor, const CommandRequest& request,
                 const DetermineFee& command);

// What `execute` would determine now, by first day, refused as it would be; writes nothing. The ids
// of the fees mean nothing.
Result<std::vector<schema::CopaymentDeterminedT>, Failure> preview(const Transactor& transactor,
                                                                   const DetermineFee& command);

// The id of the n-th fee that one command determines, from 0: the same for every retry.
FeeId fee_id_of(const CommandId& command, std::size_t n);

}  // namespace telaio::app
