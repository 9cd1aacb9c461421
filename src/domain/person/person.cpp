// SPDX-License-Identifier: EUPL-1.2
#include "domain/person/person.hpp"

#include <algorithm>

#include "base/limits.hpp"
#include "domain/checks.hpp"
#include "domain/person/person_refusals.hpp"
#include "schemas/read.hpp"

namespace telaio::domain {
namespace {

using schema::AddressKind;
using schema::IdentifierSystem;
using schema::VisibilityClass;

// Nobody alive was born before; an older year is a slip of the pen.
constexpr int birth_year_min = 1900;
// ISTAT country codes have three digits.
constexpr std::uint16_t country_max = 999;
constexpr std::size_t istat_digits = 6;

Refusal in_future(Date date) {
  return {refusals::person_date_in_future, {date_value("data", date)}};
}

// One line that fits; may be empty.
std::optional<Refusal> check_line(std::string_view text, std::size_t characters_max) {
  if (!is_one_line(text)) return Refusal{refusals::person_text_malformed, {}};
  if (count_characters(text) > characters_max) {
    return Refusal{refusals::person_text_too_long, {{"massimo", std::to_string(characters_max)}}};
  }
  return std::nullopt;
}

std::optional<Refusal> check_name(std::string_view name) {
  if (is_blank(name)) return Refusal{refusals::person_name_missing, {}};
  return check_line(name, limits::name_characters_max);
}

bool is_phone(std::string_view text) {
  return text.find_first_not_of("0123456789+-/(). ") == std::string_view::npos;
}

// The day counts within a month and the month within a year: 1980, 5/1980 or 3/5/1980.
std::optional<Refusal> check_birth(const PartialDate& birth, Date today) {
  const Refusal malformed{refusals::person_birth_malformed, {}};
  if (birth == PartialDate{}) return std::nullopt;
  if (birth.year < birth_year_min) return malformed;
  if (birth.month == 0 && birth.day != 0) return malformed;
  const std::chrono::year_month_day earliest{std::chrono::year(birth.year),
                                             std::chrono::month(std::max<unsigned>(birth.month, 1)),
                                             std::chrono::day(std::max<unsigned>(birth.day, 1))};
  if (!earliest.ok()) return malformed;
  if (Date::from(earliest) > today) return Refusal{refusals::person_birth_in_future, {}};
  return std::nullopt;
}

std::optional<Refusal> check_citizenships(const std::vector<std::uint16_t>& countries) {
  const auto malformed = [](std::uint16_t country) {
    return country == 0 || country > country_max;
  };
  if (countries.size() > limits::citizenships_max || std::ranges::any_of(countries, malformed)) {
    return Refusal{refusals::person_citizenship_malformed,
                   {{"massimo", std::to_string(limits::citizenships_max)}}};
  }
  return std::nullopt;
}

std::optional<Refusal> check(const RegisterPerson& command, Date today) {
  if (auto refusal = check_name(command.surname)) return refusal;
  if (auto refusal = check_name(command.given_name)) return refusal;
  if (auto refusal = check_line(command.birth_place, limits::name_characters_max)) return refusal;
  if (auto refusal = check_line(command.phone, limits::phone_characters_max)) return refusal;
  if (!is_phone(command.phone)) return Refusal{refusals::person_phone_malformed, {}};
  if (auto refusal = check_birth(command.birth, today)) return refusal;
  if (auto refusal = check_citizenships(command.citizenships)) return refusal;
  if (!is_known(command.source)) return Refusal{refusals::person_source_missing, {}};
  if (command.on > today) return in_future(command.on);
  return std::nullopt;
}

// Codes for foreigners without a permit or without insurance: who holds one belongs to a special
// category of the law (class P3), and the code lasts six months (cartella-sociale 6.2).
bool is_temporary_health_code(IdentifierSystem system) {
  return system == IdentifierSystem::stp || system == IdentifierSystem::eni;
}

std::optional<Refusal> check(const AssignIdentifier& command, const PersonContext& context) {
  if (!is_known(command.source)) return Refusal{refusals::person_source_missing, {}};
  if (!is_known(command.system) || !is_known(command.status) || is_blank(command.value) ||
      !context.identifier_well_formed) {
    return Refusal{refusals::person_identifier_malformed, {}};
  }
  if (auto refusal = check_line(command.value, limits::identifier_characters_max)) return refusal;
  if (command.valid_from > context.today) return in_future(command.valid_from);
  if (is_temporary_health_code(command.system) && !command.valid_to) {
    return Refusal{refusals::person_identifier_without_end, {}};
  }
  if (command.valid_to && *command.valid_to < command.valid_from) {
    return Refusal{refusals::person_validity_reversed, {date_value("inizio", command.valid_from)}};
  }
  return std::nullopt;
}

bool is_istat_comune(const Code& comune) {
  const std::string_view text = comune.text();
  return text.size() == istat_digits &&
         text.find_first_not_of("0123456789") == std::string_view::npos;
}

std::optional<Refusal> check(const ChangeResidence& command, Date today) {
  if (!is_known(command.kind)) return Refusal{refusals::person_address_kind_missing, {}};
  if (!is_known(command.source)) return Refusal{refusals::person_source_missing, {}};
  if (!is_istat_comune(command.comune)) return Refusal{refusals::person_comune_malformed, {}};
  if (auto refusal = check_line(command.street, limits::street_characters_max)) return refusal;
  if (command.from > today) return in_future(command.from);
  return std::nullopt;
}

}  // namespace

Decision decide(const Person& person, const RegisterPerson& command, const PersonContext& context) {
  if (person.registered) return Refusal{refusals::person_exists, {}};
  if (auto refusal = check(command, context.today)) return *refusal;

  schema::PersonRegisteredT registered;
  registered.person = command.person;
  registered.source = command.source;
  schema::PersonIdentityT identity;
  identity.surname = command.surname;
  identity.given_name = command.given_name;
  identity.birth_year = command.birth.year;
  identity.birth_month = command.birth.month;
  identity.birth_day = command.birth.day;
  identity.birth_place = command.birth_place;
  identity.sex = command.sex;
  identity.phone = command.phone;

  const bool with_citizenship = !command.citizenships.empty();
  std::vector<NewEvent> events;
  events.push_back(event(std::move(registered),
                         with_citizenship ? VisibilityClass::p3 : VisibilityClass::p1, command.on));
  auto& parts = events.back().parts;
  parts.push_back(sealed(command.person, VisibilityClass::p1, std::move(identity)));
  if (with_citizenship) {
    schema::PersonCitizenshipT citizenship;
    citizenship.countries = command.citizenships;
    parts.push_back(sealed(command.person, VisibilityClass::p3, std::move(citizenship)));
  }
  return events;
}

Decision decide(const Person& person, const AssignIdentifier& command,
                const PersonContext& context) {
  if (!person.registered) return Refusal{refusals::person_not_registered, {}};
  if (auto refusal = check(command, context)) return *refusal;
  // The values are sealed, so a second identifier of the same kind from the same day cannot be told
  // from a retry: only its status may change (a code that was validated later).
  const auto same = [&](const Person::Identifier& each) {
    return each.system == command.system && each.valid_from == command.valid_from &&
           each.status == command.status;
  };
  if (std::ranges::any_of(person.identifiers, same)) {
    return Refusal{refusals::person_identifier_assigned,
                   {date_value("inizio", command.valid_from)}};
  }

  schema::PersonIdentifierAssignedT assigned;
  assigned.person = person.id;
  assigned.system = command.system;
  assigned.status = command.status;
  assigned.valid_from = command.valid_from;
  assigned.valid_to = pointer_to(command.valid_to);
  assigned.source = command.source;
  schema::IdentifierValueT value;
  value.value = command.value;

  const auto visibility =
      is_temporary_health_code(command.system) ? VisibilityClass::p3 : VisibilityClass::p1;
  std::vector<NewEvent> events;
  events.push_back(event(std::move(assigned), visibility, command.valid_from));
  events.back().effective_to = command.valid_to;
  events.back().parts.push_back(sealed(person.id, visibility, std::move(value)));
  return events;
}

Decision decide(const Person& person, const ChangeResidence& command,
                const PersonContext& context) {
  if (!person.registered) return Refusal{refusals::person_not_registered, {}};
  if (auto refusal = check(command, context.today)) return *refusal;
  const auto& last = command.kind == AddressKind::residence ? person.residence : person.domicile;
  if (last && command.from < last->from) {
    return Refusal{refusals::person_residence_before_last, {date_value("inizio", last->from)}};
  }
  // Same Comune and nothing said about the street: no news. A street always is: it is sealed, so
  // nobody can compare it here.
  if (last && last->comune == command.comune && is_blank(command.street)) {
    return std::vector<NewEvent>{};
  }

  schema::ResidenceChangedT changed;
  changed.person = person.id;
  changed.kind = command.kind;
  changed.comune = command.comune;
  changed.from = command.from;
  changed.source = command.source;
  std::vector<NewEvent> events;
  events.push_back(event(std::move(changed), VisibilityClass::p1, command.from));
  if (!is_blank(command.street)) {
    schema::StreetAddressT address;
    address.street = command.street;
    events.back().parts.push_back(sealed(person.id, VisibilityClass::p1, std::move(address)));
  }
  return events;
}

Person evolve(Person person, const schema::Header& stored) {
  if (const auto* registered = stored.fact_as_PersonRegistered()) {
    person.registered = true;
    person.id = schema::read(registered->person());
  } else if (const auto* assigned = stored.fact_as_PersonIdentifierAssigned()) {
    person.identifiers.push_back({assigned->system(), assigned->status(),
                                  schema::read(assigned->valid_from()),
                                  schema::read_optional(assigned->valid_to())});
  } else if (const auto* changed = stored.fact_as_ResidenceChanged()) {
    auto& address = changed->kind() == AddressKind::domicile ? person.domicile : person.residence;
    address = Person::Address{schema::read(changed->comune()), schema::read(changed->from())};
  }
  return person;
}

}  // namespace telaio::domain
