// SPDX-License-Identifier: EUPL-1.2
// Why a command on a contact is refused. Each code has an Italian text in config/texts.
#pragma once

#include <string_view>

namespace telaio::domain::refusals {

inline constexpr std::string_view contact_exists = "contact.exists";
inline constexpr std::string_view contact_not_logged = "contact.not_logged";
inline constexpr std::string_view contact_field_missing = "contact.field_missing";
inline constexpr std::string_view contact_anonymous_with_person = "contact.anonymous_with_person";
inline constexpr std::string_view contact_anonymous_with_note = "contact.anonymous_with_note";
inline constexpr std::string_view contact_no_person = "contact.no_person";
inline constexpr std::string_view contact_too_many_persons = "contact.too_many_persons";
inline constexpr std::string_view contact_unknown_area = "contact.unknown_area";
inline constexpr std::string_view contact_unknown_comune = "contact.unknown_comune";
inline constexpr std::string_view contact_unknown_desk = "contact.unknown_desk";
inline constexpr std::string_view contact_minutes_malformed = "contact.minutes_malformed";
inline constexpr std::string_view contact_note_malformed = "contact.note_malformed";
inline constexpr std::string_view contact_note_too_long = "contact.note_too_long";
inline constexpr std::string_view contact_date_in_future = "contact.date_in_future";
inline constexpr std::string_view contact_outcome_missing = "contact.outcome_missing";
inline constexpr std::string_view contact_reason_missing = "contact.reason_missing";
inline constexpr std::string_view contact_decider_missing = "contact.decider_missing";
inline constexpr std::string_view contact_before_contact = "contact.before_contact";
inline constexpr std::string_view contact_already_decided = "contact.already_decided";

}  // namespace telaio::domain::refusals
