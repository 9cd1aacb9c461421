// SPDX-License-Identifier: EUPL-1.2
#include "domain/fees/comparison.hpp"

#include <algorithm>

namespace telaio::domain::fees {

Comparison compare_rules(const std::vector<ComparedRule>& rules, Money grid_step) {
  std::vector<Regulation> regulations;
  std::vector<bool> whole_ambito;
  for (const ComparedRule& rule : rules) {
    regulations.push_back(rule.regulation);
    whole_ambito.push_back(rule.whole_ambito);
  }
  Comparison comparison;
  comparison.request = {default_isee_max(regulations, grid_step), grid_step};
  comparison.structure = compare_structure(regulations);
  comparison.different = static_cast<std::size_t>(std::ranges::count_if(
      comparison.structure, [](const StructureRow& row) { return !row.equal; }));
  comparison.adopters = adopters_of(regulations, whole_ambito);
  auto measures = compare(regulations, comparison.request);
  if (!measures) {
    comparison.why_not = measures.error();
    return comparison;
  }
  comparison.measures = std::move(*measures);
  const auto& worst = comparison.measures->worst;
  if (worst && worst->amount > Money()) comparison.cause = cause_of(*worst, regulations);
  return comparison;
}

}  // namespace telaio::domain::fees
