// SPDX-License-Identifier: EUPL-1.2
#include "domain/fees/trial_report.hpp"

#include <algorithm>

#include "base/assert.hpp"
#include "domain/fees/trial_pairs.hpp"
#include "domain/fees/trial_plan.hpp"
#include "domain/fees/trial_within.hpp"

namespace telaio::domain::fees {
namespace {

constexpr std::size_t places = deciles + 1;
constexpr Thousandths one_hundred_euro{100'000};

std::optional<Money> rounded(const MaybeFraction& value, Thousandths step) {
  if (!value) return std::nullopt;
  const auto amount = round_to_step(*value, RoundingMode::half_up, step);
  return amount ? to_money(*amount) : std::nullopt;
}

struct RowPlace {
  std::size_t priced = 0;
  std::size_t refused = 0;
  std::array<std::size_t, priced_effects.size()> effects{};
};

// Whether the money of a draft may stand beside that of every draft before it.
template <class Shows>
bool beside_all(const std::vector<MoneyBeside>& others, Shows shows) {
  return std::ranges::all_of(others, shows);
}

ReportRow row_of(const Plan& plan, const TrialCell& cell, const RowPlace& place, bool money) {
  ReportRow row;
  for (std::size_t i = 0; i < priced_effects.size(); ++i) {
    row.effects[i] = plan.shown(place.effects[i]);
  }
  row.refused = plan.shown(place.refused);
  row.priced = plan.shown(place.priced);
  if (!row.priced) return row;
  row.before = cell.before;
  if (!money) return row;
  row.after = cell.after;
  if (*row.priced > 0) row.monthly_change = rounded(monthly_change(cell), one_cent);
  return row;
}

std::array<std::size_t, priced_effects.size()> column(const Cells& cells, std::size_t number) {
  std::array<std::size_t, priced_effects.size()> figures{};
  for (std::size_t i = 0; i < figures.size(); ++i) figures[i] = cells[i][number];
  return figures;
}

CellsByDecile cells_of(const Plan& plan, const ByDecile& row,
                       const std::vector<std::size_t>& figures,
                       const std::vector<MoneyBeside>& others, std::size_t comune) {
  CellsByDecile cells;
  for (std::size_t i = 0; i < places; ++i) {
    cells[i].priced = plan.shown(figures[i]);
    if (cells[i].priced.value_or(0) == 0) continue;
    if (!beside_all(others, [&](const MoneyBeside& it) { return it.cell(comune, i); })) continue;
    cells[i].monthly_change = rounded(monthly_change(row[i]), one_cent);
  }
  return cells;
}

DraftReport draft_report(const Plan& plan, const Trial& trial, std::size_t number,
                         const std::vector<MoneyBeside>& others) {
  const Plan::Draft& draft = plan.draft(number);
  DraftReport report;
  RowPlace all{plan.priced().all, plan.refused().all, {}};
  std::copy(draft.effects.begin(), draft.effects.end(), all.effects.begin());
  report.all = row_of(plan, trial.all, all,
                      beside_all(others, [](const MoneyBeside& it) { return it.all(); }));
  std::size_t i = 0;
  for (const auto& [comune, cell] : trial.by_comune) {
    const RowPlace place{plan.priced().comuni[i], plan.refused().comuni[i],
                         column(draft.effect_by_comune, i)};
    const bool money = beside_all(others, [&](const MoneyBeside& it) { return it.comune(i); });
    report.by_comune.emplace_back(comune, row_of(plan, cell, place, money));
    report.by_comune_and_decile.emplace_back(
        comune, cells_of(plan, trial.by_comune_and_decile.at(comune), plan.comune_by_decile()[i],
                         others, i));
    ++i;
  }
  for (i = 0; i < places; ++i) {
    const RowPlace place{plan.priced().tenths[i], plan.refused().tenths[i],
                         column(draft.effect_by_decile, i)};
    const bool money = beside_all(others, [&](const MoneyBeside& it) { return it.tenth(i); });
    report.by_decile[i] = row_of(plan, trial.by_decile[i], place, money);
  }
  for (i = 0; i < increase_bounds.size(); ++i) {
    report.increases[i] = plan.shown(draft.increases[i]);
  }
  return report;
}

TrialReport report_with(std::span<const Trial> trials, std::span<const ReportRow> known) {
  TELAIO_ASSERT(!trials.empty());
  for (const Trial& trial : trials) {
    TELAIO_ASSERT(trial.persons.size() == trials.front().persons.size());
  }
  const Plan plan(trials, known);
  TrialReport report;
  for (std::size_t i = 0; i < trials.size(); ++i) {
    std::vector<MoneyBeside> others;
    const bool elsewhere = i < known.size() && !known[i].after;
    for (std::size_t k = 0; k < i; ++k) {
      others.emplace_back(crossings_of(trials[k], trials[i]), elsewhere);
    }
    report.drafts.push_back(draft_report(plan, trials[i], i, others));
  }
  for (std::size_t i = 0; i < deciles; ++i) {
    // The median is of all of a tenth, of whom the refused are a part.
    const ReportRow& tenth = report.drafts.front().by_decile[i];
    if (!tenth.persons() || *tenth.persons() == 0) continue;
    report.median_isee[i] = rounded(trials.front().median_isee[i], one_hundred_euro);
  }
  return report;
}

}  // namespace

ShownCount ReportRow::persons() const {
  if (!priced || !refused) return std::nullopt;
  return *priced + *refused;
}

TrialReport report_of(std::span<const Trial> trials) {
  return report_with(trials, {});
}

TrialReport report_within(std::span<const Trial> trials, const TrialReport& whole,
                          const Code& comune) {
  TELAIO_ASSERT(whole.drafts.size() == trials.size());
  std::vector<ReportRow> known;
  for (const DraftReport& draft : whole.drafts) {
    for (const auto& [code, row] : draft.by_comune) {
      if (code == comune) known.push_back(row);
    }
  }
  return report_with(trials, known);
}

}  // namespace telaio::domain::fees
