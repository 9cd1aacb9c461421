// SPDX-License-Identifier: EUPL-1.2
// Full-time equivalents of social workers (assistenti sociali): who counts for the LEP, and how
// much of a window each contract covers (L. 178/2020 art. 1 c. 797-798 as read in leps.md 5.1).
#pragma once

#include <cstdint>
#include <span>

#include "domain/leps/outcome.hpp"

namespace telaio::domain::leps {

// Open-ended contract with a Comune, an association or instrumental body of Comuni, or a delegated
// health agency, for work in planning, organising or delivering social services. Fixed-term staff,
// contractors and the third sector do not count.
bool counts_for_lep(const ContractState& state);

struct Staff {
  Fraction fte_hundredths;  // Of those who count: the average over the days asked for, exact.
  Events counted_events;
  Events excluded_events;  // Social workers' contracts in force on one of the days, not counted.
};
// Average over [from, to], both included: sum of hundredths times days in force, over the days.
// `to` is not before `from` (asserted). A contract's later state replaces it from its own date on.
Staff social_workers(std::span<const ContractState> contracts, Date from, Date to);

}  // namespace telaio::domain::leps
