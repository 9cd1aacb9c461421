// SPDX-License-Identifier: EUPL-1.2
#include "domain/fees/check.hpp"

#include <algorithm>
#include <limits>
#include <optional>
#include <utility>

#include "base/money.hpp"
#include "domain/fees/check_edges.hpp"
#include "domain/fees/fees_refusals.hpp"

namespace telaio::domain::fees {
namespace {

constexpr std::int64_t cent_max = std::numeric_limits<std::int64_t>::max() - 1;

// A segment with the cents it holds on; `index` is its place in the text.
struct Placed {
  std::int64_t first = 0;
  std::int64_t last = cent_max;  // cent_max: unbounded.
  std::optional<Line> line;
  std::size_t index = 0;
};

std::string isee_text(std::int64_t cents) {
  return to_string(Money::from_cents(cents));
}

std::string fee_text(const Fraction& fee) {
  const auto rounded = round_to_step(fee, RoundingMode::half_up, Thousandths{1});
  return rounded ? to_string(*rounded) : to_string(fee);
}

RefusalValue segment_value(std::size_t index) {
  return {"segment", std::to_string(index)};
}

// In the measure of the scheme; nothing when the text does not say it.
std::optional<Thousandths> whole_cost(const Regulation& regulation) {
  if (regulation.scheme == FeeScheme::percent_of_cost) return Thousandths{100'000};
  return regulation.full_cost ? to_thousandths(*regulation.full_cost) : std::nullopt;
}

std::vector<Placed> placed_in_order(const Regulation& regulation, std::vector<Finding>& findings) {
  std::vector<Placed> placed;
  for (std::size_t i = 0; i < regulation.segments.size(); ++i) {
    const Segment& segment = regulation.segments[i];
    const CentRange range = cents_of(segment);
    const std::int64_t first = std::max<std::int64_t>(range.first, 0);
    if (range.last && *range.last < first) {
      findings.push_back({Severity::error,
                          finding_empty_segment,
                          segment.from ? to_string(*segment.from) : isee_text(0),
                          {segment_value(i)}});
      continue;
    }
    placed.push_back({first, range.last.value_or(cent_max), segment.line, i});
  }
  const auto whole = whole_cost(regulation);
  if (regulation.whole_cost_above && whole) {
    // Above the limit the whole cost holds like one more band.
    placed.push_back({regulation.whole_cost_above->cents() + 1, cent_max,
                      Line{*whole, {}, {}, {1000}}, regulation.segments.size()});
  }
  // std::stable_sort does not compile without warnings on this toolchain (libstdc++ 12, clang 19).
  std::sort(placed.begin(), placed.end(), [](const Placed& a, const Placed& b) {
    return std::pair(a.first, a.index) < std::pair(b.first, b.index);
  });
  return placed;
}

void add_gap(std::vector<Finding>& findings, std::string_view code, std::int64_t first,
             std::int64_t last) {
  Finding finding{Severity::error, code, isee_text(first), {}};
  if (last != cent_max) finding.values.push_back({"to", isee_text(last)});
  findings.push_back(std::move(finding));
}

// "Up to 8,000", then "from 8,001": written in whole euros, read on the grid of cents. What is
// missing is 8,000.01 to 8,000.99.
bool between_whole_euros(std::int64_t first, std::int64_t last) {
  return first % 100 == 1 && last - first == 98;
}

// "Over 2,000.01": a band that leaves out its own first cent, where the one below ends at 2,000.00.
void check_over_cent(const Regulation& regulation, std::vector<Finding>& findings) {
  for (std::size_t i = 0; i < regulation.segments.size(); ++i) {
    const Segment& segment = regulation.segments[i];
    if (!segment.from || segment.from_inclusive || segment.from->cents() % 100 != 1) continue;
    findings.push_back(
        {Severity::warning, finding_over_cent, to_string(*segment.from), {segment_value(i)}});
  }
}

// The last cent that must have a fee: above a stated limit the text says something else.
std::int64_t end_of_fees(const Regulation& regulation) {
  std::int64_t end = cent_max;
  if (regulation.access_limit) end = std::min(end, regulation.access_limit->cents());
  if (regulation.whole_cost_above) end = std::min(end, regulation.whole_cost_above->cents());
  return end;
}

void check_cover(const Regulation& regulation, const std::vector<Placed>& placed,
                 std::vector<Finding>& findings) {
  std::int64_t next = 0;  // The first cent not yet covered.
  for (const Placed& segment : placed) {
    if (segment.first > next) {
      add_gap(findings, finding_hole, next, segment.first - 1);
      if (between_whole_euros(next, segment.first - 1)) {
        findings.push_back({Severity::warning,
                            finding_whole_euro,
                            isee_text(next),
                            {{"to", isee_text(segment.first - 1)}}});
      }
    }
    if (segment.first < next) {
      const bool both_unbounded = segment.last == cent_max && next > cent_max;
      add_gap(findings, finding_overlap, segment.first,
              both_unbounded ? cent_max : std::min(segment.last, next - 1));
    }
    next = std::max(next, segment.last + 1);
  }
  const std::int64_t end = end_of_fees(regulation);
  if (next <= end) add_gap(findings, finding_hole, next, end);
}

// The values at the two ends of one segment, and how the fee moves between them.
void check_line(const Placed& segment, std::vector<Finding>& findings) {
  if (!segment.line) return;  // Said by whoever could not read it.
  const std::string at = isee_text(segment.first);
  if (segment.line->den.value == 0) {
    findings.push_back(
        {Severity::error, finding_division_by_zero, at, {segment_value(segment.index)}});
    return;
  }
  const auto first = value_at(*segment.line, Money::from_cents(segment.first));
  const bool bounded = segment.last != cent_max;
  const auto last = bounded ? value_at(*segment.line, Money::from_cents(segment.last)) : first;
  if (!first || !last) {
    findings.push_back({Severity::error, finding_unreadable, at, {segment_value(segment.index)}});
    return;
  }
  if (*first < Fraction() || *last < Fraction()) {
    findings.push_back({Severity::error,
                        finding_negative_fee,
                        isee_text(*first < Fraction() ? segment.first : segment.last),
                        {segment_value(segment.index)}});
  }
  const bool falls = (segment.line->num.value < 0) != (segment.line->den.value < 0) &&
                     segment.line->num.value != 0;
  if (falls && segment.last > segment.first) {
    findings.push_back({Severity::warning,
                        finding_decrease,
                        at,
                        {{"before", fee_text(*first)},
                         {"after", bounded ? fee_text(*last) : "-"},
                         segment_value(segment.index)}});
  }
}

// Nobody pays more than the service costs; a formula that says so was copied wrong.
void check_against_cost(const Regulation& regulation, const Placed& segment,
                        std::vector<Finding>& findings) {
  const auto whole = whole_cost(regulation);
  if (!whole || !segment.line) return;
  for (const std::int64_t isee : {segment.first, segment.last}) {
    if (isee == cent_max) continue;
    const auto fee = value_at(*segment.line, Money::from_cents(isee));
    if (!fee || *fee <= to_fraction(*whole)) continue;
    findings.push_back(
        {Severity::warning,
         finding_above_full_cost,
         isee_text(isee),
         {{"before", fee_text(*fee)}, {"after", to_string(*whole)}, segment_value(segment.index)}});
    return;
  }
}

// A published price of 1.055 that the rounding of the unit fee would turn into 1.06.
void check_fineness(const Regulation& regulation, const Placed& segment,
                    std::vector<Finding>& findings) {
  const bool flat = segment.line && segment.line->num.value == 0;
  if (!flat || regulation.scheme == FeeScheme::percent_of_cost || !regulation.unit_step) return;
  const Thousandths step = *regulation.unit_step;
  if (step.value <= 0 || segment.line->base.value % step.value == 0) return;
  findings.push_back({Severity::warning,
                      finding_price_finer,
                      isee_text(segment.first),
                      {{"price", to_string(segment.line->base)},
                       {"step", to_string(step)},
                       segment_value(segment.index)}});
}

// What one more cent of ISEE adds by the slope of a line, as a magnitude.
MaybeFraction slope_of_a_cent(const Line& line) {
  const auto slope = checked_divide(to_fraction(line.num), to_fraction(line.den));
  const auto cent = checked_multiply(slope, Fraction::make(1, 100));
  if (!cent || *cent >= Fraction()) return cent;
  return checked_subtract(Fraction(), cent);
}

// Between the last cent of one segment and the first of the next the fee may move by what either
// slope explains; more than that is a jump. Flat bands jump by design.
void check_seam(const Placed& left, const Placed& right, bool only_bands,
                std::vector<Finding>& findings) {
  if (left.last == cent_max || right.first != left.last + 1 || !left.line || !right.line) return;
  const auto before = value_at(*left.line, Money::from_cents(left.last));
  const auto after = value_at(*right.line, Money::from_cents(right.first));
  const auto step = checked_subtract(after, before);
  const auto left_slope = slope_of_a_cent(*left.line);
  const auto right_slope = slope_of_a_cent(*right.line);
  if (!step || !left_slope || !right_slope) return;  // Already reported by check_line.
  const std::vector<RefusalValue> values{{"before", fee_text(*before)},
                                         {"after", fee_text(*after)}};
  if (*step < Fraction()) {
    findings.push_back({Severity::warning, finding_decrease, isee_text(right.first), values});
  } else if (!only_bands && *step > std::max(*left_slope, *right_slope)) {
    findings.push_back({Severity::warning, finding_jump, isee_text(right.first), values});
  }
}

// In the order of ISEE; of findings at the same place, as they were found.
std::vector<Finding> in_order(const std::vector<Finding>& findings) {
  std::vector<std::pair<Money, std::size_t>> order;
  for (std::size_t i = 0; i < findings.size(); ++i) {
    order.emplace_back(parse_money(findings[i].at).money.value_or(Money()), i);
  }
  std::sort(order.begin(), order.end());
  std::vector<Finding> sorted;
  for (const auto& [isee, index] : order) sorted.push_back(findings[index]);
  return sorted;
}

}  // namespace

std::vector<Finding> check(const Regulation& regulation) {
  std::vector<Finding> findings = check_edges(regulation);
  if (regulation.segments.empty()) {
    findings.insert(findings.begin(), {Severity::error, finding_not_computable, "/formula", {}});
    return findings;
  }
  const std::vector<Placed> placed = placed_in_order(regulation, findings);
  check_cover(regulation, placed, findings);
  check_over_cent(regulation, findings);
  const bool only_bands = std::all_of(placed.begin(), placed.end(), [](const Placed& segment) {
    return !segment.line || segment.line->num.value == 0;
  });
  for (const Placed& segment : placed) {
    check_line(segment, findings);
    check_against_cost(regulation, segment, findings);
    check_fineness(regulation, segment, findings);
  }
  for (std::size_t i = 1; i < placed.size(); ++i) {
    check_seam(placed[i - 1], placed[i], only_bands, findings);
  }
  if (regulation.whole_cost_above && !whole_cost(regulation)) {
    findings.push_back({Severity::warning,
                        finding_above_unknown,
                        isee_text(regulation.whole_cost_above->cents() + 1),
                        {}});
  }
  return in_order(findings);
}

bool has_errors(const std::vector<Finding>& findings) {
  return std::any_of(findings.begin(), findings.end(),
                     [](const Finding& finding) { return finding.severity == Severity::error; });
}

Result<Done, Refusal> publishable(const Regulation& regulation) {
  if (!regulation.signed_reading.empty()) return Done{};
  const std::vector<Finding> findings = check(regulation);
  const auto is_error = [](const Finding& finding) { return finding.severity == Severity::error; };
  const auto first = std::find_if(findings.begin(), findings.end(), is_error);
  if (first == findings.end()) return Done{};
  const auto count = std::count_if(findings.begin(), findings.end(), is_error);
  return Refusal{anomaly_unsigned, {{"count", std::to_string(count)}, {"at", first->at}}};
}

}  // namespace telaio::domain::fees
