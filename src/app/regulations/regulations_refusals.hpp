// SPDX-License-Identifier: EUPL-1.2
// Why a file holds no regulation, and why one cannot become a fact. Each code has an Italian text
// in config/texts/refusals.fees.it.json.
#pragma once

#include <string_view>

namespace telaio::app::regulations {

// Not JSON, too large, too deep, or neither a regulation nor a list of them. Values: detail.
inline constexpr std::string_view file_unreadable = "regulation.file_unreadable";
// Neither the text nor the publisher says from when it is in force.
inline constexpr std::string_view valid_from_missing = "regulation.valid_from_missing";

}  // namespace telaio::app::regulations
