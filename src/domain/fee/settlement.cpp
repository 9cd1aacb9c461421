// SPDX-License-Identifier: EUPL-1.2
#include "domain/fee/settlement.hpp"

#include <algorithm>

#include "domain/checks.hpp"
#include "domain/fee/fee_refusals.hpp"

namespace telaio::domain {
namespace {

using schema::CopaymentDeterminedT;
using schema::SettlementMethod;
using schema::VisibilityClass;

Refusal mismatch() {
  return Refusal{refusals::fee_settlement_mismatch, {}};
}

// The pieces of one fee: without gaps, from its first day to its last, and its whole amount.
std::optional<Refusal> check_covers(const CopaymentDeterminedT& old,
                                    const std::vector<const Redetermination*>& pieces) {
  Date next = old.from;
  Money charged;
  for (const Redetermination* piece : pieces) {
    if (piece->determined.from != next) return mismatch();
    next = piece->determined.to.plus_days(1);
    const auto sum = checked_add(charged, piece->charged);
    if (!sum) return mismatch();
    charged = *sum;
  }
  if (next != old.to.plus_days(1) || charged != old.amount) return mismatch();
  return std::nullopt;
}

std::optional<Refusal> check_piece(const FeeHistory& history, const DecideSettlement& command,
                                   const Redetermination& piece, const SettlementContext& context) {
  const CopaymentDeterminedT& now = piece.determined;
  if (now.service != command.service) return Refusal{refusals::fee_other_service, {}};
  if (find_fee(history, now.fee) != nullptr) return Refusal{refusals::fee_id_used, {}};
  const FeeContext terms{context.today,         context.codes,       piece.regulation,
                         piece.regulation_from, piece.regulation_to, piece.period_cost};
  return check_determined(now, terms);
}

std::optional<Refusal> check_fees(const FeeHistory& history, const DecideSettlement& command,
                                  const SettlementContext& context) {
  for (const Redetermination& piece : command.periods) {
    if (auto refusal = check_piece(history, command, piece, context)) return refusal;
    if (!piece.determined.supersedes) return mismatch();
    const auto* old = find_fee(history, *piece.determined.supersedes);
    if (old == nullptr || old->superseded_by) {
      return Refusal{refusals::fee_settlement_stale, {}};
    }
    std::vector<const Redetermination*> pieces;
    for (const Redetermination& other : command.periods) {
      const auto& of = other.determined.supersedes;
      if (of && *of == old->determined->fee) pieces.push_back(&other);
    }
    if (auto refusal = check_covers(*old->determined, pieces)) return refusal;
  }
  return std::nullopt;
}

std::optional<Money> total_of(const std::vector<Redetermination>& periods) {
  Money total;
  for (const Redetermination& piece : periods) {
    const auto difference = checked_subtract(piece.determined.amount, piece.charged);
    const auto sum = difference ? checked_add(total, *difference) : std::nullopt;
    if (!sum) return std::nullopt;
    total = *sum;
  }
  return total;
}

Money minus(Money total) {
  return checked_subtract(Money(), total).value_or(total);
}

// Who owes money is not refunded; a credit is not paid in instalments by the family, nor waived: it
// is the family's.
std::optional<Refusal> check_method(const DecideSettlement& command, Money total) {
  if (!is_known(command.method)) return Refusal{refusals::fee_settlement_method_missing, {}};
  const bool debt = total > Money();
  if (command.method == SettlementMethod::refund && debt) {
    return Refusal{refusals::fee_refund_of_debt, {{"totale", to_italian(total)}}};
  }
  if (command.method == SettlementMethod::waived && total < Money()) {
    return Refusal{refusals::fee_waiver_of_credit, {{"totale", to_italian(minus(total))}}};
  }
  const bool instalments = command.method == SettlementMethod::instalments;
  if (instalments && !debt) return Refusal{refusals::fee_instalments_of_credit, {}};
  const bool in_range = command.instalments >= settlement_instalments_min &&
                        command.instalments <= settlement_instalments_max;
  if (instalments ? !in_range : command.instalments != 0) {
    return Refusal{refusals::fee_instalments_out_of_range,
                   {{"minimo", std::to_string(settlement_instalments_min)},
                    {"massimo", std::to_string(settlement_instalments_max)}}};
  }
  return std::nullopt;
}

std::unique_ptr<schema::SettledFeeT> settled_fee(const Redetermination& piece) {
  auto row = std::make_unique<schema::SettledFeeT>();
  row->fee = *piece.determined.supersedes;
  row->replacement = piece.determined.fee;
  row->charged = piece.charged;
  row->due = piece.determined.amount;
  return row;
}

schema::SettlementDecidedT decided(const DecideSettlement& command, Money total) {
  schema::SettlementDecidedT fact;
  fact.settlement = command.settlement;
  fact.service = command.service;
  fact.person = command.periods.front().determined.person;
  for (const Redetermination& piece : command.periods) fact.fees.push_back(settled_fee(piece));
  fact.total = total;
  fact.method = command.method;
  fact.instalments = command.instalments;
  fact.cause = pointer_to(command.cause);
  fact.on = command.on;
  return fact;
}

}  // namespace

Decision decide(const FeeHistory& history, const DecideSettlement& command,
                const SettlementContext& context) {
  for (const auto& before : history.settlements) {
    if (before.settlement == command.settlement) return std::vector<NewEvent>{};
  }
  if (command.periods.empty()) return Refusal{refusals::fee_nothing_to_settle, {}};
  if (command.on > context.today) {
    return Refusal{refusals::fee_date_in_future, {date_value("data", command.on)}};
  }
  if (auto refusal = check_fees(history, command, context)) return *refusal;
  const auto total = total_of(command.periods);
  if (!total) return mismatch();
  if (auto refusal = check_method(command, *total)) return *refusal;

  std::vector<NewEvent> events;
  for (const Redetermination& piece : command.periods) {
    const CopaymentDeterminedT& now = piece.determined;
    events.push_back(event(now, VisibilityClass::p2, now.from));
    events.back().effective_to = now.to;
  }
  events.push_back(event(decided(command, *total), VisibilityClass::p2, command.on));
  return events;
}

}  // namespace telaio::domain
