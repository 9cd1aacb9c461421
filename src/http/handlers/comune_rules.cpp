// SPDX-License-Identifier: EUPL-1.2
#include "http/handlers/comune_rules.hpp"

#include "app/regulation_at.hpp"

namespace telaio::http::handlers {

namespace fees = domain::fees;

Result<std::vector<ComuneRule>, app::Failure> RuleReader::read(
    const std::vector<projections::regulations::InForce>& in_force) {
  std::vector<ComuneRule> rules;
  for (const auto& each : in_force) {
    ComuneRule rule{each.comune, each.version, std::nullopt};
    if (each.version) {
      auto text = text_at(each.version->position);
      if (!text) return text.error();
      rule.regulation = std::move(*text);
    }
    rules.push_back(std::move(rule));
  }
  return rules;
}

Result<std::optional<fees::Regulation>, app::Failure> RuleReader::text_at(log::Position position) {
  if (const auto found = read_.find(position); found != read_.end()) return found->second;
  auto text = app::regulation_at(events_, position);
  if (!text) return app::Failure(text.error());
  read_[position] = *text;
  return *text;
}

std::vector<fees::ComparedRule> compared_rules(const Site& site,
                                               const std::vector<ComuneRule>& rules) {
  std::vector<fees::ComparedRule> compared;
  for (const ComuneRule& rule : rules) {
    if (!rule.regulation) continue;
    fees::ComparedRule one{*rule.regulation, rule.version->comune.empty()};
    one.regulation.slug = site.deps.catalogue.comune_name(rule.comune);
    compared.push_back(std::move(one));
  }
  return compared;
}

}  // namespace telaio::http::handlers
