// SPDX-License-Identifier: EUPL-1.2
// The regulations that Comuni published (config/regulations/published.json), built into the
// program: texts anybody may try on their own Ambito.
#pragma once

#include <string_view>

namespace telaio::app::simulation {

std::string_view published_texts();

}  // namespace telaio::app::simulation
