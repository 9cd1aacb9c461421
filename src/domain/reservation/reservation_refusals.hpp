// SPDX-License-Identifier: EUPL-1.2
// Why a reservation is refused. Each code has an Italian text in config/texts.
#pragma once

#include <string_view>

namespace telaio::domain::refusals {

inline constexpr std::string_view reservation_holder_missing = "reservation.holder_missing";
inline constexpr std::string_view reservation_taken = "reservation.taken";
inline constexpr std::string_view reservation_of_other = "reservation.of_other";

}  // namespace telaio::domain::refusals
