// SPDX-License-Identifier: EUPL-1.2
// Which counts of a table must not be shown, because they are of too few people or because a shown
// total would give them away.
#pragma once

#include <cstdint>
#include <vector>

#include "domain/small_cell.hpp"

namespace telaio::domain::fees {

using CountTable = std::vector<std::vector<std::uint32_t>>;  // Rows of equal length.
using HiddenTable = std::vector<std::vector<bool>>;

// Every count from 1 to small_cell_min - 1 is hidden; then, as long as a row or a column has
// exactly one hidden count, so has another one of it, the smallest that is not zero: the totals of
// rows and columns may be shown. A lone hidden count whose row and column are otherwise zero stays
// alone: its total is as small and must be hidden by whoever shows it.
HiddenTable hidden_cells(const CountTable& counts);

}  // namespace telaio::domain::fees
