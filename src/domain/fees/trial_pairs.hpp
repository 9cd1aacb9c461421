// SPDX-License-Identifier: EUPL-1.2
// Two drafts side by side: who reads both reports subtracts one from the other, and drafts that
// differ for an income band only leave of everybody the few people in it. Here stand the counts
// that such a subtraction is about, and what money of the second draft it forbids to show. Only
// trial_plan.hpp and trial_report.cpp include this.
#pragma once

#include "base/assert.hpp"
#include "domain/fees/small_cells.hpp"
#include "domain/fees/trial_report.hpp"

namespace telaio::domain::fees {

// How finely people are sorted. A few people in each tenth would hide even how many they are in
// all, because a reader knows which tenths are not empty: then the tenths are withheld as a whole,
// empty ones too, and at last the Comuni.
enum class Detail : std::uint8_t { tenths, comuni, totals };

// Of one group of people, without the refused: how many have each effect with the first draft and
// each with the second, and for how many the two are not the same (amount or access).
struct Crossing {
  std::array<std::array<std::uint32_t, priced_effects.size()>, priced_effects.size()> effects{};
  std::uint32_t differing = 0;
};

struct Crossings {
  Crossing all;
  std::vector<Crossing> by_comune;  // In order of code, as Trial::by_comune.
  std::array<Crossing, deciles + 1> by_decile{};
  std::vector<std::array<std::uint32_t, deciles + 1>> differing;  // By Comune and tenth.
};

inline std::size_t effect_place(Effect effect) {
  for (std::size_t i = 0; i < priced_effects.size(); ++i) {
    if (priced_effects[i] == effect) return i;
  }
  return 0;  // A refused person, which nobody asks for.
}

// `first` and `second` are of the same persons (asserted), as try_drafts gives them.
inline Crossings crossings_of(const Trial& first, const Trial& second) {
  TELAIO_ASSERT(first.persons.size() == second.persons.size());
  Crossings crossings;
  std::map<Code, std::size_t> number;
  for (const auto& [comune, cell] : first.by_comune) number.emplace(comune, number.size());
  crossings.by_comune.resize(number.size());
  crossings.differing.resize(number.size());
  for (std::size_t i = 0; i < first.persons.size(); ++i) {
    const TriedPerson& one = first.persons[i];
    const TriedPerson& other = second.persons[i];
    TELAIO_ASSERT(one.person == other.person);
    if (one.effect == Effect::refused) continue;
    const bool differs = one.effect != other.effect || one.after != other.after;
    const std::size_t comune = number.at(one.comune);
    for (Crossing* each :
         {&crossings.all, &crossings.by_comune[comune], &crossings.by_decile[one.place]}) {
      ++each->effects[effect_place(one.effect)][effect_place(other.effect)];
      if (differs) ++each->differing;
    }
    if (differs) ++crossings.differing[comune][one.place];
  }
  return crossings;
}

// Where the money of the second draft may be shown beside that of the first: where the people for
// whom they differ are nobody, or enough, and cannot be worked out from the groups around them.
class MoneyBeside {
 public:
  // `hidden_elsewhere`: the money of all of them is hidden in another report (trial_within.hpp).
  MoneyBeside(const Crossings& crossings, bool hidden_elsewhere) {
    all_ = add(crossings.all.differing, true);
    for (const Crossing& each : crossings.by_comune) comuni_.push_back(add(each.differing, true));
    for (const Crossing& each : crossings.by_decile) tenths_.push_back(add(each.differing, true));
    for (const auto& row : crossings.differing) {
      cells_.emplace_back();
      for (const std::uint32_t count : row) cells_.back().push_back(add(count, false));
    }
    figures_[all_].hidden = hidden_elsewhere && crossings.all.differing > 0;
    const Figures placed = figures_;
    const bool few =
        placed[all_].hidden || (placed[all_].count > 0 && placed[all_].count < small_cell_min);
    for (const Detail detail : {Detail::tenths, Detail::comuni, Detail::totals}) {
      figures_ = placed;
      detail_ = detail;
      const Network network = network_of(detail);
      hide_small(figures_, std::span(&network, 1));
      if (figures_[all_].hidden == few) break;
    }
  }

  bool all() const { return is_shown(all_); }
  bool comune(std::size_t number) const {
    return detail_ != Detail::totals && is_shown(comuni_[number]);
  }
  bool tenth(std::size_t place) const {
    return detail_ == Detail::tenths && is_shown(tenths_[place]);
  }
  bool cell(std::size_t comune, std::size_t place) const {
    return detail_ == Detail::tenths && is_shown(cells_[comune][place]);
  }

 private:
  std::size_t add(std::uint32_t count, bool total) {
    figures_.push_back({count, total, false});
    return figures_.size() - 1;
  }
  bool is_shown(std::size_t figure) const { return !figures_[figure].hidden; }

  Network network_of(Detail detail) const {
    if (comuni_.empty()) return {};  // Nobody.
    if (detail == Detail::totals) return {};
    const std::array<Layer, 2> layers{comuni_, tenths_};
    if (detail == Detail::comuni) return chain(all_, std::span(layers).first(1), {});
    return chain(all_, layers, std::span(&cells_, 1));
  }

  Figures figures_;
  std::size_t all_ = 0;
  Layer comuni_;
  Layer tenths_;
  Cells cells_;
  Detail detail_ = Detail::tenths;
};

}  // namespace telaio::domain::fees
