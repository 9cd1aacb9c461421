// SPDX-License-Identifier: EUPL-1.2
// The words of a regulations file for the enumerations of the schema: the reader and the writer use
// the same tables, and the command line for its options. Nobody else includes this.
#pragma once

#include <string_view>
#include <utility>

#include "domain/fees/regulation.hpp"

namespace telaio::app::regulations::names {

namespace fees = domain::fees;

template <class Value>
using Name = std::pair<std::string_view, Value>;

inline constexpr Name<fees::AnnotationPolicy> annotations[] = {
    {"accept", fees::AnnotationPolicy::accept},
    {"accept_with_documents", fees::AnnotationPolicy::accept_with_documents},
    {"refuse", fees::AnnotationPolicy::refuse}};

inline constexpr Name<fees::DecorrenzaRule> decorrenza[] = {
    {"next_month_after_protocol", fees::DecorrenzaRule::next_month_after_protocol},
    {"same_month", fees::DecorrenzaRule::same_month},
    {"filing_date_pro_rata", fees::DecorrenzaRule::filing_date_pro_rata},
    {"fixed_date", fees::DecorrenzaRule::fixed_date},
    {"month_end_snapshot", fees::DecorrenzaRule::month_end_snapshot}};

inline constexpr Name<fees::IseeKind> kinds[] = {
    {"ordinario", fees::IseeKind::ordinario},
    {"minorenni", fees::IseeKind::minorenni},
    {"universita", fees::IseeKind::universita},
    {"sociosanitario", fees::IseeKind::sociosanitario},
    {"sociosanitario_residenze", fees::IseeKind::sociosanitario_residenze},
    {"dottorato", fees::IseeKind::dottorato}};

inline constexpr Name<fees::CapOrder> cap_orders[] = {
    {"discount_then_cap", fees::CapOrder::discount_then_cap},
    {"cap_then_discount", fees::CapOrder::cap_then_discount}};

inline constexpr Name<fees::ExemptionReason> exemptions[] = {
    {"court_order", fees::ExemptionReason::court_order},
    {"child_protection", fees::ExemptionReason::child_protection}};

inline constexpr Name<fees::RoundingMode> rounding[] = {
    {"half_up", fees::RoundingMode::half_up},
    {"half_even", fees::RoundingMode::half_even},
    {"half_down", fees::RoundingMode::half_down},
    {"truncate", fees::RoundingMode::truncate}};

// Empty for a value without a word: `unknown`.
template <class Value, std::size_t size>
std::string_view name_of(Value value, const Name<Value> (&table)[size]) {
  for (const auto& [name, meaning] : table) {
    if (meaning == value) return name;
  }
  return {};
}

}  // namespace telaio::app::regulations::names
