// SPDX-License-Identifier: EUPL-1.2
// What may be shown of a table gives away no count of few people: every table that fits what is
// shown is tried, and no hidden count has the same value in all of them, nor is ever known to be
// below small_cell_min.
#include "domain/fees/small_cells.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <numeric>
#include <random>
#include <string>

namespace telaio::domain::fees {
namespace {

using Counts = std::vector<std::vector<std::uint32_t>>;

// A table with the totals of its rows and columns, and of all.
struct Table {
  Figures figures;
  Cells cells;
  Layer rows;
  Layer columns;
  std::size_t all = 0;
};

std::size_t add(Figures& figures, std::uint32_t count, bool total) {
  figures.push_back({count, total, false});
  return figures.size() - 1;
}

Table table_of(const Counts& counts) {
  Table table;
  std::vector<std::uint32_t> columns(counts.front().size());
  std::uint32_t all = 0;
  for (const auto& row : counts) {
    table.cells.emplace_back();
    for (std::size_t i = 0; i < row.size(); ++i) {
      table.cells.back().push_back(add(table.figures, row[i], false));
      columns[i] += row[i];
      all += row[i];
    }
    table.rows.push_back(
        add(table.figures, std::accumulate(row.begin(), row.end(), std::uint32_t{0}), true));
  }
  for (const std::uint32_t column : columns) {
    table.columns.push_back(add(table.figures, column, true));
  }
  table.all = add(table.figures, all, true);
  return table;
}

Table hidden(const Counts& counts) {
  Table table = table_of(counts);
  const std::vector<Layer> layers{table.rows, table.columns};
  const Network network = chain(table.all, layers, {&table.cells, 1});
  hide_small(table.figures, {&network, 1});
  return table;
}

std::string pattern(const Table& table) {
  std::string text;
  for (const auto& row : table.cells) {
    for (const std::size_t cell : row) text += table.figures[cell].hidden ? 'x' : '.';
    text += '|';
  }
  return text;
}

// What a reader can find out: the least and the most each figure can be.
struct Range {
  std::uint32_t least = UINT32_MAX;
  std::uint32_t most = 0;
};

// Every table of cells that fits what is shown, told to `fits`. A hidden cell is at least one, as
// the reader knows, and at most `most`.
class Readings {
 public:
  Readings(const Table& table, std::uint32_t most) : table_(table), most_(most) {}

  std::vector<Range> ranges() {
    ranges_.assign(table_.figures.size(), {});
    counts_.assign(table_.cells.size(), std::vector<std::uint32_t>(table_.columns.size()));
    fill(0);
    return ranges_;
  }

 private:
  bool fits(std::size_t figure, std::uint32_t count) const {
    const Figure& known = table_.figures[figure];
    return known.hidden ? count > 0 : count == known.count;
  }
  void note(std::size_t figure, std::uint32_t count) {
    ranges_[figure].least = std::min(ranges_[figure].least, count);
    ranges_[figure].most = std::max(ranges_[figure].most, count);
  }
  void fill(std::size_t at) {
    const std::size_t width = table_.columns.size();
    const std::size_t row = at / width;
    if (at % width == 0 && at > 0 && !fits(table_.rows[row - 1], sum(counts_[row - 1]))) return;
    if (row == table_.cells.size()) return finish();
    const Figure& figure = table_.figures[table_.cells[row][at % width]];
    const std::uint32_t first = figure.hidden ? 1 : figure.count;
    const std::uint32_t last = figure.hidden ? most_ : figure.count;
    for (std::uint32_t count = first; count <= last; ++count) {
      counts_[row][at % width] = count;
      fill(at + 1);
    }
  }
  static std::uint32_t sum(const std::vector<std::uint32_t>& counts) {
    return std::accumulate(counts.begin(), counts.end(), std::uint32_t{0});
  }
  void finish() {
    std::vector<std::uint32_t> columns(table_.columns.size());
    for (const auto& row : counts_) {
      for (std::size_t i = 0; i < row.size(); ++i) columns[i] += row[i];
    }
    for (std::size_t i = 0; i < columns.size(); ++i) {
      if (!fits(table_.columns[i], columns[i])) return;
    }
    if (!fits(table_.all, sum(columns))) return;
    for (std::size_t row = 0; row < counts_.size(); ++row) {
      note(table_.rows[row], sum(counts_[row]));
      for (std::size_t i = 0; i < columns.size(); ++i) {
        note(table_.cells[row][i], counts_[row][i]);
      }
    }
    for (std::size_t i = 0; i < columns.size(); ++i) note(table_.columns[i], columns[i]);
    note(table_.all, sum(columns));
  }

  const Table& table_;
  std::uint32_t most_;
  Counts counts_;
  std::vector<Range> ranges_;
};

void expect_safe(const Counts& counts, std::uint32_t most) {
  const Table table = hidden(counts);
  const auto ranges = Readings(table, most).ranges();
  for (std::size_t i = 0; i < table.figures.size(); ++i) {
    const Figure& figure = table.figures[i];
    const std::string where = pattern(table) + " figure " + std::to_string(i) + " of count " +
                              std::to_string(figure.count);
    if (!figure.hidden) {
      EXPECT_TRUE(figure.count == 0 || figure.count >= small_cell_min) << where;
      continue;
    }
    EXPECT_GE(ranges[i].most, small_cell_min) << where;
    EXPECT_LT(ranges[i].least, ranges[i].most) << where;
  }
}

TEST(SmallCells, FromOneToFourAreHiddenAndZeroAndFiveAreNot) {
  Figures figures{{0}, {1}, {4}, {5}, {100}};
  hide_small(figures, {});
  std::string seen;
  for (const Figure& figure : figures) seen += figure.hidden ? 'x' : '.';
  EXPECT_EQ(seen, ".xx..");
}

TEST(SmallCells, ASecondOneIsHiddenSoThatNoTotalGivesTheFirstAway) {
  EXPECT_EQ(pattern(hidden({{3, 20, 30}, {40, 50, 60}})), "xx.|xx.|");
}

TEST(SmallCells, TwoThatSumToFewAreNotEnough) {
  // 1 + 2 = 3 would follow from the total of the row.
  EXPECT_EQ(pattern(hidden({{1, 2, 30}, {40, 50, 60}})), "xxx|xxx|");
}

TEST(SmallCells, ATableWithoutSmallCountsIsShownWhole) {
  EXPECT_EQ(pattern(hidden({{0, 5}, {5, 0}})), "..|..|");
}

TEST(SmallCells, ALoneCountTakesItsTotalsWithIt) {
  const Table table = hidden({{0, 3}, {0, 0}});
  EXPECT_EQ(pattern(table), ".x|..|");
  EXPECT_TRUE(table.figures[table.rows[0]].hidden);
  EXPECT_TRUE(table.figures[table.columns[1]].hidden);
  EXPECT_TRUE(table.figures[table.all].hidden);
  EXPECT_FALSE(table.figures[table.rows[1]].hidden);
}

TEST(SmallCells, AListHidesASecondOneOrItsTotal) {
  Figures figures{{3}, {20}, {40}, {63, true}};
  const Network network = chain(3, std::vector<Layer>{{0, 1, 2}}, {});
  hide_small(figures, {&network, 1});
  EXPECT_TRUE(figures[1].hidden);
  EXPECT_FALSE(figures[2].hidden);
  EXPECT_FALSE(figures[3].hidden);
  Figures alone{{3}, {0}, {0}, {3, true}};
  hide_small(alone, {&network, 1});
  EXPECT_TRUE(alone[3].hidden);
}

TEST(SmallCells, NothingHiddenInATableOfTwoByTwoCanBeFound) {
  const std::vector<std::uint32_t> counts{0, 1, 3, 6};
  for (const auto a : counts) {
    for (const auto b : counts) {
      for (const auto c : counts) {
        for (const auto d : counts) expect_safe({{a, b}, {c, d}}, 10);
      }
    }
  }
}

TEST(SmallCells, NothingHiddenInATableOfTwoByThreeCanBeFound) {
  constexpr std::uint32_t seed = 20261122;
  std::mt19937 random(seed);
  const std::vector<std::uint32_t> counts{0, 0, 1, 2, 3, 5, 6};
  const auto any = [&] { return counts[random() % counts.size()]; };
  for (int i = 0; i < 15; ++i) {
    SCOPED_TRACE("seed " + std::to_string(seed) + " table " + std::to_string(i));
    expect_safe({{any(), any(), any()}, {any(), any(), any()}}, 10);
  }
}

// Two tables that share the totals of their rows: by Comune and effect, by Comune and tenth.
TEST(SmallCells, ATotalOfTwoTablesIsSafeInBothTogether) {
  // The first Comune has three people. Each table alone could hide it behind the second one.
  Figures figures;
  const Cells left{{add(figures, 3, false), add(figures, 0, false)},
                   {add(figures, 6, false), add(figures, 5, false)},
                   {add(figures, 8, false), add(figures, 9, false)}};
  const Cells right{{add(figures, 0, false), add(figures, 3, false)},
                    {add(figures, 11, false), add(figures, 0, false)},
                    {add(figures, 8, false), add(figures, 9, false)}};
  const Layer comuni{add(figures, 3, true), add(figures, 11, true), add(figures, 17, true)};
  const Layer effects{add(figures, 17, true), add(figures, 14, true)};
  const Layer tenths{add(figures, 19, true), add(figures, 12, true)};
  const std::size_t all = add(figures, 31, true);
  Cells turned(2);
  for (const auto& row : left) {
    turned[0].push_back(row[0]);
    turned[1].push_back(row[1]);
  }
  const std::vector<Layer> layers{effects, comuni, tenths};
  const std::vector<Cells> tables{turned, right};
  const Network network = chain(all, layers, tables);
  hide_small(figures, {&network, 1});
  // Whoever adds up the Comuni of either table must not find the three.
  const auto shown_comuni =
      std::ranges::count_if(comuni, [&](std::size_t figure) { return !figures[figure].hidden; });
  EXPECT_TRUE(figures[comuni[0]].hidden);
  EXPECT_LE(shown_comuni, figures[all].hidden ? 2 : 1);
  for (const Cells& table : {left, right}) {
    for (std::size_t row = 0; row < table.size(); ++row) {
      if (!figures[comuni[row]].hidden) continue;
      const bool whole_row = std::ranges::all_of(
          table[row], [&](std::size_t figure) { return !figures[figure].hidden; });
      EXPECT_FALSE(whole_row) << "row " << row << " adds up to a hidden total";
    }
  }
}

}  // namespace
}  // namespace telaio::domain::fees
