// SPDX-License-Identifier: EUPL-1.2
#include "domain/fees/small_cells.hpp"

#include <optional>

namespace telaio::domain::fees {
namespace {

struct Place {
  std::size_t row = 0;
  std::size_t column = 0;
};

// Hides one more of a line that has exactly one hidden count; false when there is nothing to do.
bool hide_second(const CountTable& counts, HiddenTable& hidden, const std::vector<Place>& line) {
  std::size_t already = 0;
  std::optional<Place> smallest;
  for (const Place& at : line) {
    const std::uint32_t count = counts[at.row][at.column];
    if (hidden[at.row][at.column]) {
      ++already;
    } else if (count > 0 && (!smallest || count < counts[smallest->row][smallest->column])) {
      smallest = at;
    }
  }
  if (already != 1 || !smallest) return false;
  hidden[smallest->row][smallest->column] = true;
  return true;
}

std::vector<std::vector<Place>> lines_of(const CountTable& counts) {
  std::vector<std::vector<Place>> lines;
  for (std::size_t row = 0; row < counts.size(); ++row) {
    lines.emplace_back();
    for (std::size_t column = 0; column < counts[row].size(); ++column) {
      lines.back().push_back({row, column});
    }
  }
  for (std::size_t column = 0; !counts.empty() && column < counts.front().size(); ++column) {
    lines.emplace_back();
    for (std::size_t row = 0; row < counts.size(); ++row) lines.back().push_back({row, column});
  }
  return lines;
}

}  // namespace

HiddenTable hidden_cells(const CountTable& counts) {
  HiddenTable hidden;
  for (const auto& row : counts) {
    hidden.emplace_back();
    for (const std::uint32_t count : row) {
      hidden.back().push_back(count > 0 && count < small_cell_min);
    }
  }
  const auto lines = lines_of(counts);
  for (bool changed = true; changed;) {
    changed = false;
    for (const auto& line : lines) changed = hide_second(counts, hidden, line) || changed;
  }
  return hidden;
}

}  // namespace telaio::domain::fees
