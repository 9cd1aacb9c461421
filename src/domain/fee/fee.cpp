// SPDX-License-Identifier: EUPL-1.2
#include "domain/fee/fee.hpp"

#include <algorithm>

#include "domain/checks.hpp"
#include "domain/fee/fee_refusals.hpp"
#include "schemas/read.hpp"

namespace telaio::domain {
namespace {

using schema::CopaymentDeterminedT;
using schema::FeeStatus;
using schema::VisibilityClass;

std::optional<Refusal> check_amounts(const CopaymentDeterminedT& fee,
                                     const std::optional<Money>& period_cost) {
  const bool negative = fee.amount.cents() < 0 || (fee.body_share && fee.body_share->cents() < 0);
  if (negative) return Refusal{refusals::fee_amount_negative, {}};
  if (fee.status == FeeStatus::not_accessible && fee.amount != Money()) {
    return Refusal{refusals::fee_amount_without_access, {}};
  }
  // What the person, the body and a third payer pay sum to the cost, in cents
  // (cartella-sociale 12.3, invariant 3). Who is not admitted to the service costs nobody anything.
  if (fee.status == FeeStatus::not_accessible) return std::nullopt;
  if (!fee.body_share && !period_cost) return std::nullopt;
  auto sum = fee.body_share ? checked_add(fee.amount, *fee.body_share) : std::nullopt;
  if (sum && fee.third_payer) sum = checked_add(*sum, *fee.third_payer);
  if (!sum || sum != period_cost) {
    return Refusal{refusals::fee_shares_do_not_sum,
                   {{"costo", period_cost ? to_italian(*period_cost) + " euro" : "non indicato"},
                    {"somma", to_italian(sum.value_or(fee.amount))}}};
  }
  return std::nullopt;
}

// One version of one regulation, in force in the whole period (cartella-sociale 12.3, invariant 4).
std::optional<Refusal> check_regulation(const CopaymentDeterminedT& fee,
                                        const FeeContext& context) {
  if (fee.regulation != context.regulation) return Refusal{refusals::fee_other_regulation, {}};
  if (fee.from < context.regulation_from) {
    return Refusal{refusals::fee_regulation_not_in_force,
                   {date_value("data", context.regulation_from.plus_days(-1))}};
  }
  if (context.regulation_to && fee.to > *context.regulation_to) {
    return Refusal{refusals::fee_regulation_not_in_force,
                   {date_value("data", context.regulation_to->plus_days(1))}};
  }
  return std::nullopt;
}

// Equal in all that was read and all that came out, step by step.
bool same_outcome(CopaymentDeterminedT before, const CopaymentDeterminedT& now) {
  before.fee = now.fee;
  before.supersedes = pointer_to(value_of(now.supersedes));
  return before == now;
}

FeeHistory::Entry* entry_of(FeeHistory& history, const FeeId& id) {
  const auto found =
      std::ranges::find(history.entries, id, [](const auto& each) { return each.determined->fee; });
  return found == history.entries.end() ? nullptr : &*found;
}

void apply(FeeHistory& history, const schema::CopaymentDetermined& determined) {
  history.service = schema::read(determined.service());
  if (const auto superseded = schema::read_optional(determined.supersedes())) {
    if (auto* entry = entry_of(history, *superseded)) {
      entry->superseded_by = schema::read(determined.fee());
    }
  }
  auto fact = std::make_shared<CopaymentDeterminedT>();
  determined.UnPackTo(fact.get());
  FeeHistory::Entry entry;
  entry.determined = std::move(fact);
  history.entries.push_back(std::move(entry));
}

}  // namespace

std::optional<Refusal> check_determined(const CopaymentDeterminedT& fee,
                                        const FeeContext& context) {
  if (fee.fee.is_nil() || fee.service.is_nil() || fee.person.is_nil()) {
    return Refusal{refusals::fee_ids_missing, {}};
  }
  if (!is_known(fee.status)) return Refusal{refusals::fee_status_missing, {}};
  if (fee.to < fee.from) {
    return Refusal{refusals::fee_period_reversed, {date_value("inizio", fee.from)}};
  }
  if (auto refusal = check_amounts(fee, context.period_cost)) return refusal;
  return check_regulation(fee, context);
}

const FeeHistory::Entry* find_fee(const FeeHistory& history, const FeeId& id) {
  const auto found =
      std::ranges::find(history.entries, id, [](const auto& each) { return each.determined->fee; });
  return found == history.entries.end() ? nullptr : &*found;
}

const CopaymentDeterminedT* fee_on(const FeeHistory& history, Date on) {
  for (const FeeHistory::Entry& each : history.entries) {
    const bool covers = each.determined->from <= on && on <= each.determined->to;
    if (covers && !each.superseded_by) return each.determined.get();
  }
  return nullptr;
}

Decision decide(const FeeHistory& history, const DetermineCopayment& command,
                const FeeContext& context) {
  const CopaymentDeterminedT& fee = command.determined;
  if (auto refusal = check_determined(fee, context)) return *refusal;
  if (!history.entries.empty() && history.service != fee.service) {
    return Refusal{refusals::fee_other_service, {}};
  }

  CopaymentDeterminedT determined = fee;
  determined.supersedes.reset();
  for (const FeeHistory::Entry& each : history.entries) {
    const CopaymentDeterminedT& before = *each.determined;
    const bool same_period = before.from == fee.from && before.to == fee.to;
    if (!each.superseded_by && same_period) {
      if (same_outcome(before, determined)) return std::vector<NewEvent>{};
      determined.supersedes = std::make_unique<FeeId>(before.fee);
    } else if (!each.superseded_by && before.from <= fee.to && fee.from <= before.to) {
      return Refusal{refusals::fee_period_overlaps,
                     {date_value("inizio", before.from), date_value("fine", before.to)}};
    }
    if (before.fee == fee.fee) return Refusal{refusals::fee_id_used, {}};
  }

  std::vector<NewEvent> events;
  events.push_back(event(std::move(determined), VisibilityClass::p2, fee.from));
  events.back().effective_to = fee.to;
  return events;
}

FeeHistory evolve(FeeHistory history, const schema::Header& stored) {
  if (const auto* determined = stored.fact_as_CopaymentDetermined()) {
    apply(history, *determined);
  } else if (const auto* notified = stored.fact_as_FeeNotified()) {
    if (auto* entry = entry_of(history, schema::read(notified->fee()))) {
      entry->notified_on = schema::read(notified->on());
    }
  } else if (const auto* requested = stored.fact_as_FeeReviewRequested()) {
    if (auto* entry = entry_of(history, schema::read(requested->fee()))) {
      entry->review = FeeHistory::Review{schema::read(requested->on()), {}, {}};
    }
  } else if (const auto* decided = stored.fact_as_FeeReviewDecided()) {
    auto* entry = entry_of(history, schema::read(decided->fee()));
    if (entry != nullptr && entry->review) {
      entry->review->outcome = decided->outcome();
      entry->review->decided_on = schema::read(decided->on());
    }
  } else if (const auto* settled = stored.fact_as_SettlementDecided()) {
    settled->UnPackTo(&history.settlements.emplace_back());
  }
  return history;
}

}  // namespace telaio::domain
