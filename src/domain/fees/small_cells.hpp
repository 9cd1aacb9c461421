// SPDX-License-Identifier: EUPL-1.2
// Which counts of people must not be shown: those of too few, and as many others as it takes so
// that no subtraction gives the first away, nor a sum of fewer people than small_cell_min.
//
// Counts that are shown together are tied by sums: the cells of a row and its total, the totals and
// the grand total. They are told as a network, where every figure is an arc and at every node as
// many people come in as go out: source -> row (its total) -> column (the cell) -> sink (its total)
// -> source (all of them). A reader who knows every sum, and that a hidden count is not zero, can
// work out of a network exactly what no flow in it can change; so a hidden count is safe when a
// flow through other hidden ones could make it larger: by one at least, and up to small_cell_min.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "domain/small_cell.hpp"

namespace telaio::domain::fees {

struct Figure {
  std::uint32_t count = 0;
  bool total = false;  // Hidden only when hiding cells is not enough.
  bool hidden = false;
};
using Figures = std::vector<Figure>;

// A figure, by its index, as an arc between two nodes. A figure may be in several networks: a total
// that two tables share.
struct Tie {
  std::size_t figure = 0;
  std::size_t from = 0;
  std::size_t to = 0;
};
using Network = std::vector<Tie>;

// The indices of the figures of the groups into which people are sorted in one way (by Comune, by
// tenth), and of who is in group i of one way and in group j of the next: cells[i][j].
using Layer = std::vector<std::size_t>;
using Cells = std::vector<std::vector<std::size_t>>;

// Sorts the people of figure `all` in each of the ways of `layers`; tables[k] lies between layers k
// and k + 1 (asserted to be of their sizes). One layer alone is a list with its total; two are a
// table with the totals of its rows and columns; of three or more, the tables that share a layer
// are kept safe together.
Network chain(std::size_t all, std::span<const Layer> layers, std::span<const Cells> tables);

// Hides every count from 1 to small_cell_min - 1, then others until every hidden one is safe in
// each network on its own; cells before totals, the smallest first. A count of zero is never
// hidden. In every network the counts are in balance at every node (asserted by the outcome:
// otherwise there may be nothing left to hide).
void hide_small(Figures& figures, std::span<const Network> networks);

}  // namespace telaio::domain::fees
