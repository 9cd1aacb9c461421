// SPDX-License-Identifier: EUPL-1.2
// The tables of this projection (README.md): what rankings.cpp writes and rankings_query.cpp reads.
// Every key ends with the position of the fact that wrote the row.
#pragma once

#include "view/row_codec.hpp"
#include "view/rows.hpp"

namespace telaio::projections::rankings {

// criteria | valid from | position -> service, last day, slug, act
inline constexpr view::Table criteria_versions{1, 16 + 4 + 8};
// criteria | service | on | position -> nothing
inline constexpr view::Table assessed{2, 16 + 16 + 4 + 8};
// service code | on | position -> the list
inline constexpr view::Table lists{3, view::code_size + 4 + 8};
// list | position -> service code, on
inline constexpr view::Table lists_by_id{4, 16 + 8};
// list | place | position -> the entry
inline constexpr view::Table entries{5, 16 + 4 + 8};
// service | on | position -> list, place
inline constexpr view::Table places{6, 16 + 4 + 8};
// superseded list | position -> list that supersedes it, and from when
inline constexpr view::Table superseded{7, 16 + 8};

}  // namespace telaio::projections::rankings
