// SPDX-License-Identifier: EUPL-1.2
// The front door: contact, registration of the persons, and the presa in carico.
#pragma once

#include "tools/generator/family.hpp"

namespace telaio::generator {

// Contact, outcome, persons with identifier and residence, household as registered and as found.
void first_contact(Office& office, const Family& family, Random& random);

// Presa in carico, from today on.
void open_case(Office& office, const Family& family, Random& random);

}  // namespace telaio::generator
