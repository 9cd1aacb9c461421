// SPDX-License-Identifier: EUPL-1.2
// What of one service goes on the invoice of a month: the month's share of its fee, and the
// settlements (conguagli) that somebody decided to charge.
//
// - A fee of several calendar months is charged in as many equal parts, the last takes the rest.
// - A fee that was invoiced, or settled, stays the one that is charged, also after another replaced
//   it: the difference travels in the settlement, so nothing is charged twice.
// - A settlement for the next invoice goes on the first one for the month it was decided in, or
//   later; one by instalments on as many. Refunds and waivers are on none.
//
// Pure code: no clock, no I/O.
#pragma once

#include <vector>

#include "domain/account/account.hpp"
#include "domain/fee/fee.hpp"

namespace telaio::domain {

struct ChargesQuestion {
  const FeeHistory& fees;  // Of one service, with its settlements.
  const Account& account;
  Date month;  // First day.
};
// In the order of determination, fees first. Amounts of zero are left out.
std::vector<Charge> charges_of(const ChargesQuestion& question);

}  // namespace telaio::domain
