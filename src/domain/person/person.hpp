// SPDX-License-Identifier: EUPL-1.2
// A person known to the service: who they are (sealed under their own key), by which identifiers
// others know them, and where they live (cartella-sociale 6 and 12.2).
//
// Pure code: no clock, no I/O. `decide` answers a command with events or a refusal; `evolve`
// applies one stored event and cannot fail. Plain values, nothing shared.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/code.hpp"
#include "domain/code_lists.hpp"
#include "domain/event.hpp"

namespace telaio::domain {

// A date of birth as far as it is known: 0 where it is not. Foreign documents often name the year
// only (cartella-sociale 6.3).
struct PartialDate {
  std::uint16_t year = 0;
  std::uint8_t month = 0;
  std::uint8_t day = 0;

  bool operator==(const PartialDate&) const = default;
};

struct Person {
  // The value itself is sealed: the state knows that there is one.
  struct Identifier {
    schema::IdentifierSystem system = schema::IdentifierSystem::unknown;
    schema::IdentifierStatus status = schema::IdentifierStatus::unknown;
    Date valid_from;
    std::optional<Date> valid_to;  // Last day.

    bool operator==(const Identifier&) const = default;
  };
  struct Address {
    Code comune;
    Date from;

    bool operator==(const Address&) const = default;
  };

  bool registered = false;
  PersonId id;
  std::vector<Identifier> identifiers;
  std::optional<Address> residence;
  std::optional<Address> domicile;
};

struct RegisterPerson {
  PersonId person;
  std::string surname;
  std::string given_name;
  PartialDate birth;
  std::string birth_place;  // May be empty.
  schema::Sex sex = schema::Sex::unknown;
  std::string phone;                        // May be empty.
  std::vector<std::uint16_t> citizenships;  // ISTAT country codes, Italy 100; may be empty.
  schema::PersonSource source = schema::PersonSource::unknown;
  Date on;  // The day the service came to know the person.
};

// A codice fiscale can be issued again, and a temporary code replaced: identifiers are a list. An
// STP or ENI code always names its last day (they last six months).
struct AssignIdentifier {
  PersonId person;
  schema::IdentifierSystem system = schema::IdentifierSystem::unknown;
  std::string value;
  schema::IdentifierStatus status = schema::IdentifierStatus::not_validated;
  Date valid_from;
  std::optional<Date> valid_to;  // Last day.
  schema::PersonSource source = schema::PersonSource::unknown;
};

struct ChangeResidence {
  PersonId person;
  schema::AddressKind kind = schema::AddressKind::residence;
  Code comune;         // ISTAT, six digits; it may lie outside the Ambito.
  std::string street;  // May be empty: a homeless person, a street not known.
  Date from;
  schema::PersonSource source = schema::PersonSource::unknown;
};

struct PersonContext {
  Date today;
  const CodeLists& codes;
  // What the check of the value of AssignIdentifier said (form and check letter, by the caller
  // with domain/identifiers); nothing else reads it.
  bool identifier_well_formed = false;
};

Decision decide(const Person& person, const RegisterPerson& command, const PersonContext& context);
Decision decide(const Person& person, const AssignIdentifier& command,
                const PersonContext& context);
Decision decide(const Person& person, const ChangeResidence& command, const PersonContext& context);

Person evolve(Person person, const schema::Header& stored);

}  // namespace telaio::domain
