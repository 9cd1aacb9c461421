// SPDX-License-Identifier: EUPL-1.2
#include "domain/access/criteria.hpp"

#include "domain/checks.hpp"

namespace telaio::domain::access {

Criteria criteria_of(const schema::AccessCriteriaPublishedT& published) {
  Criteria criteria;
  criteria.slug = published.slug;
  criteria.act = published.act;
  criteria.source_url = published.source_url;
  criteria.service_code = published.service_code;
  criteria.comuni = published.comuni;
  criteria.valid_from = published.valid_from;
  criteria.valid_to = value_of(published.valid_to);
  criteria.classes = published.classes;
  for (const auto& gate : published.gates) {
    criteria.gates.push_back({gate->kind, gate->value, value_of(gate->condition).value_or(Code())});
  }
  for (const auto& item : published.items) {
    const auto points = item->points_max;
    criteria.items.push_back({item->item, points == 0 ? std::nullopt : std::optional(points)});
  }
  for (const auto& tie : published.ties) {
    criteria.ties.push_back({tie->rule, value_of(tie->item).value_or(Code()),
                             value_of(tie->isee_max).value_or(Money())});
  }
  return criteria;
}

schema::AccessCriteriaPublishedT to_event(const Criteria& criteria, const CriteriaId& id) {
  schema::AccessCriteriaPublishedT published;
  published.criteria = id;
  published.service_code = criteria.service_code;
  published.comuni = criteria.comuni;
  published.valid_from = criteria.valid_from.value_or(Date());
  published.valid_to = pointer_to(criteria.valid_to);
  published.classes = criteria.classes;
  published.slug = criteria.slug;
  published.act = criteria.act;
  published.source_url = criteria.source_url;
  for (const Gate& each : criteria.gates) {
    auto gate = std::make_unique<schema::AccessGateT>();
    gate->kind = each.kind;
    gate->value = each.value;
    if (!each.condition.empty()) gate->condition = std::make_unique<Code>(each.condition);
    published.gates.push_back(std::move(gate));
  }
  for (const Item& each : criteria.items) {
    auto item = std::make_unique<schema::ScoreItemT>();
    item->item = each.item;
    item->points_max = each.points_max.value_or(0);
    published.items.push_back(std::move(item));
  }
  for (const Tie& each : criteria.ties) {
    auto tie = std::make_unique<schema::TieBreakerT>();
    tie->rule = each.rule;
    if (!each.item.empty()) tie->item = std::make_unique<Code>(each.item);
    if (each.rule == TieRule::isee_within) tie->isee_max = std::make_unique<Money>(each.isee_max);
    published.ties.push_back(std::move(tie));
  }
  return published;
}

}  // namespace telaio::domain::access
