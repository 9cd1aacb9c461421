// SPDX-License-Identifier: EUPL-1.2
#include "domain/leps/board.hpp"

#include <optional>

#include "domain/leps/adi.hpp"
#include "domain/leps/ssp.hpp"

namespace telaio::domain::leps {
namespace {

std::optional<Outcome> outcome_of_ambito(const Register& rules, const Indicator& indicator,
                                         const AmbitoFacts& facts, const Question& question) {
  const std::string& code = indicator.code;
  if (code == "SSP-1" || code == "SSP-2" || code == "SSP-3") {
    return worker_ratio(rules, indicator, facts, question);
  }
  if (code == "SSP-4") return worker_contribution(rules, indicator, facts, question);
  if (code == "SSP-5") return statement_in_time(rules, indicator, facts, question);
  if (code == "SSP-6") return cases_per_worker(indicator, facts, question);
  return std::nullopt;
}

std::optional<Outcome> outcome_of_households(const Register& rules, const Indicator& indicator,
                                             const Facts& facts, const Question& question) {
  const auto& compositions = facts.ambito.compositions;
  if (indicator.code == "ADI-1" || indicator.code == "ADI-2") {
    return met_in_time(rules, indicator, compositions, facts.households, question);
  }
  if (indicator.code == "ADI-7") {
    return suspended_uncalled(indicator, compositions, facts.households, question);
  }
  return std::nullopt;
}

}  // namespace

std::vector<std::string_view> computed_codes() {
  return {"SSP-1", "SSP-2", "SSP-3", "SSP-4", "SSP-5", "SSP-6", "ADI-1", "ADI-2", "ADI-7"};
}

std::vector<Outcome> board(const Register& rules, const Facts& facts, const Question& question) {
  std::vector<Outcome> outcomes;
  for (const Indicator& indicator : rules.indicators) {
    auto outcome = question.unit.comune
                       ? std::nullopt
                       : outcome_of_ambito(rules, indicator, facts.ambito, question);
    if (!outcome) outcome = outcome_of_households(rules, indicator, facts, question);
    if (outcome) outcomes.push_back(std::move(*outcome));
  }
  return outcomes;
}

}  // namespace telaio::domain::leps
