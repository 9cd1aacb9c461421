// SPDX-License-Identifier: EUPL-1.2
#include "schemas/event_generated.h"
#include "tools/telaio/fact_json.hpp"
#include "tools/telaio/json_fields.hpp"

namespace telaio::cli {

json::object to_json(const schema::KeyReference& fact) {
  json::object object;
  add(object, "subject", fact.subject());
  add(object, "visibility", schema::EnumNameVisibilityClass(fact.visibility()));
  add(object, "key_id", fact.key_id());
  return object;
}

json::object to_json(const schema::HoldPlaced& fact) {
  json::object object;
  add(object, "subject", fact.subject());
  add(object, "hold", fact.hold());
  add(object, "reason", fact.reason());
  add(object, "placed_by", fact.placed_by());
  return object;
}

json::object to_json(const schema::HoldReleased& fact) {
  json::object object;
  add(object, "subject", fact.subject());
  add(object, "hold", fact.hold());
  add(object, "reason", fact.reason());
  add(object, "released_by", fact.released_by());
  return object;
}

json::object to_json(const schema::ErasureRequested& fact) {
  json::object object;
  add(object, "subject", fact.subject());
  add(object, "disposal", fact.disposal());
  add(object, "reason", fact.reason());
  add(object, "requested_by", fact.requested_by());
  return object;
}

json::object to_json(const schema::DisposalAuthorised& fact) {
  json::object object;
  add(object, "subject", fact.subject());
  add(object, "disposal", fact.disposal());
  add(object, "rule", fact.rule());
  add(object, "authority", fact.authority());
  add(object, "act_number", fact.act_number());
  add(object, "act_date", fact.act_date());
  add(object, "authorised_by", fact.authorised_by());
  return object;
}

json::object to_json(const schema::SubjectKeyDestroyed& fact) {
  json::object object;
  add(object, "subject", fact.subject());
  add(object, "disposal", fact.disposal());
  add(object, "keys", fact.keys());
  add(object, "authorised_by", fact.authorised_by());
  add(object, "destroyed_by", fact.destroyed_by());
  return object;
}

json::object to_json(const schema::ErasureCompleted& fact) {
  json::object object;
  add(object, "subject", fact.subject());
  add(object, "disposal", fact.disposal());
  add(object, "keys", fact.keys());
  add(object, "parts", fact.parts());
  add(object, "positions", fact.positions());
  add(object, "backups_expire_on", fact.backups_expire_on());
  add(object, "ledger_size", fact.ledger_size());
  add(object, "ledger_hash", fact.ledger_hash());
  return object;
}

json::object to_json(const schema::EpochBegan& fact) {
  json::object object;
  add(object, "epoch", fact.epoch());
  add(object, "last_size", fact.last_size());
  add(object, "last_root", fact.last_root());
  add(object, "restored_size", fact.restored_size());
  add(object, "restored_root", fact.restored_root());
  add(object, "reason", fact.reason());
  add(object, "decided_by", fact.decided_by());
  add(object, "confirmed_by", fact.confirmed_by());
  return object;
}

}  // namespace telaio::cli
