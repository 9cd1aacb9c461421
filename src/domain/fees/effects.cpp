// SPDX-License-Identifier: EUPL-1.2
#include "domain/fees/effects.hpp"

#include <algorithm>

#include "domain/checks.hpp"
#include "domain/fees/fees_refusals.hpp"
#include "domain/fees/pieces.hpp"
#include "domain/isee/isee_refusals.hpp"

namespace telaio::domain::fees {
namespace {

using schema::CopaymentDeterminedT;

const Attestation* find(const std::vector<Attestation>& all,
                        const std::optional<AttestationId>& id) {
  if (!id) return nullptr;
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const Attestation& each) { return each.id == *id; });
  return found == all.end() ? nullptr : &*found;
}

// Whether `later` corrects `first`, directly or through other corrections.
bool corrects(const Attestation& later, const Attestation& first,
              const std::vector<Attestation>& all) {
  const Attestation* at = &later;
  for (std::size_t links = 0; at != nullptr && links <= all.size(); ++links) {
    if (at->replaces == first.id) return true;
    at = find(all, at->replaces);
  }
  return false;
}

// Another attestation counts now than then, or none does.
Cause cause_of_choice(const CopaymentDeterminedT& then, const CopaymentDeterminedT& now,
                      const std::vector<Attestation>& all) {
  const Attestation* before = find(all, value_of(then.attestation));
  const Attestation* after = find(all, value_of(now.attestation));
  if (then.attestation && before == nullptr) return Cause::entry_voided;
  if (after == nullptr) {
    const bool corrected = std::any_of(all.begin(), all.end(), [&](const Attestation& each) {
      return corrects(each, *before, all);
    });
    if (corrected) return Cause::rectified;
    return before->corrente ? Cause::corrente_ended : Cause::expired;
  }
  if (before == nullptr) {
    const bool late = after->annotations && after->documents_on;
    return late ? Cause::documents_accepted : Cause::new_attestation;
  }
  if (corrects(*after, *before, all)) return Cause::rectified;
  if (after->corrente != before->corrente) {
    return after->corrente ? Cause::corrente_began : Cause::corrente_ended;
  }
  return Cause::new_attestation;
}

// An ISEE refused for its annotations may have left the place to an older one: the documents count
// as the reason also then.
bool documents_let_it_in(const CopaymentDeterminedT& now, const Standing& then,
                         const std::vector<Attestation>& all) {
  const Attestation* after = find(all, value_of(now.attestation));
  return after != nullptr && after->annotations && after->documents_on &&
         after->acquired_order < then.order;
}

Cause cause_of(const Standing& then, const CopaymentDeterminedT& now, const Known& known) {
  if (then.fact.regulation != now.regulation) {
    const auto old = std::find_if(known.versions.begin(), known.versions.end(),
                                  [&](const Version& v) { return v.id == then.fact.regulation; });
    const bool annulled = old != known.versions.end() && old->annulled;
    return annulled ? Cause::regulation_annulled : Cause::regulation_changed;
  }
  if (value_of(then.fact.attestation) != value_of(now.attestation)) {
    if (documents_let_it_in(now, then, known.attestations)) return Cause::documents_accepted;
    return cause_of_choice(then.fact, now, known.attestations);
  }
  return Cause::recomputed;
}

// A surcharge or a discount is a number in the old version: in the new one it is the one with the
// same words.
Result<std::uint16_t, Refusal> same_adjustment(std::uint16_t number,
                                               const std::vector<Adjustment>& before,
                                               const std::vector<Adjustment>& after) {
  if (number == 0) return std::uint16_t{0};
  if (number > before.size()) return Refusal{adjustment_unknown, {}};
  const auto found = std::find_if(after.begin(), after.end(), [&](const Adjustment& each) {
    return each.when == before[number - 1U].when;
  });
  if (found == after.end()) return Refusal{adjustment_unknown, {}};
  return static_cast<std::uint16_t>(found - after.begin() + 1);
}

// What was said then, for one piece of the period and by the version in force in it.
Result<Determination, Refusal> piece_of(const CopaymentDeterminedT& fact, const Piece& piece,
                                        const Known& known) {
  const Version& version = known.versions[piece.version];
  Determination wanted = again(fact);
  wanted.period = piece.period;
  wanted.quantity_hundredths = piece.quantity_hundredths;
  if (version.id == fact.regulation) return wanted;
  const auto old = std::find_if(known.versions.begin(), known.versions.end(),
                                [&](const Version& each) { return each.id == fact.regulation; });
  if (old == known.versions.end()) return wanted;
  if (old->rule.unit != version.rule.unit) return Refusal{unit_changed, {}};
  const auto surcharge =
      same_adjustment(wanted.surcharge, old->rule.surcharges, version.rule.surcharges);
  if (!surcharge) return surcharge.error();
  const auto discount =
      same_adjustment(wanted.discount, old->rule.discounts, version.rule.discounts);
  if (!discount) return discount.error();
  wanted.surcharge = *surcharge;
  wanted.discount = *discount;
  return wanted;
}

Result<TouchedPeriod, Refusal> effect_of(const Standing& then, const Piece& piece,
                                         const Determination& wanted, const Known& known) {
  const Version& version = known.versions[piece.version];
  auto now = determine(wanted, version.rule, known.attestations);
  if (!now) return now.error();
  if (!now->attestation && then.fact.attestation && known.answer_missing) {
    return Refusal{refusals::isee_answer_missing, {}};
  }
  if (now->status != then.fact.status) return Refusal{access_changed, {}};
  TouchedPeriod effect;
  effect.period = piece.period;
  effect.unit_fee_thousandths = then.fact.unit_fee_thousandths;
  effect.isee = value_of(then.fact.isee);
  effect.regulation = then.fact.regulation;
  effect.now = std::move(*now);
  effect.now.service = then.fact.service;
  effect.now.person = then.fact.person;
  effect.now.regulation = version.id;
  effect.now.supersedes = std::make_unique<FeeId>(then.fact.fee);
  effect.period_cost = period_cost(wanted, version.rule);
  effect.cause = cause_of(then, effect.now, known);
  return effect;
}

// The pieces of one fee, priced as of now.
Result<std::vector<TouchedPeriod>, Refusal> priced_again(const Standing& then, const Known& known) {
  const CopaymentDeterminedT& fact = then.fact;
  const auto pieces = pieces_of({{fact.from, fact.to}, fact.quantity_hundredths, then.order},
                                known.versions, known.attestations);
  if (!pieces) return pieces.error();
  const auto charged = share_by_days(fact.amount.cents(), *pieces);
  const auto third = share_by_days(fact.third_payer ? fact.third_payer->cents() : 0, *pieces);
  std::vector<TouchedPeriod> effects;
  for (std::size_t i = 0; i < pieces->size(); ++i) {
    auto wanted = piece_of(fact, (*pieces)[i], known);
    if (!wanted) return wanted.error();
    if (fact.third_payer) wanted->charge.third_payer = Money::from_cents(third[i]);
    auto effect = effect_of(then, (*pieces)[i], *wanted, known);
    if (!effect) return effect.error();
    effect->charged = Money::from_cents(charged[i]);
    effects.push_back(std::move(*effect));
  }
  return effects;
}

bool same_money(const std::vector<TouchedPeriod>& effects) {
  return std::all_of(effects.begin(), effects.end(),
                     [](const TouchedPeriod& each) { return each.charged == each.now.amount; });
}

// False on overflow.
bool add_up(Effects& effects) {
  std::vector<Redetermined> periods;
  for (const TouchedPeriod& each : effects.touched) {
    const auto charged = checked_add(effects.charged, each.charged);
    const auto due = checked_add(effects.due, each.now.amount);
    if (!charged || !due) return false;
    effects.charged = *charged;
    effects.due = *due;
    periods.push_back({each.charged, each.now.amount});
  }
  const auto total = settlement(periods);
  if (!total) return false;
  effects.total = *total;
  return true;
}

}  // namespace

Determination again(const schema::CopaymentDeterminedT& fact) {
  Determination wanted;
  wanted.period = {fact.from, fact.to};
  wanted.quantity_hundredths = fact.quantity_hundredths;
  wanted.charge.full_cost = value_of(fact.unit_full_cost);
  wanted.charge.third_payer = value_of(fact.third_payer);
  wanted.charge.exemption = fact.exemption;
  wanted.charge.residence = fact.resident;
  wanted.surcharge = fact.surcharge;
  wanted.discount = fact.discount;
  return wanted;
}

Result<Effects, Refusal> effects_of(const std::vector<Standing>& standing, const Known& known) {
  Effects effects;
  for (const Standing& then : standing) {
    auto priced = priced_again(then, known);
    if (!priced) {
      const CopaymentDeterminedT& fact = then.fact;
      effects.unanswered.push_back({fact.fee, {fact.from, fact.to}, fact.amount, priced.error()});
    } else if (!same_money(*priced)) {
      for (TouchedPeriod& each : *priced) effects.touched.push_back(std::move(each));
    }
  }
  if (!add_up(effects)) return Refusal{out_of_range, {}};
  return effects;
}

}  // namespace telaio::domain::fees
