// SPDX-License-Identifier: EUPL-1.2
// What can go wrong while a letter is written; sentences in config/texts/faults.it.json.
#pragma once

#include <string_view>

namespace telaio::paper::faults {

inline constexpr std::string_view unwritable = "paper.unwritable";
inline constexpr std::string_view too_long = "paper.too_long";

}  // namespace telaio::paper::faults
