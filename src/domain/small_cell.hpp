// SPDX-License-Identifier: EUPL-1.2
// The bound below which a count of people is not shown outside the service: from 1 to
// small_cell_min - 1 (leps.md: fewer than 5 households; cartella-sociale.md, the manager's reports:
// suppress small cells).
#pragma once

#include <cstdint>

namespace telaio::domain {

inline constexpr std::uint32_t small_cell_min = 5;

}  // namespace telaio::domain
