// SPDX-License-Identifier: EUPL-1.2
// The tables of this projection (README.md): what regulations.cpp writes and regulations_query.cpp
// reads. Every key ends with the position of the fact that wrote the row.
#pragma once

#include "view/rows.hpp"

namespace telaio::projections::regulations {

// regulation | valid from | position -> the version
inline constexpr view::Table versions_table{1, 16 + 4 + 8};
// regulation | first day on which it no longer holds | position -> kind, act
inline constexpr view::Table withdrawals_table{2, 16 + 4 + 8};
// Ambito | from | position -> its Comuni
inline constexpr view::Table compositions_table{3, 16 + 4 + 8};

}  // namespace telaio::projections::regulations
