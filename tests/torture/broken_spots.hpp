// SPDX-License-Identifier: EUPL-1.2
// T20: the names of the faults that are put into the log on purpose (base/broken.hpp).
#pragma once

#include <array>
#include <string_view>

namespace telaio::torture {

// In the order of broken::Spot, after `none`.
inline constexpr std::array broken_spots = {
    std::string_view("answer_early"),         std::string_view("head_early"),
    std::string_view("failure_ignored"),      std::string_view("sync_skipped"),
    std::string_view("anchor_forgotten"),     std::string_view("anchor_early"),
    std::string_view("anchor_not_awaited"),   std::string_view("anchor_in_one_slot"),
    std::string_view("anchor_not_synced"),    std::string_view("anchor_not_compared"),
    std::string_view("anchor_left_behind"),   std::string_view("repeats_not_found"),
    std::string_view("request_not_compared"), std::string_view("version_off_by_one"),
    std::string_view("expectation_at_least"), std::string_view("guard_ignored"),
    std::string_view("instant_goes_back"),    std::string_view("parts_not_in_leaf"),
    std::string_view("state_not_synced"),     std::string_view("released_before_written")};

}  // namespace telaio::torture
