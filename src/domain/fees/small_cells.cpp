// SPDX-License-Identifier: EUPL-1.2
#include "domain/fees/small_cells.hpp"

#include <algorithm>
#include <optional>

#include "base/assert.hpp"

namespace telaio::domain::fees {
namespace {

// How a flow changes the hidden counts of one network, one person at a time.
class Changes {
 public:
  Changes(const Figures& figures, const Network& network)
      : figures_(figures), network_(network), added_(network.size()), ties_of_(nodes(network)) {
    for (std::size_t i = 0; i < network.size(); ++i) {
      ties_of_[network[i].from].push_back(i);
      ties_of_[network[i].to].push_back(i);
    }
  }

  // Makes the count of tie `grown` larger by one; false when no flow can.
  bool grow(std::size_t grown) {
    search(grown);
    const Tie& tie = network_[grown];
    if (!reached_[tie.from]) return false;
    for (std::size_t at = tie.from; at != tie.to;) {
      const std::size_t used = *came_by_[at];
      const bool forward = network_[used].to == at;
      added_[used] += forward ? 1 : -1;
      at = forward ? network_[used].from : network_[used].to;
    }
    ++added_[grown];
    return true;
  }

  // After a grow() that failed: the shown tie that would have let it go on if it were hidden.
  std::size_t best_to_hide() const {
    std::optional<std::size_t> best;
    for (std::size_t i = 0; i < network_.size(); ++i) {
      const Figure& figure = figures_[network_[i].figure];
      const bool leaves = reached_[network_[i].from] != reached_[network_[i].to];
      if (figure.hidden || figure.count == 0 || !leaves) continue;
      if (!best || before(figure, figures_[network_[*best].figure])) best = i;
    }
    // As many people leave what was reached as come in, and somebody does: by the tie that did not
    // grow. Hidden ties let people leave, so a shown one is there.
    TELAIO_ASSERT(best.has_value());
    return network_[*best].figure;
  }

 private:
  static std::size_t nodes(const Network& network) {
    std::size_t count = 0;
    for (const Tie& tie : network) count = std::max({count, tie.from + 1, tie.to + 1});
    return count;
  }
  static bool before(const Figure& a, const Figure& b) {
    return a.total != b.total ? b.total : a.count < b.count;
  }

  // A hidden count may be anything from one on.
  bool may_change(std::size_t tie, bool forward) const {
    const Figure& figure = figures_[network_[tie].figure];
    if (!figure.hidden) return false;
    return forward || std::int64_t{figure.count} + added_[tie] > 1;
  }

  // Who leaves at the head of `grown` must come back to its tail by other ties: breadth first.
  void search(std::size_t grown) {
    reached_.assign(ties_of_.size(), false);
    came_by_.assign(ties_of_.size(), std::nullopt);
    std::vector<std::size_t> next{network_[grown].to};
    reached_[next.front()] = true;
    for (std::size_t i = 0; i < next.size(); ++i) {
      for (const std::size_t tie : ties_of_[next[i]]) {
        const bool forward = network_[tie].from == next[i];
        const std::size_t there = forward ? network_[tie].to : network_[tie].from;
        if (tie == grown || reached_[there] || !may_change(tie, forward)) continue;
        reached_[there] = true;
        came_by_[there] = tie;
        next.push_back(there);
      }
    }
  }

  const Figures& figures_;
  const Network& network_;
  std::vector<std::int64_t> added_;                // By tie.
  std::vector<std::vector<std::size_t>> ties_of_;  // By node.
  std::vector<bool> reached_;
  std::vector<std::optional<std::size_t>> came_by_;
};

std::uint32_t needed(const Figure& figure) {
  return figure.count < small_cell_min ? small_cell_min - figure.count : 1;
}

// What else must be hidden to keep the figure of one tie safe; nothing when it already is.
std::optional<std::size_t> missing_for(const Figures& figures, const Network& network,
                                       std::size_t tie) {
  Changes changes(figures, network);
  for (std::uint32_t i = 0; i < needed(figures[network[tie].figure]); ++i) {
    if (!changes.grow(tie)) return changes.best_to_hide();
  }
  return std::nullopt;
}

bool hide_in(Figures& figures, const Network& network) {
  bool hid = false;
  for (std::size_t tie = 0; tie < network.size(); ++tie) {
    if (!figures[network[tie].figure].hidden) continue;
    // Each turn hides one figure more, so there are no more turns than figures.
    while (const auto more = missing_for(figures, network, tie)) {
      figures[*more].hidden = true;
      hid = true;
    }
  }
  return hid;
}

}  // namespace

Network chain(std::size_t all, std::span<const Layer> layers, std::span<const Cells> tables) {
  TELAIO_ASSERT(!layers.empty());
  TELAIO_ASSERT(tables.size() + 1 == layers.size());
  constexpr std::size_t source = 0;
  constexpr std::size_t sink = 1;
  Network network{{all, sink, source}};
  // A group is two nodes, with its total between them; the first and the last layer need one.
  std::size_t entry = 2;
  for (std::size_t k = 0; k < layers.size(); ++k) {
    const std::size_t size = layers[k].size();
    const bool first = k == 0;
    const bool last = k + 1 == layers.size();
    const std::size_t exit = first ? entry : entry + size;
    for (std::size_t i = 0; i < size; ++i) {
      network.push_back({layers[k][i], first ? source : entry + i, last ? sink : exit + i});
    }
    if (last) break;
    TELAIO_ASSERT(tables[k].size() == size);
    const std::size_t next = exit + size;
    for (std::size_t i = 0; i < size; ++i) {
      TELAIO_ASSERT(tables[k][i].size() == layers[k + 1].size());
      for (std::size_t j = 0; j < tables[k][i].size(); ++j) {
        network.push_back({tables[k][i][j], exit + i, next + j});
      }
    }
    entry = next;
  }
  return network;
}

void hide_small(Figures& figures, std::span<const Network> networks) {
  for (Figure& figure : figures) {
    if (figure.count > 0 && figure.count < small_cell_min) figure.hidden = true;
  }
  for (bool changed = true; changed;) {
    changed = false;
    for (const Network& network : networks) changed = hide_in(figures, network) || changed;
  }
}

}  // namespace telaio::domain::fees
