// SPDX-License-Identifier: EUPL-1.2
// Why a command on a person is refused. Each code has an Italian text in config/texts.
#pragma once

#include <string_view>

namespace telaio::domain::refusals {

inline constexpr std::string_view person_exists = "person.exists";
inline constexpr std::string_view person_not_registered = "person.not_registered";
inline constexpr std::string_view person_name_missing = "person.name_missing";
inline constexpr std::string_view person_text_malformed = "person.text_malformed";
inline constexpr std::string_view person_text_too_long = "person.text_too_long";
inline constexpr std::string_view person_phone_malformed = "person.phone_malformed";
inline constexpr std::string_view person_birth_malformed = "person.birth_malformed";
inline constexpr std::string_view person_birth_in_future = "person.birth_in_future";
inline constexpr std::string_view person_citizenship_malformed = "person.citizenship_malformed";
inline constexpr std::string_view person_date_in_future = "person.date_in_future";
inline constexpr std::string_view person_source_missing = "person.source_missing";
inline constexpr std::string_view person_identifier_malformed = "person.identifier_malformed";
inline constexpr std::string_view person_identifier_assigned = "person.identifier_assigned";
inline constexpr std::string_view person_identifier_without_end = "person.identifier_without_end";
inline constexpr std::string_view person_validity_reversed = "person.validity_reversed";
inline constexpr std::string_view person_address_kind_missing = "person.address_kind_missing";
inline constexpr std::string_view person_comune_malformed = "person.comune_malformed";
inline constexpr std::string_view person_residence_before_last = "person.residence_before_last";

}  // namespace telaio::domain::refusals
