// SPDX-License-Identifier: EUPL-1.2
// The front door: contact, registration of the persons, and the presa in carico.
#pragma once

#include <string>

#include "tools/generator/family.hpp"

namespace telaio::generator {

// What the desk writes down about one person.
struct Registration {
  Member member;
  std::string birth_place = "Sesto San Giovanni";
  std::string_view belfiore = "I690";  // Of the birth place.
  std::string phone;
  Code comune;
  std::string street;
};

// Person, codice fiscale and residence, known from today: the registry hands over the state of
// today, and a family's story begins when the service met it, not when its oldest member was born.
void register_person(Office& office, const app::Actor& actor, const Registration& registration);

// Contact, outcome, persons with identifier and residence, household as registered and as found.
void first_contact(Office& office, const Family& family, Random& random);

// Presa in carico, from today on.
void open_case(Office& office, const Family& family, Random& random);

}  // namespace telaio::generator
