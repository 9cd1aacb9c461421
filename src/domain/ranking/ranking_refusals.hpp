// SPDX-License-Identifier: EUPL-1.2
// Why a ranked list is not published. Each code has an Italian text in config/texts.
#pragma once

#include <string_view>

namespace telaio::domain::refusals {

inline constexpr std::string_view ranking_exists = "ranking.exists";
inline constexpr std::string_view ranking_id_missing = "ranking.id_missing";
inline constexpr std::string_view ranking_in_future = "ranking.in_future";
inline constexpr std::string_view ranking_criteria_not_in_force = "ranking.criteria_not_in_force";
inline constexpr std::string_view ranking_empty = "ranking.empty";
inline constexpr std::string_view ranking_too_many = "ranking.too_many";
inline constexpr std::string_view ranking_service_twice = "ranking.service_twice";
inline constexpr std::string_view ranking_supersedes_other = "ranking.supersedes_other";
inline constexpr std::string_view ranking_supersedes_later = "ranking.supersedes_later";
// Another list of the same call came first.
inline constexpr std::string_view ranking_list_newer = "ranking.list_newer";

}  // namespace telaio::domain::refusals
