// SPDX-License-Identifier: EUPL-1.2
// Small questions that the monthly run asks of what it has loaded. Pure.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "app/monthly_worklist.hpp"
#include "domain/account/account.hpp"
#include "schemas/fee_generated.h"

namespace telaio::app {

using MonthlyServices = std::span<const MonthlyService>;

// The services of each person; in the list they stand together. Views of the list.
std::vector<MonthlyServices> by_person(const std::vector<MonthlyService>& services);

// Nothing when it does not fit, or when a charge is malformed.
std::optional<Money> total_of(const std::vector<domain::Charge>& charges);

// The notice, still unpaid, of the one invoice that charged the fees the settlement changes; fees
// that stand on several invoices are settled on the next one. Null when there is none; a view of
// the account.
const domain::Account::Notice* unpaid_notice_of(const domain::Account& account,
                                                const schema::SettlementDecidedT& settlement);

}  // namespace telaio::app
