// SPDX-License-Identifier: EUPL-1.2
// The tables of this projection (README.md): what caseload.cpp writes and caseload_query.cpp reads.
// Every key ends with the position of the fact that wrote the row.
#pragma once

#include "view/row_codec.hpp"
#include "view/rows.hpp"

namespace telaio::projections::caseload {

// case | on | position -> number, household, area, Comune, mandate, subjects
inline constexpr view::Table taken{1, 16 + 4 + 8};
// case | from | position -> case manager, unit
inline constexpr view::Table assigned{2, 16 + 4 + 8};
// case | on | position -> reason
inline constexpr view::Table closed{3, 16 + 4 + 8};
// unit | case | position, and so on -> nothing: cases that ever had it
inline constexpr view::Table cases_by_unit{4, view::code_size + 16 + 8};
inline constexpr view::Table cases_by_manager{5, 16 + 16 + 8};
inline constexpr view::Table cases_by_comune{6, view::code_size + 16 + 8};
inline constexpr view::Table cases_by_area{7, view::code_size + 16 + 8};
inline constexpr view::Table cases_by_subject{8, 16 + 16 + 8};

}  // namespace telaio::projections::caseload
