// SPDX-License-Identifier: EUPL-1.2
#include "domain/fees/regulation.hpp"

#include <iterator>
#include <set>
#include <utility>

namespace telaio::domain::fees {

namespace {

// A bound at the very end of 64 bits stays where it is.
std::int64_t moved(Money bound, std::int64_t cents) {
  std::int64_t sum = 0;
  return __builtin_add_overflow(bound.cents(), cents, &sum) ? bound.cents() : sum;
}

constexpr std::pair<std::string_view, Unit> unit_names[] = {
    {"hour", Unit::hour}, {"access", Unit::access}, {"meal", Unit::meal},  {"km", Unit::kilometre},
    {"day", Unit::day},   {"month", Unit::month},   {"night", Unit::night}};
constexpr std::string_view per_unit = "EUR/";

}  // namespace

std::string unit_text(FeeScheme scheme, Unit unit) {
  for (const auto& [name, value] : unit_names) {
    if (value != unit) continue;
    const bool percent = scheme == FeeScheme::percent_of_cost;
    return std::string(percent ? "percent of the full cost per " : per_unit) + std::string(name);
  }
  return {};
}

Measure measure_of(std::string_view text) {
  Measure measure;
  const bool percent = text.starts_with("percent");
  if (percent) measure.scheme = FeeScheme::percent_of_cost;
  for (const auto& [name, value] : unit_names) {
    const bool named = percent ? text.find(name) != std::string_view::npos
                               : text.starts_with(per_unit) && text.substr(per_unit.size()) == name;
    if (!named) continue;
    measure.unit = value;
    break;
  }
  return measure;
}

CentRange cents_of(const Segment& segment) {
  CentRange range;
  if (segment.from) range.first = moved(*segment.from, segment.from_inclusive ? 0 : 1);
  if (segment.to) range.last = moved(*segment.to, segment.to_inclusive ? 0 : -1);
  return range;
}

MaybeFraction value_at(const Line& line, Money isee) {
  const auto distance = checked_subtract(Fraction::of(isee), to_fraction(line.x0));
  const auto rise =
      checked_divide(checked_multiply(distance, to_fraction(line.num)), to_fraction(line.den));
  return checked_add(to_fraction(line.base), rise);
}

bool in_force_on(const Regulation& regulation, Date date) {
  return (!regulation.valid_from || *regulation.valid_from <= date) &&
         (!regulation.valid_to || date <= *regulation.valid_to);
}

namespace {

std::optional<std::size_t> version_on(Date date, const std::vector<Regulation>& versions) {
  std::optional<std::size_t> best;
  for (std::size_t i = 0; i < versions.size(); ++i) {
    if (!in_force_on(versions[i], date)) continue;
    if (!best || versions[i].valid_from > versions[*best].valid_from) best = i;
  }
  return best;
}

}  // namespace

std::vector<VersionPeriod> split_by_version(const Period& period,
                                            const std::vector<Regulation>& versions) {
  // Which version holds can change only where one begins, or on the day after one ends.
  std::set<Date> starts{period.from};
  const auto add = [&](Date date) {
    if (date > period.from && date <= period.to) starts.insert(date);
  };
  for (const Regulation& version : versions) {
    if (version.valid_from) add(*version.valid_from);
    if (version.valid_to) add(version.valid_to->plus_days(1));
  }
  std::vector<VersionPeriod> pieces;
  for (auto at = starts.begin(); at != starts.end(); ++at) {
    const auto next = std::next(at);
    const Date last = next == starts.end() ? period.to : next->plus_days(-1);
    const auto version = version_on(*at, versions);
    if (!version) continue;
    const bool goes_on = !pieces.empty() && pieces.back().version == *version &&
                         pieces.back().period.to.plus_days(1) == *at;
    if (goes_on) {
      pieces.back().period.to = last;
    } else {
      pieces.push_back({{*at, last}, *version});
    }
  }
  return pieces;
}

}  // namespace telaio::domain::fees
