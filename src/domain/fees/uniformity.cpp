// SPDX-License-Identifier: EUPL-1.2
#include "domain/fees/uniformity.hpp"

#include <algorithm>
#include <set>

#include "base/limits.hpp"
#include "domain/fees/fees_refusals.hpp"
#include "domain/fees/price.hpp"
#include "domain/fees/tariff_shape.hpp"

namespace telaio::domain::fees {
namespace {

// What a Comune asks at one point. Accessible without a fee: the whole cost, which nobody said.
struct Answer {
  bool accessible = false;
  std::optional<Money> fee;
};

Result<Answer, Refusal> ask(const Regulation& regulation, const std::optional<Money>& isee) {
  const auto exact = unit_fee_at(regulation, isee);
  if (!exact) {
    // A number that does not fit is no statement about access: the whole comparison stops.
    if (exact.error().code == out_of_range) return exact.error();
    return Answer{exact.error().code == above_unknown, std::nullopt};
  }
  if (!*exact) return Answer{};
  const auto money = shown_fee(regulation, **exact);
  if (!money) return Refusal{out_of_range, {}};
  return Answer{true, money};
}

using Answers = std::vector<Answer>;

Result<Answers, Refusal> ask_all(const std::vector<Regulation>& regulations,
                                 const std::optional<Money>& isee) {
  Answers answers;
  for (const Regulation& regulation : regulations) {
    auto answer = ask(regulation, isee);
    if (!answer) return answer.error();
    answers.push_back(*answer);
  }
  return answers;
}

struct Extremes {
  std::size_t highest = 0;
  std::size_t lowest = 0;
  Money spread;
};

// Nothing with fewer than two fees.
std::optional<Extremes> extremes_of(const Answers& answers) {
  std::optional<std::size_t> highest;
  std::optional<std::size_t> lowest;
  std::size_t fees = 0;
  for (std::size_t i = 0; i < answers.size(); ++i) {
    if (!answers[i].fee) continue;
    ++fees;
    if (!highest || *answers[i].fee > *answers[*highest].fee) highest = i;
    if (!lowest || *answers[i].fee < *answers[*lowest].fee) lowest = i;
  }
  if (fees < 2) return std::nullopt;
  const auto spread = checked_subtract(*answers[*highest].fee, *answers[*lowest].fee);
  if (!spread) return std::nullopt;
  return Extremes{*highest, *lowest, *spread};
}

// B of section 4.4, without "no ISEE".
std::set<Money> decisive_points(const std::vector<Regulation>& regulations, Money isee_max) {
  std::set<Money> points{Money(), isee_max};
  for (const Money threshold : thresholds_of(regulations)) {
    for (const std::int64_t cents : {-1, 0, 1}) {
      const Money point = Money::from_cents(threshold.cents() + cents);
      if (point >= Money() && point <= isee_max) points.insert(point);
    }
  }
  return points;
}

// The worst of B: on ties the lowest ISEE stays, and "no ISEE" comes last.
Result<Done, Refusal> add_decisive(const std::vector<Regulation>& regulations, Money isee_max,
                                   Uniformity& result) {
  std::vector<std::optional<Money>> points;
  for (const Money point : decisive_points(regulations, isee_max)) points.emplace_back(point);
  points.emplace_back();
  for (const std::optional<Money>& isee : points) {
    const auto answers = ask_all(regulations, isee);
    if (!answers) return answers.error();
    UniformityPoint point{isee, {}, std::nullopt};
    for (const Answer& answer : *answers) point.fees.push_back(answer.fee);
    if (const auto extremes = extremes_of(*answers)) {
      point.spread = extremes->spread;
      if (!result.worst || extremes->spread > result.worst->amount) {
        result.worst = WorstSpread{extremes->spread, isee, extremes->highest, extremes->lowest};
      }
    }
    result.points.push_back(std::move(point));
  }
  return Done{};
}

struct GridSums {
  std::int64_t points = 0;
  std::int64_t with_spread = 0;
  std::int64_t equal = 0;
  std::int64_t agreed = 0;
  std::optional<Money> spreads = Money();
  std::optional<Money> highest = Money();
};

void add_point(const Answers& answers, GridSums& sums) {
  ++sums.points;
  const bool agreed = std::all_of(answers.begin(), answers.end(), [&](const Answer& answer) {
    return answer.accessible == answers.front().accessible;
  });
  if (agreed) ++sums.agreed;
  const auto extremes = extremes_of(answers);
  if (!extremes) return;
  ++sums.with_spread;
  if (extremes->spread == Money()) ++sums.equal;
  if (sums.spreads) sums.spreads = checked_add(*sums.spreads, extremes->spread);
  if (sums.highest) sums.highest = checked_add(*sums.highest, *answers[extremes->highest].fee);
}

Result<GridSums, Refusal> walk_grid(const std::vector<Regulation>& regulations,
                                    const UniformityRequest& request) {
  GridSums sums;
  for (std::int64_t at = 0; at <= request.isee_max.cents(); at += request.grid_step.cents()) {
    const auto answers = ask_all(regulations, Money::from_cents(at));
    if (!answers) return answers.error();
    add_point(*answers, sums);
  }
  return sums;
}

// Not stated (none) goes with every kind.
bool kinds_in_common(const Regulation& one, const Regulation& other) {
  if (one.accepted_kinds.empty() || other.accepted_kinds.empty()) return true;
  return std::ranges::find_first_of(one.accepted_kinds, other.accepted_kinds) !=
         one.accepted_kinds.end();
}

std::optional<Refusal> refuse_kinds(const std::vector<Regulation>& regulations) {
  for (auto one = regulations.begin(); one != regulations.end(); ++one) {
    for (auto other = one + 1; other != regulations.end(); ++other) {
      if (kinds_in_common(*one, *other)) continue;
      return Refusal{unlike_isee_kinds, {{"first", one->slug}, {"second", other->slug}}};
    }
  }
  return std::nullopt;
}

std::optional<Refusal> refuse_set(const std::vector<Regulation>& regulations,
                                  const UniformityRequest& request) {
  if (regulations.size() < 2) return Refusal{too_few_regulations, {}};
  const auto in_percent = [](const Regulation& regulation) {
    return regulation.scheme == FeeScheme::percent_of_cost && !regulation.full_cost;
  };
  const Regulation& first = regulations.front();
  for (const Regulation& regulation : regulations) {
    if (regulation.segments.empty()) return Refusal{not_computable, {}};
    if (regulation.unit == Unit::unknown || regulation.unit != first.unit ||
        in_percent(regulation) != in_percent(first)) {
      return Refusal{unlike_units, {{"first", first.slug}, {"second", regulation.slug}}};
    }
  }
  if (in_percent(first)) return Refusal{full_cost_missing, {}};
  if (auto refusal = refuse_kinds(regulations)) return refusal;
  const auto points = request.isee_max.cents() / request.grid_step.cents();
  if (points >= limits::uniformity_points_max) {
    return Refusal{grid_too_fine, {{"limit", std::to_string(limits::uniformity_points_max)}}};
  }
  return std::nullopt;
}

}  // namespace

Result<Uniformity, Refusal> compare(const std::vector<Regulation>& regulations,
                                    const UniformityRequest& request) {
  if (auto refusal = refuse_set(regulations, request)) return *refusal;
  Uniformity result;
  const auto decisive = add_decisive(regulations, request.isee_max, result);
  if (!decisive) return decisive.error();
  const auto sums = walk_grid(regulations, request);
  if (!sums) return sums.error();
  if (!sums->spreads || !sums->highest) return Refusal{out_of_range, {}};
  result.access = Fraction::make(sums->agreed, sums->points);
  if (sums->with_spread == 0) return result;
  result.mean = checked_divide(Fraction::of(*sums->spreads), Fraction::whole(sums->with_spread));
  result.same = Fraction::make(sums->equal, sums->with_spread);
  // Both means are over the same points, so their quotient is that of the sums. Where everything
  // is free everywhere, everything is equal.
  const auto ratio = Fraction::make(sums->spreads->cents(), sums->highest->cents());
  result.u = ratio ? checked_subtract(Fraction::whole(1), ratio) : Fraction::whole(1);
  return result;
}

std::vector<Money> thresholds_of(const std::vector<Regulation>& regulations) {
  std::set<Money> thresholds;
  for (const Regulation& regulation : regulations) {
    for (const Segment& segment : regulation.segments) {
      if (segment.from) thresholds.insert(*segment.from);
      if (segment.to) thresholds.insert(*segment.to);
    }
    if (regulation.access_limit) thresholds.insert(*regulation.access_limit);
    if (regulation.whole_cost_above) thresholds.insert(*regulation.whole_cost_above);
  }
  return {thresholds.begin(), thresholds.end()};
}

Money default_isee_max(const std::vector<Regulation>& regulations, Money grid_step) {
  const auto thresholds = thresholds_of(regulations);
  const Money highest = thresholds.empty() ? Money() : thresholds.back();
  return checked_add(highest, grid_step).value_or(highest);
}

std::string share_text(const Fraction& share) {
  const auto wide = static_cast<__int128>(share.num()) * 20'000 + share.den();
  const auto tens = static_cast<std::int64_t>(wide / (static_cast<__int128>(share.den()) * 2));
  const std::string digits = std::to_string(10'000 + tens % 10'000);
  return std::to_string(tens / 10'000) + "." + digits.substr(1);
}

}  // namespace telaio::domain::fees
