// SPDX-License-Identifier: EUPL-1.2
// Why a command on the Ambito is refused. Each code has an Italian text in config/texts.
#pragma once

#include <string_view>

namespace telaio::domain::refusals {

inline constexpr std::string_view ambito_no_comune = "ambito.no_comune";
inline constexpr std::string_view ambito_comune_malformed = "ambito.comune_malformed";
inline constexpr std::string_view ambito_comune_twice = "ambito.comune_twice";
inline constexpr std::string_view ambito_too_many_comuni = "ambito.too_many_comuni";
inline constexpr std::string_view ambito_lead_outside = "ambito.lead_outside";
inline constexpr std::string_view ambito_composed_differently = "ambito.composed_differently";
inline constexpr std::string_view ambito_before_last = "ambito.before_last";
inline constexpr std::string_view ambito_not_composed = "ambito.not_composed";
inline constexpr std::string_view ambito_unknown_comune = "ambito.unknown_comune";
inline constexpr std::string_view ambito_no_residents = "ambito.no_residents";
inline constexpr std::string_view ambito_date_in_future = "ambito.date_in_future";
inline constexpr std::string_view ambito_contract_incomplete = "ambito.contract_incomplete";
inline constexpr std::string_view ambito_fte_malformed = "ambito.fte_malformed";
inline constexpr std::string_view ambito_contract_reversed = "ambito.contract_reversed";
inline constexpr std::string_view ambito_contract_of_other = "ambito.contract_of_other";
inline constexpr std::string_view ambito_contract_before_last = "ambito.contract_before_last";
inline constexpr std::string_view ambito_flow_missing = "ambito.flow_missing";
inline constexpr std::string_view ambito_year_malformed = "ambito.year_malformed";
inline constexpr std::string_view ambito_filing_exists = "ambito.filing_exists";

}  // namespace telaio::domain::refusals
