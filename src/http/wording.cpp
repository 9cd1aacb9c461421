// SPDX-License-Identifier: EUPL-1.2
#include "http/wording.hpp"

#include <fmt/format.h>

#include <span>

namespace telaio::http {

namespace {

constexpr std::array<std::string_view, 6> roles{"social_worker", "head",          "manager",
                                                "auditor",       "administrator", "system"};
constexpr std::array<std::string_view, 7> quantity_units{"hour", "access", "meal", "kilometre",
                                                         "day",  "month",  "night"};
constexpr std::array<std::string_view, 3> service_results{"granted", "denied", "waiting"};
constexpr std::array<std::string_view, 12> fee_steps{
    "regulation_chosen", "attestation_chosen", "no_isee_rule", "exemption", "segment_value",
    "unit_rounded",      "surcharge",          "quantity",     "discount",  "cap",
    "third_payer",       "amount_rounded"};
constexpr std::array<std::string_view, 4> roundings{"half_up", "half_even", "half_down",
                                                    "truncate"};

// An enumerator's name out of a list that starts at 1; empty for 0 and for numbers of the future.
template <class Enum>
std::string_view nth(std::span<const std::string_view> names, Enum value) {
  const auto index = static_cast<std::size_t>(value);
  return index == 0 || index > names.size() ? std::string_view{} : names[index - 1];
}

}  // namespace

std::string_view role_name(schema::Role role) {
  return nth(roles, role);
}
std::string_view intervention_kind_name(schema::InterventionKind kind) {
  return nth(intervention_kinds, kind);
}
std::string_view intervention_place_name(schema::InterventionPlace place) {
  return nth(intervention_places, place);
}
std::string_view isee_kind_name(schema::IseeKind kind) {
  const auto name = nth(std::span(isee_kinds).first(isee_kinds.size() - 1), kind);
  return name.empty() ? isee_kinds.back() : name;
}
schema::IseeKind isee_kind_at(std::size_t index) {
  if (index + 1 >= isee_kinds.size()) return schema::IseeKind::unknown;
  return static_cast<schema::IseeKind>(index + 1);
}
std::string_view quantity_unit_name(schema::QuantityUnit unit) {
  return nth(quantity_units, unit);
}
std::string_view visibility_name(schema::VisibilityClass visibility) {
  constexpr std::array<std::string_view, 6> names{"P0", "P1", "P2", "P3", "P4", "P5"};
  const auto index = static_cast<std::size_t>(visibility);
  return index < names.size() ? names[index] : "P5";
}
std::string_view mandate_name(schema::Mandate mandate) {
  return mandate == schema::Mandate::court ? "court" : "consensual";
}
std::string_view service_result_name(schema::ServiceResult result) {
  return nth(service_results, result);
}
std::string_view fee_step_name(schema::FeeStepKind kind) {
  return nth(fee_steps, kind);
}
std::string_view rounding_name(schema::RoundingMode mode) {
  return nth(roundings, mode);
}

std::string decimal_of_hundredths(std::uint64_t hundredths) {
  const std::uint64_t rest = hundredths % 100;
  if (rest == 0) return fmt::format("{}", hundredths / 100);
  if (rest % 10 == 0) return fmt::format("{}.{}", hundredths / 100, rest / 10);
  return fmt::format("{}.{:02}", hundredths / 100, rest);
}

std::string decimal_of_thousandths(std::int64_t thousandths) {
  const char* sign = thousandths < 0 ? "-" : "";
  const std::uint64_t size = thousandths < 0 ? 0 - static_cast<std::uint64_t>(thousandths)
                                             : static_cast<std::uint64_t>(thousandths);
  const std::uint64_t rest = size % 1'000;
  if (rest % 10 == 0) return fmt::format("{}{}.{:02}", sign, size / 1'000, rest / 10);
  return fmt::format("{}{}.{:03}", sign, size / 1'000, rest);
}

std::string time_of_day(std::uint16_t minutes) {
  return fmt::format("{:02}:{:02}", minutes / 60, minutes % 60);
}

void put(boost::json::object& object, std::string_view name, std::optional<std::string> value) {
  if (value && !value->empty()) object[name] = *value;
}

}  // namespace telaio::http
