// SPDX-License-Identifier: EUPL-1.2
// Why a command is not done as it was written. Each code has an Italian text in
// config/texts/refusals.cli.it.json, whose {values} are named here.
#pragma once

#include <string_view>

namespace telaio::cli::refusals {

// ---- What CLI11 finds (usage.hpp). Values: aiuto, the command line that prints the help. ----
inline constexpr std::string_view command_missing = "cli.command_missing";
inline constexpr std::string_view command_unknown = "cli.command_unknown";    // comando
inline constexpr std::string_view option_missing = "cli.option_missing";      // opzione
inline constexpr std::string_view argument_missing = "cli.argument_missing";  // argomento
inline constexpr std::string_view option_unknown = "cli.option_unknown";      // opzione
inline constexpr std::string_view argument_unexpected = "cli.argument_unexpected";
inline constexpr std::string_view value_missing = "cli.value_missing";            // opzione
inline constexpr std::string_view value_repeated = "cli.value_repeated";          // opzione
inline constexpr std::string_view value_unwanted = "cli.value_unwanted";          // opzione
inline constexpr std::string_view value_malformed = "cli.value_malformed";        // opzione
inline constexpr std::string_view value_out_of_range = "cli.value_out_of_range";  // minimo, massimo
inline constexpr std::string_view value_refused = "cli.value_refused";            // opzione
inline constexpr std::string_view options_exclusive = "cli.options_exclusive";    // opzione, altra
inline constexpr std::string_view option_needs = "cli.option_needs";              // opzione, altra
inline constexpr std::string_view arguments_unreadable = "cli.arguments_unreadable";

// ---- What the commands find in their options ----
inline constexpr std::string_view data_missing = "cli.data_missing";
inline constexpr std::string_view date = "cli.date";  // opzione
inline constexpr std::string_view window = "cli.window";
inline constexpr std::string_view log_id = "cli.log_id";
inline constexpr std::string_view stream = "cli.stream";
inline constexpr std::string_view file_unreadable = "cli.file_unreadable";  // file
inline constexpr std::string_view isee_missing = "cli.isee_missing";
inline constexpr std::string_view rounding_unknown = "cli.rounding_unknown";
inline constexpr std::string_view exemption_unknown = "cli.exemption_unknown";
inline constexpr std::string_view step_zero = "cli.step_zero";
inline constexpr std::string_view id_missing = "cli.id_missing";
inline constexpr std::string_view id_unknown = "cli.id_unknown";  // id
inline constexpr std::string_view household_unreadable = "cli.household_unreadable";
inline constexpr std::string_view household_field = "cli.household_field";  // campo
inline constexpr std::string_view household_too_large = "cli.household_too_large";

inline constexpr std::string_view id_malformed = "cli.id_malformed";      // opzione
inline constexpr std::string_view code_malformed = "cli.code_malformed";  // opzione
inline constexpr std::string_view password_missing = "cli.password_missing";
inline constexpr std::string_view password_change_due = "cli.password_change_due";
inline constexpr std::string_view first_administrator = "cli.first_administrator";
inline constexpr std::string_view user_unknown = "cli.user_unknown";
inline constexpr std::string_view epoch_incomplete = "cli.epoch_incomplete";

// ---- What they find in the data ----
inline constexpr std::string_view size_not_signed = "log.size_not_signed";  // eventi
inline constexpr std::string_view receipt_missing = "erase.receipt_missing";
inline constexpr std::string_view view_missing = "view.missing";
inline constexpr std::string_view nothing_known = "view.nothing_known";
inline constexpr std::string_view digest_differs = "view.digest_differs";  // vista

}  // namespace telaio::cli::refusals
