// SPDX-License-Identifier: EUPL-1.2
// What is wrong with a bundle that somebody handed over. Each code has an Italian text in
// config/texts/refusals.cli.it.json, whose {values} are named here.
#pragma once

#include <string_view>

namespace telaio::cli::refusals {

inline constexpr std::string_view case_id = "cli.case_id";  // --help of export case

// ---- Of the whole bundle ----
inline constexpr std::string_view export_malformed = "export.malformed";  // riga
inline constexpr std::string_view export_truncated = "export.truncated";
inline constexpr std::string_view export_too_large = "export.too_large";  // limite
inline constexpr std::string_view export_other_log = "export.other_log";  // registro
inline constexpr std::string_view export_signature = "export.signature_wrong";
inline constexpr std::string_view export_altered = "export.altered";
inline constexpr std::string_view export_case_absent = "export.case_absent";

// ---- Of one event ----
inline constexpr std::string_view export_line_altered = "export.line_altered";  // riga
inline constexpr std::string_view export_record = "export.record_wrong";        // posizione
inline constexpr std::string_view export_part = "export.part_wrong";            // posizione, parte
inline constexpr std::string_view export_part_missing = "export.part_missing";  // posizione, parte
inline constexpr std::string_view export_entry = "export.entry_differs";        // posizione
inline constexpr std::string_view export_order = "export.order_wrong";          // posizione

}  // namespace telaio::cli::refusals
