// SPDX-License-Identifier: EUPL-1.2
// Why a backup or a restore is not done. Each has an Italian text in config/texts/faults.it.json;
// its detail is English. Nothing is left half done after any of them.
#pragma once

#include <array>
#include <string_view>

namespace telaio::backup::faults {

// ---- Ours: the operator has to do something else first ----
inline constexpr std::string_view not_a_repository = "backup.not_a_repository";
inline constexpr std::string_view kind_differs = "backup.kind_differs";
inline constexpr std::string_view of_another = "backup.of_another";
inline constexpr std::string_view none = "backup.none";
inline constexpr std::string_view damaged = "backup.damaged";
inline constexpr std::string_view expired = "backup.expired";
inline constexpr std::string_view no_space = "backup.no_space";
inline constexpr std::string_view running = "backup.running";
inline constexpr std::string_view inside_data = "backup.inside_data";
inline constexpr std::string_view not_empty = "restore.not_empty";
inline constexpr std::string_view nothing_asked = "restore.nothing_asked";
inline constexpr std::string_view behind = "restore.behind";
inline constexpr std::string_view another_history = "restore.another_history";
inline constexpr std::string_view epoch_not_needed = "restore.epoch_not_needed";
inline constexpr std::string_view same_person = "restore.same_person";
inline constexpr std::string_view not_authorised = "restore.not_authorised";

// ---- The machine ----
inline constexpr std::string_view io = "backup.io";

inline constexpr std::array ours = {
    not_a_repository, kind_differs, of_another,     none,
    damaged,          expired,      no_space,       running,
    inside_data,      not_empty,    nothing_asked,  behind,
    another_history,  same_person,  not_authorised, epoch_not_needed};

}  // namespace telaio::backup::faults
