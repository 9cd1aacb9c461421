// SPDX-License-Identifier: EUPL-1.2
#include "domain/fees/trial.hpp"

#include <algorithm>

#include "base/assert.hpp"
#include "domain/fees/fees_refusals.hpp"

namespace telaio::domain::fees {
namespace {

// What a person's fees come to while they are read one by one.
struct Running {
  TriedPerson tried;
  bool had_access = false;
  bool has_access = false;
};

Result<Price, Refusal> price_anew(const Regulation& draft, const RealFee& fee) {
  PriceRequest request;
  request.isee = fee.isee;
  request.quantity_hundredths = fee.quantity_hundredths;
  if (!draft.full_cost) request.full_cost = fee.unit_full_cost;
  auto priced = price(draft, request);
  // A percentage of a cost that nobody knows is no amount.
  if (priced && priced->in_percent) return Refusal{full_cost_missing, {}};
  return priced;
}

std::optional<Refusal> add(Money& sum, Money amount) {
  const auto more = checked_add(sum, amount);
  if (!more) return Refusal{amount_too_large, {}};
  sum = *more;
  return std::nullopt;
}

std::optional<Refusal> add_fee(Running& running, const Regulation& draft, const RealFee& fee) {
  TriedPerson& tried = running.tried;
  tried.person = fee.person;
  tried.comune = fee.comune;
  tried.isee = fee.isee;
  tried.positions.push_back(fee.position);
  if (fee.status == FeeStatus::determined) {
    running.had_access = true;
    if (auto refusal = add(tried.before, fee.amount)) return refusal;
  }
  const auto priced = price_anew(draft, fee);
  if (!priced) {
    tried.code = priced.error().code;
  } else if (priced->status == FeeStatus::determined) {
    running.has_access = true;
    return add(tried.after, priced->amount);
  }
  return std::nullopt;
}

Effect effect_of(const Running& running) {
  if (!running.tried.code.empty()) return Effect::refused;
  if (running.had_access != running.has_access) {
    return running.has_access ? Effect::gains_access : Effect::loses_access;
  }
  const auto increase = running.tried.increase_cents();
  if (increase == 0) return Effect::same;
  return increase > 0 ? Effect::more : Effect::less;
}

std::optional<Refusal> count_in(TrialCell& cell, const TriedPerson& tried) {
  ++cell.persons[tried.effect];
  if (tried.effect == Effect::refused) return std::nullopt;
  if (auto refusal = add(cell.before, tried.before)) return refusal;
  return add(cell.after, tried.after);
}

// The ISEEs of all who have one, in ascending order.
std::vector<Money> isees_of(const std::vector<TriedPerson>& persons) {
  std::vector<Money> isees;
  for (const TriedPerson& tried : persons) {
    if (tried.isee) isees.push_back(*tried.isee);
  }
  std::ranges::sort(isees);
  return isees;
}

// The tenth of the first of those with this ISEE.
std::size_t decile_of(Money isee, const std::vector<Money>& isees) {
  const auto first = std::ranges::lower_bound(isees, isee) - isees.begin();
  return static_cast<std::size_t>(first) * 10 / isees.size();
}

std::optional<Refusal> count_all(Trial& trial) {
  const auto isees = isees_of(trial.persons);
  for (const TriedPerson& tried : trial.persons) {
    TrialCell& by_isee =
        tried.isee ? trial.by_decile[decile_of(*tried.isee, isees)] : trial.without_isee;
    for (TrialCell* cell : {&trial.all, &trial.by_comune[tried.comune], &by_isee}) {
      if (auto refusal = count_in(*cell, tried)) return refusal;
    }
  }
  return std::nullopt;
}

}  // namespace

std::uint32_t TrialCell::count(Effect effect) const {
  const auto found = persons.find(effect);
  return found == persons.end() ? 0 : found->second;
}

std::uint32_t TrialCell::count() const {
  std::uint32_t all = 0;
  for (const auto& [effect, number] : persons) all += number;
  return all;
}

Result<Trial, Refusal> try_draft(const Regulation& draft, std::span<const RealFee> fees) {
  std::map<PersonId, Running> persons;
  for (const RealFee& fee : fees) {
    if (auto refusal = add_fee(persons[fee.person], draft, fee)) return *refusal;
  }
  Trial trial;
  for (auto& [id, running] : persons) {
    running.tried.effect = effect_of(running);
    trial.persons.push_back(std::move(running.tried));
  }
  if (auto refusal = count_all(trial)) return *refusal;
  return trial;
}

std::vector<std::uint32_t> increases(const Trial& trial, std::span<const std::int64_t> bounds) {
  TELAIO_ASSERT(std::ranges::is_sorted(bounds) && !bounds.empty() && bounds.front() > 0);
  std::vector<std::uint32_t> counts(bounds.size());
  for (const TriedPerson& tried : trial.persons) {
    if (tried.effect != Effect::more) continue;
    const auto above = std::ranges::upper_bound(bounds, tried.increase_cents());
    if (above != bounds.begin()) ++counts[static_cast<std::size_t>(above - bounds.begin()) - 1];
  }
  return counts;
}

}  // namespace telaio::domain::fees
