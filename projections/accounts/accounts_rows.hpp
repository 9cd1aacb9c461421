// SPDX-License-Identifier: EUPL-1.2
// The tables of this projection (README.md): what accounts.cpp writes and accounts_query.cpp reads.
// Every key ends with the position of the fact that wrote the row.
#pragma once

#include "view/row_codec.hpp"
#include "view/rows.hpp"

namespace telaio::projections::accounts {

// Comune | month | invoice | position -> person, total, due date, day of issue
inline constexpr view::Table invoices{1, view::code_size + 4 + 16 + 8};
// invoice | number | position -> fee or settlement, service, amount
inline constexpr view::Table lines{2, 16 + 2 + 8};
// invoice | position -> notice, amount, due date, notice replaced, day of issue
inline constexpr view::Table notices{3, 16 + 8};
// notice | date | position -> outcome
inline constexpr view::Table closed{4, 16 + 4 + 8};
// invoice | position -> Comune, month
inline constexpr view::Table invoices_by_id{5, 16 + 8};
// notice | position -> invoice
inline constexpr view::Table notices_by_id{6, 16 + 8};

}  // namespace telaio::projections::accounts
