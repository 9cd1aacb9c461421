// SPDX-License-Identifier: EUPL-1.2
// Which figures of a report are shown: everything that could be is a figure (small_cells.hpp), tied
// to the others by what they are read with. Only trial_report.cpp includes this.
#pragma once

#include "domain/fees/small_cells.hpp"
#include "domain/fees/trial_pairs.hpp"
#include "domain/fees/trial_report.hpp"

namespace telaio::domain::fees {

inline std::vector<const TrialCell*> rows_by_comune(const Trial& trial) {
  std::vector<const TrialCell*> rows;
  for (const auto& [comune, cell] : trial.by_comune) rows.push_back(&cell);
  return rows;
}

inline std::vector<const TrialCell*> rows_by_decile(const Trial& trial) {
  std::vector<const TrialCell*> rows;
  for (const TrialCell& cell : trial.by_decile) rows.push_back(&cell);
  return rows;
}

// The figures of everything that is shown, where each one stands, and how they are tied.
class Plan {
 public:
  // `known`: one row for each trial, of the same people as they are shown elsewhere; or none.
  Plan(std::span<const Trial> trials, std::span<const ReportRow> known) {
    place_people(trials.front());
    for (const Trial& trial : trials) place_draft(trial);
    place_refused(trials.front());
    for (std::size_t i = 0; i < trials.size(); ++i) {
      for (std::size_t k = i + 1; k < trials.size(); ++k) place_pair(trials, i, k);
    }
    for (std::size_t i = 0; i < known.size(); ++i) hide_as(known[i], drafts_[i]);
    const Figures placed = figures_;
    for (const Detail detail : {Detail::tenths, Detail::comuni, Detail::totals}) {
      figures_ = placed;
      networks_.clear();
      tie(detail);
      hide_small(figures_, networks_);
      withhold(detail);
      if (figures_[priced_.all].hidden == placed_hidden(placed)) break;
    }
  }

  // Hidden whatever the detail: of few people, or hidden elsewhere.
  bool placed_hidden(const Figures& placed) const {
    const Figure& everybody = placed[priced_.all];
    return everybody.hidden || (everybody.count > 0 && everybody.count < small_cell_min);
  }

  struct Draft {
    Layer effects;
    Cells effect_by_comune;  // effect, then Comune
    Cells effect_by_decile;
    Layer increases;
  };
  struct Groups {
    std::size_t all = 0;
    Layer comuni;
    Layer tenths;
  };

  ShownCount shown(std::size_t figure) const {
    if (figures_[figure].hidden) return std::nullopt;
    return figures_[figure].count;
  }
  const Groups& priced() const { return priced_; }
  const Groups& refused() const { return refused_; }
  const Cells& comune_by_decile() const { return comune_by_decile_; }
  const Draft& draft(std::size_t number) const { return drafts_[number]; }

 private:
  void hide_as(const ReportRow& row, const Draft& draft) {
    const auto hide = [&](std::size_t figure, const ShownCount& elsewhere) {
      if (!elsewhere && figures_[figure].count > 0) figures_[figure].hidden = true;
    };
    hide(priced_.all, row.priced);
    hide(refused_.all, row.refused);
    for (std::size_t i = 0; i < priced_effects.size(); ++i) hide(draft.effects[i], row.effects[i]);
  }

  std::size_t add(std::uint32_t count, bool total) {
    figures_.push_back({count, total, false});
    return figures_.size() - 1;
  }

  template <class Count>
  Layer totals(const std::vector<const TrialCell*>& rows, Count count) {
    Layer layer;
    for (const TrialCell* row : rows) layer.push_back(add(count(*row), true));
    return layer;
  }

  template <class Count>
  Groups groups(const Trial& trial, Count count) {
    return {add(count(trial.all), true), totals(rows_by_comune(trial), count),
            totals(rows_by_decile(trial), count)};
  }

  void place_people(const Trial& trial) {
    priced_ = groups(trial, [](const TrialCell& cell) { return cell.priced(); });
    for (const auto& [comune, row] : trial.by_comune_and_decile) {
      comune_by_decile_.emplace_back();
      for (const TrialCell& cell : row) {
        comune_by_decile_.back().push_back(add(cell.priced(), false));
      }
    }
  }

  void place_refused(const Trial& trial) {
    refused_ = groups(trial, [](const TrialCell& cell) { return cell.count(Effect::refused); });
  }

  Cells by_effect(const std::vector<const TrialCell*>& rows) {
    Cells cells;
    for (const Effect effect : priced_effects) {
      cells.emplace_back();
      for (const TrialCell* row : rows) cells.back().push_back(add(row->count(effect), false));
    }
    return cells;
  }

  void place_draft(const Trial& trial) {
    Draft& draft = drafts_.emplace_back();
    for (const Effect effect : priced_effects) {
      draft.effects.push_back(add(trial.all.count(effect), true));
    }
    draft.effect_by_comune = by_effect(rows_by_comune(trial));
    draft.effect_by_decile = by_effect(rows_by_decile(trial));
    for (const std::uint32_t count : fees::increases(trial, increase_bounds)) {
      draft.increases.push_back(add(count, false));
    }
  }

  // What two drafts do to the same people. Never shown itself: a reader works it out.
  struct Pair {
    std::size_t first = 0;
    std::size_t second = 0;
    Cells all;  // effect of the first, then of the second
    std::vector<Cells> by_comune;
    std::vector<Cells> by_decile;
  };

  Cells crossed(const Crossing& crossing) {
    Cells cells;
    for (const auto& row : crossing.effects) {
      cells.emplace_back();
      for (const std::uint32_t count : row) cells.back().push_back(add(count, false));
    }
    return cells;
  }

  void place_pair(std::span<const Trial> trials, std::size_t first, std::size_t second) {
    const Crossings crossings = crossings_of(trials[first], trials[second]);
    Pair& pair = pairs_.emplace_back(Pair{first, second, crossed(crossings.all), {}, {}});
    for (const Crossing& each : crossings.by_comune) pair.by_comune.push_back(crossed(each));
    for (const Crossing& each : crossings.by_decile) pair.by_decile.push_back(crossed(each));
  }

  static Layer column(const Cells& cells, std::size_t number) {
    Layer layer;
    for (const Layer& row : cells) layer.push_back(row[number]);
    return layer;
  }

  // The few whom one draft treats in one way and the other in another: whoever knows which
  // combinations two drafts cannot bring about subtracts them out of the counts of both.
  void tie_pair(const Pair& pair, Detail detail) {
    const Draft& first = drafts_[pair.first];
    const Draft& second = drafts_[pair.second];
    tie_chain(priced_.all, {first.effects, second.effects}, {pair.all});
    if (detail == Detail::totals) return;
    for (std::size_t i = 0; i < priced_.comuni.size(); ++i) {
      tie_chain(priced_.comuni[i],
                {column(first.effect_by_comune, i), column(second.effect_by_comune, i)},
                {pair.by_comune[i]});
    }
    if (detail == Detail::comuni) return;
    for (std::size_t i = 0; i < priced_.tenths.size(); ++i) {
      tie_chain(priced_.tenths[i],
                {column(first.effect_by_decile, i), column(second.effect_by_decile, i)},
                {pair.by_decile[i]});
    }
  }

  void tie_chain(std::size_t all, std::vector<Layer> layers, std::vector<Cells> tables) {
    networks_.push_back(chain(all, layers, tables));
  }

  static Cells turned(const Cells& cells) {
    Cells other(cells.front().size());
    for (const auto& row : cells) {
      for (std::size_t i = 0; i < row.size(); ++i) other[i].push_back(row[i]);
    }
    return other;
  }

  void tie(Detail detail) {
    if (comune_by_decile_.empty()) return;  // Nobody.
    for (const Draft& draft : drafts_) {
      tie_chain(draft.effects.front(), {draft.increases}, {});  // Of those who pay more.
      if (detail == Detail::totals) tie_chain(priced_.all, {draft.effects}, {});
      if (detail == Detail::comuni) {
        tie_chain(priced_.all, {draft.effects, priced_.comuni}, {draft.effect_by_comune});
      }
      if (detail == Detail::tenths) tie_tables(draft);
      if (&draft != &drafts_.front()) tie_drafts(drafts_.front(), draft, detail);
    }
    for (const Pair& pair : pairs_) tie_pair(pair, detail);
    if (detail != Detail::totals) tie_chain(refused_.all, {refused_.comuni}, {});
    if (detail == Detail::tenths) tie_chain(refused_.all, {refused_.tenths}, {});
  }

  // Each table of a draft with each other one that shares a way of sorting with it.
  void tie_tables(const Draft& draft) {
    tie_chain(priced_.all, {draft.effects, priced_.comuni, priced_.tenths},
              {draft.effect_by_comune, comune_by_decile_});
    tie_chain(priced_.all, {draft.effects, priced_.tenths, priced_.comuni},
              {draft.effect_by_decile, turned(comune_by_decile_)});
    tie_chain(priced_.all, {priced_.comuni, draft.effects, priced_.tenths},
              {turned(draft.effect_by_comune), draft.effect_by_decile});
  }

  void tie_drafts(const Draft& first, const Draft& second, Detail detail) {
    if (detail == Detail::totals) return;
    tie_chain(priced_.all, {first.effects, priced_.comuni, second.effects},
              {first.effect_by_comune, turned(second.effect_by_comune)});
    if (detail == Detail::comuni) return;
    tie_chain(priced_.all, {first.effects, priced_.tenths, second.effects},
              {first.effect_by_decile, turned(second.effect_by_decile)});
  }

  void withhold(const Layer& layer) {
    for (const std::size_t figure : layer) figures_[figure].hidden = true;
  }
  void withhold(const Cells& cells) {
    for (const Layer& row : cells) withhold(row);
  }
  void withhold(Detail detail) {
    if (detail == Detail::tenths) return;
    withhold(priced_.tenths);
    withhold(refused_.tenths);
    withhold(comune_by_decile_);
    for (const Draft& draft : drafts_) withhold(draft.effect_by_decile);
    if (detail == Detail::comuni) return;
    withhold(priced_.comuni);
    withhold(refused_.comuni);
    for (const Draft& draft : drafts_) withhold(draft.effect_by_comune);
  }

  Figures figures_;
  Groups priced_;
  Groups refused_;
  Cells comune_by_decile_;
  std::vector<Draft> drafts_;
  std::vector<Pair> pairs_;
  std::vector<Network> networks_;
};

}  // namespace telaio::domain::fees
