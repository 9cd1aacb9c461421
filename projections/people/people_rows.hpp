// SPDX-License-Identifier: EUPL-1.2
// The tables of this projection (README.md): what people.cpp writes and people_query.cpp reads.
// Every key ends with the position of the fact that wrote the row.
#pragma once

#include "view/row_codec.hpp"
#include "view/rows.hpp"

namespace telaio::projections::people {

// person | position -> source, sealed parts
inline constexpr view::Table identities{1, 16 + 8};
// person | valid from | position -> system, status, valid to, sealed parts
inline constexpr view::Table identifiers{2, 16 + 4 + 8};
// person | address kind | from | position -> Comune, source, sealed parts
inline constexpr view::Table residences{3, 16 + 1 + 4 + 8};
// token | person | position -> nothing. Derived.
inline constexpr view::Table tokens{4, 16 + 16 + 8};
// person | position -> birth date. Derived.
inline constexpr view::Table births{5, 16 + 8};
// person | case | position -> case number, date taken in charge
inline constexpr view::Table cases_by_person{6, 16 + 16 + 8};
// case number | case | position -> nothing
inline constexpr view::Table cases_by_number{7, view::code_size + 16 + 8};
// household | case | position -> nothing
inline constexpr view::Table cases_by_household{8, 16 + 16 + 8};
// household | date | position -> composition or change
inline constexpr view::Table households{9, 16 + 4 + 8};
// person | household | position -> nothing: the person is or was a member
inline constexpr view::Table households_by_person{10, 16 + 16 + 8};

// First byte of a row of `households`.
enum class HouseholdRow : std::uint8_t { composed = 1, changed = 2 };

}  // namespace telaio::projections::people
