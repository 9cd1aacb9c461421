// SPDX-License-Identifier: EUPL-1.2
#include "domain/fees/isee_estimate.hpp"

#include <algorithm>
#include <array>

#include "base/limits.hpp"

namespace telaio::domain::fees {
namespace {

constexpr Money euro(std::int64_t units) {
  return Money::from_cents(units * 100);
}

Fraction not_below_zero(const Fraction& value) {
  return std::max(value, Fraction());
}

Fraction at_most(const Fraction& value, Money most) {
  return std::min(value, Fraction::of(most));
}

// `each` for every child after the first `without`.
Money per_child(const Family& family, std::uint32_t without, std::int64_t each) {
  const std::uint32_t counted = family.children > without ? family.children - without : 0;
  return euro(each * counted);
}

MaybeFraction percent_of(Money amount, std::int64_t percent) {
  return checked_multiply(Fraction::of(amount), Fraction::make(percent, 100));
}

// Art. 4: a fifth of the pay of an employee, at most 3,000.00; of a pension, at most 1,000.00.
MaybeFraction counted(const Income& income) {
  const auto fifth = percent_of(income.amount, 20);
  if (!fifth) return std::nullopt;
  switch (income.kind) {
    case IncomeKind::employee:
      return checked_subtract(Fraction::of(income.amount), at_most(*fifth, euro(3'000)));
    case IncomeKind::pension:
      return checked_subtract(Fraction::of(income.amount), at_most(*fifth, euro(1'000)));
    case IncomeKind::other:
      break;
  }
  return Fraction::of(income.amount);
}

MaybeFraction income_indicator(const Means& means, const Family& family) {
  MaybeFraction sum = Fraction();
  for (const Income& income : means.incomes) sum = checked_add(sum, counted(income));
  const Fraction costs = at_most(Fraction::of(means.disability_costs), euro(5'000));
  const auto rent_max = checked_add(euro(7'000), per_child(family, 2, 500));
  if (!rent_max) return std::nullopt;
  const Fraction rent = at_most(Fraction::of(means.rent), *rent_max);
  sum = checked_subtract(checked_subtract(sum, costs), rent);
  if (!sum) return std::nullopt;
  return not_below_zero(*sum);
}

// Nothing up to the allowance, two thirds of what is above it.
MaybeFraction home(const Means& means, const Family& family, IseeRules rules) {
  const bool of_2026 = rules == IseeRules::inclusion_2026;
  const Money base = !of_2026                     ? euro(52'500)
                     : means.metropolitan_capital ? euro(120'000)
                                                  : euro(91'500);
  const auto allowance = checked_add(base, per_child(family, of_2026 ? 1 : 2, 2'500));
  const auto net = checked_subtract(means.home_value, means.home_mortgage);
  if (!allowance || !net) return std::nullopt;
  const auto above = checked_subtract(Fraction::of(*net), Fraction::of(*allowance));
  if (!above) return std::nullopt;
  return checked_multiply(not_below_zero(*above), Fraction::make(2, 3));
}

MaybeFraction movables(const Means& means, const Family& family) {
  const Money larger = std::max(means.movable_balance, means.movable_average);
  const Money left_out = std::min(means.state_bonds, euro(50'000));
  const std::uint32_t counted_members = std::min<std::uint32_t>(family.members, 3);
  const Money allowance = euro(4'000 + 2'000 * std::int64_t{counted_members});
  const auto rest = checked_subtract(checked_subtract(Fraction::of(larger), Fraction::of(left_out)),
                                     Fraction::of(allowance));
  if (!rest) return std::nullopt;
  return not_below_zero(*rest);
}

// Allegato 2 c. 1: what a child outside the household adds, before the beneficiary's scale.
MaybeFraction component(const OutsideChild& child) {
  const auto own =
      checked_divide(Fraction::of(child.ise), Fraction::make(child.scale_hundredths, 100));
  const auto above = checked_subtract(own, Fraction::of(euro(9'000)));
  if (!above) return std::nullopt;
  return checked_multiply(not_below_zero(*above), Fraction::make(1, 5));
}

}  // namespace

std::optional<std::uint32_t> scale_hundredths(const Family& family, IseeRules rules) {
  const bool sound = family.members >= 1 && family.members <= limits::family_members_max &&
                     family.children < family.members &&
                     family.members_with_disability <= family.members;
  if (!sound) return std::nullopt;
  constexpr std::array<std::uint32_t, 5> base = {100, 157, 204, 246, 285};
  const std::uint32_t first = std::min<std::uint32_t>(family.members, base.size());
  std::uint32_t scale = base[first - 1] + 35 * (family.members - first);
  // By number of children, from none to five and more.
  constexpr std::array<std::uint32_t, 6> ordinary = {0, 0, 0, 20, 35, 50};
  constexpr std::array<std::uint32_t, 6> of_2026 = {0, 0, 10, 25, 40, 55};
  const auto children = std::min<std::size_t>(family.children, ordinary.size() - 1);
  scale += rules == IseeRules::ordinary ? ordinary[children] : of_2026[children];
  if (family.children > 0 && (family.parents_worked || family.lone_non_working_parent)) {
    scale += family.child_under_three ? 30 : 20;
  }
  return scale + 50 * family.members_with_disability;
}

std::optional<Indicators> indicators_of(const Means& means, const Family& family, IseeRules rules) {
  const auto isr = income_indicator(means, family);
  const auto isp = checked_add(checked_add(home(means, family, rules), movables(means, family)),
                               Fraction::of(means.other_property));
  if (!isr || !isp) return std::nullopt;
  return Indicators{*isr, *isp};
}

std::optional<SimulatedIsee> simulate(const Indicators& indicators, std::uint32_t scale,
                                      const std::vector<OutsideChild>& outside_children) {
  const auto divisor = Fraction::make(scale, 100);
  const auto ise =
      checked_add(indicators.isr, checked_multiply(indicators.isp, Fraction::make(1, 5)));
  MaybeFraction components = Fraction();
  for (const OutsideChild& child : outside_children) {
    components = checked_add(components, checked_divide(component(child), divisor));
  }
  const auto isee = checked_add(checked_divide(ise, divisor), components);
  if (!isee) return std::nullopt;
  return SimulatedIsee{indicators.isr, indicators.isp, *ise, scale, *components, *isee};
}

namespace {

// Whether the value fell by more than `percent` of what it was.
bool fell_by_more_than(const Fraction& before, const Fraction& now, std::int64_t percent) {
  const auto fall = checked_subtract(before, now);
  const auto limit = checked_multiply(before, Fraction::make(percent, 100));
  return fall && limit && *fall > *limit;
}

}  // namespace

bool corrente_for_income(const Fraction& isr_before, const Fraction& isr_now) {
  return fell_by_more_than(isr_before, isr_now, 25);
}

bool corrente_for_assets(const Fraction& isp_before, const Fraction& isp_now, Date on) {
  return on.ymd().month() >= std::chrono::April && fell_by_more_than(isp_before, isp_now, 20);
}

}  // namespace telaio::domain::fees
