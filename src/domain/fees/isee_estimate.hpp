// SPDX-License-Identifier: EUPL-1.2
// A simulated ISEE, for explanations and plausibility only: the number with legal effect is the one
// INPS attests (isee-and-copayment 2). So this is a type of its own, which nothing that prices
// accepts.
//
// The scale and the allowances are those of DPCM 159/2013; the indicator of 2026 (L. 199/2025) has
// others and never prices a municipal service. Steps stay exact; only what is shown is rounded.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/date.hpp"
#include "base/money.hpp"
#include "domain/fees/fraction.hpp"

namespace telaio::domain::fees {

enum class IseeRules : std::uint8_t { ordinary, inclusion_2026 };

struct Family {
  std::uint32_t members = 1;    // At least 1, at most limits::family_members_max.
  std::uint32_t children = 0;   // Cohabiting; they give the additions of Allegato 1 lett. a.
  bool parents_worked = false;  // With minor children: lett. b.
  bool lone_non_working_parent = false;       // With minor children only: lett. c.
  bool child_under_three = false;             // Raises lett. b and c.
  std::uint32_t members_with_disability = 0;  // Medium, severe, or not self-sufficient.
};

// Hundredths: 2.46 is 246. Nothing when there are no members, more than the limit, or fewer than
// children and members with disability.
std::optional<std::uint32_t> scale_hundredths(const Family& family, IseeRules rules);

enum class IncomeKind : std::uint8_t { employee, pension, other };
struct Income {
  IncomeKind kind = IncomeKind::other;
  Money amount;
};

// One earner per income: the deductions of art. 4 are per person. No amount is negative.
struct Means {
  std::vector<Income> incomes;
  Money disability_costs;
  Money rent;
  Money home_value;  // IMU value.
  Money home_mortgage;
  Money other_property;
  Money movable_balance;
  Money movable_average;              // The larger of the two counts.
  Money state_bonds;                  // Within the movables; left out up to 50,000.00.
  bool metropolitan_capital = false;  // Raises the home allowance of the 2026 rules.
};

// A child outside the household of somebody in residential care (Allegato 2 c. 1).
struct OutsideChild {
  Money ise;
  std::uint32_t scale_hundredths = 100;
};

struct SimulatedIsee {
  Fraction isr;
  Fraction isp;
  Fraction ise;
  std::uint32_t scale_hundredths = 100;
  Fraction components;  // Of children outside the household.
  Fraction isee;
  bool operator==(const SimulatedIsee&) const = default;
};

// Income and assets after deductions and allowances. Nothing on overflow.
struct Indicators {
  Fraction isr;
  Fraction isp;
};
std::optional<Indicators> indicators_of(const Means& means, const Family& family, IseeRules rules);

// ISEE = (ISR + 20 % of ISP) / scale, and the components. `scale` is at least 100. Nothing on
// overflow, and when a scale is zero.
std::optional<SimulatedIsee> simulate(const Indicators& indicators, std::uint32_t scale,
                                      const std::vector<OutsideChild>& outside_children = {});

// Whether a fall allows an ISEE corrente (art. 9): of income by more than a quarter; of assets by
// more than a fifth, and only from 1 April.
bool corrente_for_income(const Fraction& isr_before, const Fraction& isr_now);
bool corrente_for_assets(const Fraction& isp_before, const Fraction& isp_now, Date on);

}  // namespace telaio::domain::fees
