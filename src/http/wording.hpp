// SPDX-License-Identifier: EUPL-1.2
// Names of the API for numbers of the schemas, both ways, and small pieces of JSON that several
// handlers write. The names are those of openapi.json.
#pragma once

#include <array>
#include <boost/json/object.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "schemas/event_generated.h"

namespace telaio::http {

std::string_view role_name(schema::Role role);
std::string_view intervention_kind_name(schema::InterventionKind kind);
std::string_view intervention_place_name(schema::InterventionPlace place);
std::string_view isee_kind_name(schema::IseeKind kind);
std::string_view quantity_unit_name(schema::QuantityUnit unit);
std::string_view visibility_name(schema::VisibilityClass visibility);
std::string_view mandate_name(schema::Mandate mandate);
std::string_view service_result_name(schema::ServiceResult result);
std::string_view fee_step_name(schema::FeeStepKind kind);
std::string_view rounding_name(schema::RoundingMode mode);

// In the order of the enumerations, from 1: `names[i]` stands for i + 1.
inline constexpr std::array<std::string_view, 8> intervention_kinds{
    "interview", "home_visit", "telephone_call", "meeting", "school", "network", "report", "note"};
inline constexpr std::array<std::string_view, 6> intervention_places{"office", "home", "telephone",
                                                                     "video",  "mail", "elsewhere"};

// The last stands for a kind that we do not know yet: the list is open (isee-and-copayment 2.4).
inline constexpr std::array<std::string_view, 8> isee_kinds{
    "ordinario", "minorenni",       "universita", "sociosanitario", "sociosanitario_residenze",
    "dottorato", "inclusione_2026", "altro"};
schema::IseeKind isee_kind_at(std::size_t index);

// "1.5", "12", "0.25": hundredths without trailing zeros.
std::string decimal_of_hundredths(std::uint64_t hundredths);
// "3.025", thousandths with two or three decimals: "3.00".
std::string decimal_of_thousandths(std::int64_t thousandths);
// "09:05".
std::string time_of_day(std::uint16_t minutes);

// What is not there is left out of the object.
void put(boost::json::object& object, std::string_view name, std::optional<std::string> value);

}  // namespace telaio::http
