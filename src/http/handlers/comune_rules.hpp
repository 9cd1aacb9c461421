// SPDX-License-Identifier: EUPL-1.2
// The rule that each Comune of the Ambito follows for a service, with its whole text: what the
// pages on tariffs compare.
#pragma once

#include <map>
#include <optional>
#include <vector>

#include "domain/fees/comparison.hpp"
#include "http/site.hpp"
#include "projections/regulations/regulations_query.hpp"

namespace telaio::http::handlers {

inline constexpr std::string_view regulations_view = "regulations";

// A Comune and the rule it follows, if any.
struct ComuneRule {
  Code comune;
  std::optional<projections::regulations::Version> version;
  std::optional<domain::fees::Regulation> regulation;
};

// Reads each text once, on however many dates it is compared. The log outlives it.
class RuleReader {
 public:
  explicit RuleReader(const log::EventLog& events) : events_(events) {}

  Result<std::vector<ComuneRule>, app::Failure> read(
      const std::vector<projections::regulations::InForce>& in_force);

 private:
  Result<std::optional<domain::fees::Regulation>, app::Failure> text_at(log::Position position);

  const log::EventLog& events_;
  std::map<log::Position, std::optional<domain::fees::Regulation>> read_;
};

// The rules to compare, in the order of the Comuni that have one; `slug` is the Comune's name, for
// whoever reads why they cannot be compared.
std::vector<domain::fees::ComparedRule> compared_rules(const Site& site,
                                                       const std::vector<ComuneRule>& rules);

}  // namespace telaio::http::handlers
