// SPDX-License-Identifier: EUPL-1.2
// The first day of the demonstration: operators, Comuni, populations, staff, and the published
// tariffs that stand in for the Ambito's own (config/demo/ambito.json).
#pragma once

#include <filesystem>

#include "base/result.hpp"
#include "tools/generator/plan.hpp"

namespace telaio::generator {

// `config` is the folder config/. Throws std::runtime_error when a file is not as expected.
Ambito bootstrap(Office& office, const Plan& plan, const std::filesystem::path& config,
                 Random random);

// Population figures and staff changes that fall between two dates of the story, planned later.
void publish_year(Office& office, const Ambito& ambito, int year);

}  // namespace telaio::generator
