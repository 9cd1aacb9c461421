// SPDX-License-Identifier: EUPL-1.2
// Determining what somebody pays for a period: gathers the service, the regulation it was granted
// under and the household's attestations, lets domain/fees compute, and records the outcome with
// its explanation.
#pragma once

#include <optional>

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
};

// Refuses what the rules refuse (fees.*, fee.*), and service.not_priced when the service has no
// granted regulation. The same period with the same inputs is already done.
Executed execute(Transactor& transactor, const CommandRequest& request,
                 const DetermineFee& command);

}  // namespace telaio::app
