// SPDX-License-Identifier: EUPL-1.2
// The LEPS board out of the rows: which Ambiti and Comuni there are, their facts, their indicators.
// Every function answers for the moment of the rows it is given (as of a position); the day asked
// about and the window are in the question. Reads the facts of one Ambito, not of the log.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "domain/leps/board.hpp"
#include "view/rows.hpp"

namespace telaio::projections::leps {

// Ambiti composed so far, in id order.
std::vector<AmbitoId> ambiti(const view::ReadRows& rows);

// The Ambito and, after it, the Comuni it is made of on `on`, in code order.
std::vector<domain::leps::Unit> units_of(const view::ReadRows& rows, const AmbitoId& ambito,
                                         Date on);

// What people type: the ISTAT code of a Comune, or the 32 hex digits of an Ambito. Nothing when no
// Ambito is called so, or none has that Comune on `on`.
std::optional<domain::leps::Unit> find_unit(const view::ReadRows& rows, std::string_view text,
                                            Date on);

// The staff of the Ambito, its territory, the cases and the ADI households of the Comuni it has or
// had. Facts in log order, so the same rows always give the same answer.
domain::leps::Facts facts_of(const view::ReadRows& rows, const AmbitoId& ambito);

// Every indicator of one unit.
std::vector<domain::leps::Outcome> board(const view::ReadRows& rows,
                                         const domain::leps::Register& rules,
                                         const domain::leps::Question& question);

}  // namespace telaio::projections::leps
