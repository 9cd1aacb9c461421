// SPDX-License-Identifier: EUPL-1.2
// What of a trial may leave the service: counts, averages and sums of groups of people, without
// those of too few and without the ones that would give them away (small_cells.hpp). One report
// holds the drafts that were tried together, because their figures are read together.
//
// People are sorted by Comune, by tenth of ISEE, by both, by effect, and by the size of the
// increase. Money is of those whom every draft could price; it is hidden with their number. The
// refused, of whom there is no money, are counted apart.
//
// Not covered: reports that were asked for at different times. Each keeps what is its own; who
// tries one draft today and a nearby one tomorrow may subtract them (docs/formats/http.md).
#pragma once

#include <array>
#include <map>
#include <span>
#include <utility>
#include <vector>

#include "domain/fees/trial.hpp"

namespace telaio::domain::fees {

// In the order in which they are shown.
inline constexpr std::array<Effect, 5> priced_effects{Effect::more, Effect::less, Effect::same,
                                                      Effect::gains_access, Effect::loses_access};
// From one cent, ten, fifty, a hundred, five hundred and a thousand euro more in the whole period;
// the last one is open.
inline constexpr std::array<std::int64_t, 6> increase_bounds{1,      10'00,  50'00,
                                                             100'00, 500'00, 1'000'00};

// Nothing: it may not be shown.
using ShownCount = std::optional<std::uint32_t>;

struct ReportRow {
  std::array<ShownCount, priced_effects.size()> effects;
  ShownCount refused;
  ShownCount priced;
  // With `priced`; the last also nothing when there is nobody. `after` and `monthly_change` of a
  // draft beside others also only where it does not differ from one of them for a few people.
  std::optional<Money> before;
  std::optional<Money> after;
  std::optional<Money> monthly_change;  // On average, rounded half up to the cent.

  // Everybody; nothing when that would give a hidden count away.
  ShownCount persons() const;
};

struct ReportCell {
  ShownCount priced;
  std::optional<Money> monthly_change;
};
using CellsByDecile = std::array<ReportCell, deciles + 1>;

struct DraftReport {
  ReportRow all;
  std::vector<std::pair<Code, ReportRow>> by_comune;  // In order of code.
  std::array<ReportRow, deciles + 1> by_decile;
  std::vector<std::pair<Code, CellsByDecile>> by_comune_and_decile;
  std::array<ShownCount, increase_bounds.size()> increases;
};

struct TrialReport {
  std::vector<DraftReport> drafts;
  // Rounded to whole hundreds of euro, so that it is nobody's own ISEE; nothing for a tenth whose
  // number may not be shown.
  std::array<std::optional<Money>, deciles> median_isee;
};

// `trials` as try_drafts gave them: at least one, of the same persons (asserted).
TrialReport report_of(std::span<const Trial> trials);

}  // namespace telaio::domain::fees
