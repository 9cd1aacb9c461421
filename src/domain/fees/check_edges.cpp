// SPDX-License-Identifier: EUPL-1.2
#include "domain/fees/check_edges.hpp"

#include "domain/fees/fees_refusals.hpp"

namespace telaio::domain::fees {
namespace {

constexpr Thousandths nothing{0};
constexpr Thousandths hundred_percent{100'000};

void check_amount(const std::optional<Thousandths>& amount, const char* pointer,
                  std::vector<Finding>& findings) {
  if (!amount || *amount >= nothing) return;
  findings.push_back(
      {Severity::error, finding_negative_amount, pointer, {{"amount", to_string(*amount)}}});
}

void check_amount(const std::optional<Money>& amount, const char* pointer,
                  std::vector<Finding>& findings) {
  if (!amount || *amount >= Money()) return;
  findings.push_back(
      {Severity::error, finding_negative_amount, pointer, {{"amount", to_string(*amount)}}});
}

// `most` is nothing where more than all makes sense: a surcharge may double a fee.
void check_percents(const std::vector<Adjustment>& adjustments, const std::string& list,
                    std::optional<Thousandths> most, std::vector<Finding>& findings) {
  for (std::size_t i = 0; i < adjustments.size(); ++i) {
    const Thousandths percent = adjustments[i].percent;
    if (percent >= nothing && (!most || percent <= *most)) continue;
    findings.push_back({Severity::error,
                        finding_percent_out_of_range,
                        list + std::to_string(i) + "/percent",
                        {{"percent", to_string(percent)}}});
  }
}

}  // namespace

std::vector<Finding> check_edges(const Regulation& regulation) {
  std::vector<Finding> findings;
  // A price per nobody knows what cannot be multiplied by anything.
  if (regulation.unit == Unit::unknown) {
    findings.push_back({Severity::error, finding_unit_missing, "/unit", {}});
  }
  check_amount(regulation.no_isee_amount, "/no_isee/amount", findings);
  check_amount(regulation.non_resident_amount, "/non_resident/amount", findings);
  check_amount(regulation.full_cost, "/full_cost/amount", findings);
  check_amount(regulation.cap, "/cap", findings);
  check_amount(regulation.floor, "/floor", findings);
  check_percents(regulation.surcharges, "/surcharges/", std::nullopt, findings);
  check_percents(regulation.discounts, "/discounts/", hundred_percent, findings);
  if (regulation.cap && regulation.floor && *regulation.floor > *regulation.cap) {
    findings.push_back(
        {Severity::error,
         finding_bounds_reversed,
         "/floor",
         {{"floor", to_string(*regulation.floor)}, {"cap", to_string(*regulation.cap)}}});
  }
  const bool bounded = regulation.cap || regulation.floor;
  if (bounded && !regulation.discounts.empty() && regulation.cap_order == CapOrder::unknown) {
    findings.push_back({Severity::warning, finding_cap_order_missing, "/cap_order", {}});
  }
  return findings;
}

}  // namespace telaio::domain::fees
