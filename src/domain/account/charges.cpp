// SPDX-License-Identifier: EUPL-1.2
#include "domain/account/charges.hpp"

#include <algorithm>
#include <chrono>

namespace telaio::domain {
namespace {

using schema::SettlementMethod;
using Fee = schema::CopaymentDeterminedT;
using Settlement = schema::SettlementDecidedT;

// Calendar months from that of `from` to that of `to`.
int months_between(Date from, Date to) {
  const auto first = from.ymd();
  const auto last = to.ymd();
  constexpr int months_a_year = 12;
  return (static_cast<int>(last.year()) - static_cast<int>(first.year())) * months_a_year +
         static_cast<int>(static_cast<unsigned>(last.month())) -
         static_cast<int>(static_cast<unsigned>(first.month()));
}

bool is_settled(const FeeHistory& history, const FeeId& fee) {
  return std::ranges::any_of(history.settlements, [&](const Settlement& each) {
    return std::ranges::any_of(each.fees, [&](const auto& row) { return row->fee == fee; });
  });
}

// The oldest of those it superseded that was invoiced or settled; else itself. A chain is as long
// as the history at most.
const Fee& charged_fee(const ChargesQuestion& question, const Fee& in_force) {
  const Fee* charged = &in_force;
  const Fee* next = &in_force;
  for (std::size_t step = 0; step < question.fees.entries.size() && next->supersedes; ++step) {
    const auto* before = find_fee(question.fees, *next->supersedes);
    if (before == nullptr) break;
    next = before->determined.get();
    if (times_invoiced(question.account, next->fee) > 0 || is_settled(question.fees, next->fee)) {
      charged = next;
    }
  }
  return *charged;
}

std::optional<Charge> charge_of(const ChargesQuestion& question, const FeeHistory::Entry& entry) {
  const Fee& in_force = *entry.determined;
  const bool touches =
      in_force.from <= last_of_month(question.month) && in_force.to >= question.month;
  if (entry.superseded_by || !touches) return std::nullopt;
  const Fee& fee = charged_fee(question, in_force);
  if (fee.amount == Money() || invoiced_for(question.account, fee.fee, question.month)) {
    return std::nullopt;
  }
  Charge charge;
  charge.fee = fee.fee;
  charge.service = fee.service;
  charge.whole = fee.amount;
  charge.parts = static_cast<std::uint32_t>(months_between(fee.from, fee.to)) + 1;
  charge.part = static_cast<std::uint32_t>(std::max(months_between(fee.from, question.month), 0));
  return charge;
}

std::optional<Charge> charge_of(const ChargesQuestion& question, const Settlement& entry) {
  const bool instalments = entry.method == SettlementMethod::instalments;
  if (!instalments && entry.method != SettlementMethod::next_invoice) return std::nullopt;
  if (entry.total == Money() || entry.on > last_of_month(question.month)) return std::nullopt;
  Charge charge;
  charge.settlement = entry.settlement;
  charge.service = entry.service;
  charge.whole = entry.total;
  charge.parts = instalments ? std::max<std::uint32_t>(entry.instalments, 1) : 1;
  charge.part = static_cast<std::uint32_t>(times_invoiced(question.account, entry.settlement));
  if (charge.part >= charge.parts) return std::nullopt;
  const auto this_month = [&](const Account::Invoice& invoice) {
    const auto same = [&](const Account::Line& line) {
      return line.settlement == entry.settlement;
    };
    return invoice.month == question.month && std::ranges::any_of(invoice.lines, same);
  };
  if (std::ranges::any_of(question.account.invoices, this_month)) return std::nullopt;
  return charge;
}

}  // namespace

std::vector<Charge> charges_of(const ChargesQuestion& question) {
  std::vector<Charge> charges;
  for (const FeeHistory::Entry& entry : question.fees.entries) {
    const auto charge = charge_of(question, entry);
    // A fee that a settlement replaced with several pieces is met once for each of them.
    const bool met = charge && std::ranges::any_of(charges, [&](const Charge& other) {
                       return other.fee == charge->fee;
                     });
    if (charge && !met) charges.push_back(*charge);
  }
  for (const Settlement& entry : question.fees.settlements) {
    if (auto charge = charge_of(question, entry)) charges.push_back(*charge);
  }
  return charges;
}

}  // namespace telaio::domain
