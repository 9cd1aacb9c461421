// SPDX-License-Identifier: EUPL-1.2
#include "schemas/event_generated.h"
#include "tools/telaio/fact_json.hpp"
#include "tools/telaio/json_fields.hpp"

namespace telaio::cli {

json::object to_json(const schema::AccessGate& fact) {
  json::object object;
  add(object, "kind", schema::EnumNameGateKind(fact.kind()));
  add(object, "value", fact.value());
  add(object, "condition", fact.condition());
  return object;
}

json::object to_json(const schema::ScoreItem& fact) {
  json::object object;
  add(object, "item", fact.item());
  add(object, "points_max", fact.points_max());
  return object;
}

json::object to_json(const schema::TieBreaker& fact) {
  json::object object;
  add(object, "rule", schema::EnumNameTieRule(fact.rule()));
  add(object, "item", fact.item());
  add(object, "isee_max", fact.isee_max());
  return object;
}

json::object to_json(const schema::AccessCriteriaPublished& fact) {
  json::object object;
  add(object, "criteria", fact.criteria());
  add(object, "service_code", fact.service_code());
  add(object, "comuni", fact.comuni());
  add(object, "valid_from", fact.valid_from());
  add(object, "valid_to", fact.valid_to());
  add(object, "gates", fact.gates());
  add(object, "classes", fact.classes());
  add(object, "items", fact.items());
  add(object, "ties", fact.ties());
  add(object, "slug", fact.slug());
  add(object, "act", fact.act());
  add(object, "source_url", fact.source_url());
  return object;
}

json::object to_json(const schema::ItemPoints& fact) {
  json::object object;
  add(object, "item", fact.item());
  add(object, "points", fact.points());
  return object;
}

json::object to_json(const schema::ApplicationAssessed& fact) {
  json::object object;
  add(object, "service", fact.service());
  add(object, "criteria", fact.criteria());
  add(object, "on", fact.on());
  add(object, "age_months", fact.age_months());
  add(object, "residence", fact.residence());
  add(object, "conditions", fact.conditions());
  add(object, "priority", fact.priority());
  add(object, "attestation", fact.attestation());
  add(object, "isee", fact.isee());
  add(object, "annotations", fact.annotations());
  add(object, "documents_missing", fact.documents_missing());
  add(object, "points", fact.points());
  return object;
}

json::object to_json(const schema::RankedApplication& fact) {
  json::object object;
  add(object, "service", fact.service());
  add(object, "person", fact.person());
  add(object, "assessment", fact.assessment());
  add(object, "state", schema::EnumNameRankState(fact.state()));
  add(object, "order", fact.order());
  add(object, "gate", fact.gate());
  add(object, "class_order", fact.class_order());
  add(object, "points", fact.points());
  add(object, "isee", fact.isee());
  add(object, "protocol_number", fact.protocol_number());
  return object;
}

json::object to_json(const schema::RankedListPublished& fact) {
  json::object object;
  add(object, "list", fact.list());
  add(object, "criteria", fact.criteria());
  add(object, "service_code", fact.service_code());
  add(object, "on", fact.on());
  add(object, "places", fact.places());
  add(object, "entries", fact.entries());
  add(object, "supersedes", fact.supersedes());
  return object;
}

}  // namespace telaio::cli
