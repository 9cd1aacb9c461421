// SPDX-License-Identifier: EUPL-1.2
#include "domain/fees/price.hpp"

#include <algorithm>

#include "domain/fees/fees_refusals.hpp"

namespace telaio::domain::fees {
namespace {

RefusalValue money_value(std::string_view name, Money money) {
  return {std::string(name), to_italian(money)};
}

Refusal too_large() {
  return {out_of_range, {}};
}

// What the regulation says of one unit: a value in euro or in percent points, and which rule gave
// it. Nothing as value: not accessible.
struct Found {
  MaybeFraction value;
  FeeStepKind kind = FeeStepKind::segment_value;
  std::optional<std::uint16_t> segment;
};

Result<Found, Refusal> without_isee(const Regulation& regulation) {
  if (regulation.no_isee != NoIseeRule::amount || !regulation.no_isee_amount) {
    return Refusal{no_isee_not_stated, {}};
  }
  return Found{to_fraction(*regulation.no_isee_amount), FeeStepKind::no_isee_rule, {}};
}

Result<Found, Refusal> in_segments(const Regulation& regulation, Money isee) {
  std::optional<std::size_t> covering;
  for (std::size_t i = 0; i < regulation.segments.size(); ++i) {
    if (!cents_of(regulation.segments[i]).contains(isee)) continue;
    if (covering) return Refusal{overlap, {money_value("isee", isee)}};
    covering = i;
  }
  if (!covering) return Refusal{hole, {money_value("isee", isee)}};
  const auto& line = regulation.segments[*covering].line;
  if (!line || line->den.value == 0) return Refusal{not_computable, {}};
  const auto value = value_at(*line, isee);
  if (!value) return too_large();
  if (*value < Fraction()) return Refusal{negative_fee, {money_value("isee", isee)}};
  return Found{value, FeeStepKind::segment_value, static_cast<std::uint16_t>(*covering)};
}

// Whatever the ISEE: who lives elsewhere is not asked for one.
std::optional<Found> for_non_resident(const Regulation& regulation, Residence residence) {
  if (residence != Residence::non_resident || !regulation.non_resident_amount) return std::nullopt;
  return Found{to_fraction(*regulation.non_resident_amount), FeeStepKind::segment_value, {}};
}

Result<Found, Refusal> find_value(const Regulation& regulation, const std::optional<Money>& isee,
                                  const std::optional<Money>& full_cost) {
  if (!isee) return without_isee(regulation);
  if (*isee < Money()) return Refusal{isee_negative, {}};
  if (regulation.access_limit && *isee > *regulation.access_limit) return Found{};
  if (regulation.whole_cost_above && *isee > *regulation.whole_cost_above) {
    if (regulation.scheme == FeeScheme::percent_of_cost) return Found{Fraction::whole(100), {}, {}};
    if (full_cost) return Found{Fraction::of(*full_cost), FeeStepKind::segment_value, {}};
    return Refusal{
        above_unknown,
        {money_value("isee", *isee), money_value("limit", *regulation.whole_cost_above)}};
  }
  if (regulation.segments.empty()) return Refusal{not_computable, {}};
  return in_segments(regulation, *isee);
}

std::optional<Money> known_full_cost(const Regulation& regulation, const PriceRequest& request) {
  return request.full_cost ? request.full_cost : regulation.full_cost;
}

// Euro of one unit; a percentage stays one when the full cost is not known.
MaybeFraction unit_fee(const Regulation& regulation, const Found& found,
                       const std::optional<Money>& full_cost) {
  if (regulation.scheme != FeeScheme::percent_of_cost || !full_cost) return found.value;
  return checked_divide(checked_multiply(found.value, Fraction::of(*full_cost)),
                        Fraction::whole(100));
}

bool holds(const std::optional<Adjustment>& adjustment, const std::optional<Money>& isee) {
  if (!adjustment) return false;
  return !adjustment->isee_max || (isee && *isee <= *adjustment->isee_max);
}

// The two values of a fee on its way: exact to the end, and rounded at the stages.
class Track {
 public:
  explicit Track(const Fraction& unit) : exact_(unit), rounded_(unit) {}

  template <class Change>
  void apply(FeeStepKind kind, Change change) {
    exact_ = change(exact_);
    rounded_ = change(rounded_);
    note(kind);
  }
  void round(FeeStepKind kind, RoundingMode mode, Thousandths step) {
    if (!rounded_) return;
    const auto amount = round_to_step(*rounded_, mode, step);
    rounded_ = amount ? MaybeFraction(to_fraction(*amount)) : std::nullopt;
    note(kind);
  }
  void note(FeeStepKind kind, std::optional<std::uint16_t> segment = std::nullopt) {
    if (rounded_) steps_.push_back({kind, *rounded_, segment});
  }

  const MaybeFraction& exact() const { return exact_; }
  const MaybeFraction& rounded() const { return rounded_; }
  std::vector<Step> steps() const { return steps_; }

 private:
  MaybeFraction exact_;
  MaybeFraction rounded_;
  std::vector<Step> steps_;
};

// Step 9: what the amount of the period may be at most and at least, and whether before the
// discount.
struct Bounds {
  std::optional<Money> cap;
  std::optional<Money> floor;
  CapOrder order = CapOrder::discount_then_cap;
};

Bounds bounds_of(const Regulation& regulation, const PriceRequest& request) {
  Bounds bounds{request.cap, request.floor, request.cap_order};
  if (request.quantity_hundredths) {
    if (!bounds.cap) bounds.cap = regulation.cap;
    if (!bounds.floor) bounds.floor = regulation.floor;
  }
  if (bounds.order == CapOrder::unknown) bounds.order = regulation.cap_order;
  if (bounds.order == CapOrder::unknown) bounds.order = CapOrder::discount_then_cap;
  return bounds;
}

void discount_and_bound(Track& track, const PriceRequest& request, const Bounds& bounds) {
  const auto discount = [&] {
    if (!holds(request.discount, request.isee)) return;
    const auto kept = Fraction::make(100'000 - request.discount->percent.value, 100'000);
    track.apply(FeeStepKind::discount,
                [&](const MaybeFraction& fee) { return checked_multiply(fee, kept); });
  };
  const auto bound = [&] {
    if (!bounds.cap && !bounds.floor) return;
    track.apply(FeeStepKind::cap, [&](const MaybeFraction& fee) {
      if (fee && bounds.floor && *fee < Fraction::of(*bounds.floor)) {
        return MaybeFraction(Fraction::of(*bounds.floor));
      }
      if (fee && bounds.cap && *fee > Fraction::of(*bounds.cap)) {
        return MaybeFraction(Fraction::of(*bounds.cap));
      }
      return fee;
    });
  };
  if (bounds.order == CapOrder::cap_then_discount) bound();
  discount();
  if (bounds.order != CapOrder::cap_then_discount) bound();
}

// Steps 6 to 10 of section 3.2, on both values.
void adjust(Track& track, const PriceRequest& request, const Bounds& bounds) {
  if (holds(request.surcharge, request.isee)) {
    const auto more = Fraction::make(100'000 + request.surcharge->percent.value, 100'000);
    track.apply(FeeStepKind::surcharge,
                [&](const MaybeFraction& fee) { return checked_multiply(fee, more); });
  }
  if (request.quantity_hundredths) {
    const auto quantity = Fraction::make(*request.quantity_hundredths, 100);
    track.apply(FeeStepKind::quantity,
                [&](const MaybeFraction& fee) { return checked_multiply(fee, quantity); });
  }
  discount_and_bound(track, request, bounds);
  if (request.third_payer) {
    const Fraction paid = Fraction::of(*request.third_payer);
    track.apply(FeeStepKind::third_payer, [&](const MaybeFraction& fee) {
      const auto left = checked_subtract(fee, paid);
      return left && *left < Fraction() ? MaybeFraction(Fraction()) : left;
    });
  }
}

// What is left of the cost, floor zero. The cost is rounded first, so that the shares sum to it.
std::optional<Money> body_share(const std::optional<Money>& cost, Money amount, Money third_payer) {
  if (!cost) return std::nullopt;
  const auto left = checked_subtract(*cost, amount);
  const auto share = left ? checked_subtract(*left, third_payer) : std::nullopt;
  if (!share) return std::nullopt;
  return std::max(*share, Money());
}

RoundingMode mode_of(const Regulation& regulation, const PriceRequest& request) {
  const RoundingMode mode = request.rounding.value_or(regulation.rounding);
  return mode == RoundingMode::unknown ? RoundingMode::half_up : mode;
}

bool needs_money(const PriceRequest& request) {
  return request.quantity_hundredths || request.cap || request.floor || request.third_payer;
}

Result<Price, Refusal> exempted(const Regulation& regulation, const PriceRequest& request) {
  const auto& reasons = regulation.exemptions;
  if (std::find(reasons.begin(), reasons.end(), request.exemption) == reasons.end()) {
    return Refusal{exemption_not_stated, {}};
  }
  Price price;
  price.status = FeeStatus::determined;
  price.body_share = body_share(whole_cost(regulation, request), Money(), Money());
  price.steps.push_back({FeeStepKind::exemption, Fraction(), std::nullopt});
  return price;
}

}  // namespace

std::optional<Money> whole_cost(const Regulation& regulation, const PriceRequest& request) {
  const auto full_cost = known_full_cost(regulation, request);
  if (!full_cost) return std::nullopt;
  const auto quantity = Fraction::make(request.quantity_hundredths.value_or(100), 100);
  const auto cost = checked_multiply(Fraction::of(*full_cost), quantity);
  const auto rounded =
      cost ? round_to_step(*cost, mode_of(regulation, request), one_cent) : std::nullopt;
  return rounded ? to_money(*rounded) : std::nullopt;
}

Result<Price, Refusal> price(const Regulation& regulation, const PriceRequest& request) {
  if (request.exemption != ExemptionReason::unknown) return exempted(regulation, request);
  const auto full_cost = known_full_cost(regulation, request);
  const auto elsewhere = for_non_resident(regulation, request.residence);
  const auto found = elsewhere ? Result<Found, Refusal>(*elsewhere)
                               : find_value(regulation, request.isee, full_cost);
  if (!found) return found.error();
  if (elsewhere && *elsewhere->value < Fraction()) {
    return Refusal{non_resident_negative, {}};
  }
  Price price;
  if (!found->value) {
    price.status = FeeStatus::not_accessible;
    return price;
  }
  price.in_percent = regulation.scheme == FeeScheme::percent_of_cost && !full_cost;
  if (price.in_percent && needs_money(request)) return Refusal{full_cost_missing, {}};
  const auto unit = unit_fee(regulation, *found, full_cost);
  if (!unit) return too_large();

  const RoundingMode mode = mode_of(regulation, request);
  const bool steps_sound = regulation.amount_step.value > 0 &&
                           (!regulation.unit_step || regulation.unit_step->value > 0);
  if (!steps_sound) return Refusal{not_computable, {}};

  Track track(*unit);
  track.note(found->kind, found->segment);
  if (regulation.unit_step && request.round_unit_fee) {
    track.round(FeeStepKind::unit_rounded, mode, *regulation.unit_step);
  }
  const auto unit_rounded =
      track.rounded() ? round_to_step(*track.rounded(), mode, Thousandths{1}) : std::nullopt;
  adjust(track, request, bounds_of(regulation, request));
  track.round(FeeStepKind::amount_rounded, mode, regulation.amount_step);
  if (!track.exact() || !track.rounded() || !unit_rounded) return too_large();
  const auto due = round_to_step(*track.rounded(), mode, Thousandths{1});
  const auto amount = due ? to_money(*due) : std::nullopt;
  if (!amount) return too_large();

  price.status = FeeStatus::determined;
  price.exact = *track.exact();
  price.exact_unit = *unit;
  price.unit_fee = *unit_rounded;
  price.amount = *amount;
  price.body_share =
      body_share(whole_cost(regulation, request), *amount, request.third_payer.value_or(Money()));
  price.steps = track.steps();
  return price;
}

Result<MaybeFraction, Refusal> unit_fee_at(const Regulation& regulation,
                                           const std::optional<Money>& isee) {
  const auto found = find_value(regulation, isee, regulation.full_cost);
  if (!found) return found.error();
  if (!found->value) return MaybeFraction();
  const auto unit = unit_fee(regulation, *found, regulation.full_cost);
  if (!unit) return too_large();
  return unit;
}

}  // namespace telaio::domain::fees
