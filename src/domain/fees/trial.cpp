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

// That of the draft with the number that was applied, counted from one.
std::optional<Adjustment> numbered(const std::vector<Adjustment>& adjustments,
                                   std::uint16_t number) {
  if (number == 0 || number > adjustments.size()) return std::nullopt;
  return adjustments[number - 1];
}

Result<Price, Refusal> price_anew(const Regulation& draft, const RealFee& fee) {
  PriceRequest request;
  request.isee = fee.isee;
  request.quantity_hundredths = fee.quantity_hundredths;
  if (!draft.full_cost) request.full_cost = fee.unit_full_cost;
  if (std::ranges::count(draft.exemptions, fee.exemption) > 0) request.exemption = fee.exemption;
  request.residence = fee.residence;
  request.surcharge = numbered(draft.surcharges, fee.surcharge);
  request.discount = numbered(draft.discounts, fee.discount);
  request.third_payer = fee.third_payer;
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
  tried.months += fee.months;
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
  cell.months += tried.months;
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
  return static_cast<std::size_t>(first) * deciles / isees.size();
}

// `isees` in ascending order, not empty.
MaybeFraction median_of(std::span<const Money> isees) {
  const Fraction low = Fraction::of(isees[(isees.size() - 1) / 2]);
  const Fraction high = Fraction::of(isees[isees.size() / 2]);
  return checked_divide(checked_add(low, high), Fraction::whole(2));
}

std::array<MaybeFraction, deciles> medians_of(const std::vector<Money>& isees) {
  std::array<std::vector<Money>, deciles> tenths;
  for (const Money isee : isees) tenths[decile_of(isee, isees)].push_back(isee);
  std::array<MaybeFraction, deciles> medians;
  for (std::size_t i = 0; i < deciles; ++i) {
    if (!tenths[i].empty()) medians[i] = median_of(tenths[i]);
  }
  return medians;
}

std::optional<Refusal> count_all(Trial& trial) {
  const auto isees = isees_of(trial.persons);
  trial.median_isee = medians_of(isees);
  for (TriedPerson& tried : trial.persons) {
    const std::size_t place = tried.isee ? decile_of(*tried.isee, isees) : without_isee_place;
    tried.place = place;
    for (TrialCell* cell : {&trial.all, &trial.by_comune[tried.comune], &trial.by_decile[place],
                            &trial.by_comune_and_decile[tried.comune][place]}) {
      if (auto refusal = count_in(*cell, tried)) return refusal;
    }
  }
  return std::nullopt;
}

// Each person over all its fees, with one draft. In order of id.
Result<std::vector<TriedPerson>, Refusal> try_persons(const Regulation& draft,
                                                      std::span<const RealFee> fees) {
  std::map<PersonId, Running> running;
  for (const RealFee& fee : fees) {
    if (auto refusal = add_fee(running[fee.person], draft, fee)) return *refusal;
  }
  std::vector<TriedPerson> persons;
  for (auto& [id, each] : running) {
    each.tried.effect = effect_of(each);
    persons.push_back(std::move(each.tried));
  }
  return persons;
}

// The same persons stand in the same places of every trial.
void refuse_together(std::vector<Trial>& trials) {
  for (const Trial& refusing : trials) {
    for (std::size_t i = 0; i < refusing.persons.size(); ++i) {
      const TriedPerson& refused = refusing.persons[i];
      if (refused.effect != Effect::refused) continue;
      for (Trial& trial : trials) {
        TriedPerson& same = trial.persons[i];
        if (same.effect == Effect::refused) continue;
        same.effect = Effect::refused;
        same.code = refused.code;
      }
    }
  }
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

MaybeFraction monthly_change(const TrialCell& cell) {
  const auto change = checked_subtract(cell.after, cell.before);
  if (!change || cell.months == 0 || cell.months > INT64_MAX) return std::nullopt;
  return checked_divide(Fraction::of(*change),
                        Fraction::whole(static_cast<std::int64_t>(cell.months)));
}

Result<std::vector<Trial>, Refusal> try_drafts(std::span<const Regulation> drafts,
                                               std::span<const RealFee> fees) {
  std::vector<Trial> trials;
  for (const Regulation& draft : drafts) {
    auto persons = try_persons(draft, fees);
    if (!persons) return persons.error();
    trials.emplace_back().persons = std::move(*persons);
  }
  refuse_together(trials);
  for (Trial& trial : trials) {
    if (auto refusal = count_all(trial)) return *refusal;
  }
  return trials;
}

Result<Trial, Refusal> try_draft(const Regulation& draft, std::span<const RealFee> fees) {
  auto trials = try_drafts({&draft, 1}, fees);
  if (!trials) return trials.error();
  return std::move(trials->front());
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
