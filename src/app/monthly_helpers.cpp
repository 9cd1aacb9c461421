// SPDX-License-Identifier: EUPL-1.2
#include "app/monthly_helpers.hpp"

#include <algorithm>
#include <set>

namespace telaio::app {

std::vector<MonthlyServices> by_person(const std::vector<MonthlyService>& services) {
  std::vector<MonthlyServices> groups;
  const MonthlyServices all(services);
  for (std::size_t first = 0; first < all.size();) {
    std::size_t end = first + 1;
    while (end < all.size() && all[end].person == all[first].person) ++end;
    groups.push_back(all.subspan(first, end - first));
    first = end;
  }
  return groups;
}

std::optional<Money> total_of(const std::vector<domain::Charge>& charges) {
  Money total;
  for (const domain::Charge& charge : charges) {
    if (charge.part >= charge.parts) return std::nullopt;
    const auto sum = checked_add(total, split(charge.whole, charge.parts)[charge.part]);
    if (!sum) return std::nullopt;
    total = *sum;
  }
  return total;
}

const domain::Account::Notice* unpaid_notice_of(const domain::Account& account,
                                                const schema::SettlementDecidedT& settlement) {
  std::set<InvoiceId> invoices;
  for (const auto& row : settlement.fees) {
    for (const domain::Account::Invoice& invoice : account.invoices) {
      const auto charges = [&](const domain::Account::Line& line) { return line.fee == row->fee; };
      if (std::ranges::any_of(invoice.lines, charges)) invoices.insert(invoice.id);
    }
  }
  if (invoices.size() != 1) return nullptr;
  const domain::Account::Notice* last = last_notice_of(account, *invoices.begin());
  return last != nullptr && last->state == domain::Account::NoticeState::pending ? last : nullptr;
}

}  // namespace telaio::app
