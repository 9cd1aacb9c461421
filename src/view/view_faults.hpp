// SPDX-License-Identifier: EUPL-1.2
// Stable codes of what the views answer instead of rows. They are faults; each has an
// Italian text in config/texts/faults.it.json.
#pragma once

#include <string_view>

namespace telaio::view::faults {

inline constexpr std::string_view in_use = "view.in_use";            // Another process writes them.
inline constexpr std::string_view open_failed = "view.open_failed";  // Also: there are none.
inline constexpr std::string_view read_failed = "view.read_failed";
inline constexpr std::string_view write_failed = "view.write_failed";
inline constexpr std::string_view no_slot = "view.no_slot";
inline constexpr std::string_view unknown = "view.unknown";    // No projection has this name.
inline constexpr std::string_view building = "view.building";  // No rows, or not that far, yet.
inline constexpr std::string_view future = "view.future";  // The log does not reach the position.
inline constexpr std::string_view behind = "view.behind";  // The rows do not reach it yet.
inline constexpr std::string_view stopped =
    "view.stopped";                                        // Interrupted by the end of the program.
inline constexpr std::string_view poison = "view.poison";  // An event stopped the rebuild.
inline constexpr std::string_view derived_unavailable = "view.derived_unavailable";

// Why a projection stopped (Poison::code).
inline constexpr std::string_view header_malformed = "view.header_malformed";
inline constexpr std::string_view apply_failed = "view.apply_failed";
// The log that was read skipped a position, or gave one again (E-6): nothing of it was applied.
inline constexpr std::string_view positions_gap = "view.positions_gap";
inline constexpr std::string_view positions_repeated = "view.positions_repeated";
// Count and rolling hash are not those of the positions applied: the rows may lack an event. Only a
// rebuild mends them.
inline constexpr std::string_view positions_incomplete = "view.incomplete";

}  // namespace telaio::view::faults
