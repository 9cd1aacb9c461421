// SPDX-License-Identifier: EUPL-1.2
// What is wrong with the options of telaio witness. Each code has an Italian text in
// config/texts/refusals.cli.it.json.
#pragma once

#include <string_view>

namespace telaio::server::refusals {

inline constexpr std::string_view witness_pairs = "cli.witness_pairs";
inline constexpr std::string_view witness_log_key = "cli.witness_log_key";

}  // namespace telaio::server::refusals
