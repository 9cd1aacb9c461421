// SPDX-License-Identifier: EUPL-1.2
// Names and texts of people who do not exist. Surnames are made up so that nobody's can be met by
// chance, and so that a search of the data folder for them means something (canary test).
#pragma once

#include <string>

#include "schemas/event_generated.h"
#include "tools/generator/random.hpp"

namespace telaio::generator {

std::string surname(Random& random);
std::string given_name(Random& random, schema::Sex sex);
std::string street(Random& random);
// What a worker writes after an intervention, about somebody of that given name.
std::string diary_text(Random& random, schema::InterventionKind kind, const std::string& about);

}  // namespace telaio::generator
