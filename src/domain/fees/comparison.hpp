// SPDX-License-Identifier: EUPL-1.2
// Everything that one look at the tariffs of several Comuni says: the measures, where the texts
// agree, and why the worst difference is what it is. The page, the API and the command line show
// the same figures because all of them ask here.
#pragma once

#include <optional>
#include <vector>

#include "domain/fees/structure.hpp"

namespace telaio::domain::fees {

// The rule of one Comune.
struct ComparedRule {
  Regulation regulation;
  bool whole_ambito = false;  // The whole Ambito's, which this Comune follows.
};

struct Comparison {
  UniformityRequest request;           // The grid that was really walked.
  std::optional<Uniformity> measures;  // Nothing when they cannot be compared: `why_not` says why.
  std::optional<Refusal> why_not;
  std::vector<StructureRow> structure;
  std::size_t different = 0;       // Rows of the structure that are not equal.
  std::size_t adopters = 0;        // Comuni with the shared version.
  std::optional<Dimension> cause;  // Only where there is a difference.
};

inline constexpr Money uniformity_grid_step = Money::from_cents(10'000);

// On the grid of default_isee_max; texts that cannot be compared still have their structure. Slugs
// name the rules in `why_not`.
Comparison compare_rules(const std::vector<ComparedRule>& rules,
                         Money grid_step = uniformity_grid_step);

}  // namespace telaio::domain::fees
