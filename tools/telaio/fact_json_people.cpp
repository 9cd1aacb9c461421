// SPDX-License-Identifier: EUPL-1.2
#include "schemas/access_generated.h"
#include "schemas/adi_generated.h"
#include "schemas/contact_generated.h"
#include "schemas/household_generated.h"
#include "schemas/person_generated.h"
#include "tools/telaio/fact_json.hpp"
#include "tools/telaio/json_fields.hpp"

namespace telaio::cli {

json::object to_json(const schema::PersonRegistered& fact) {
  json::object object;
  add(object, "person", fact.person());
  add(object, "source", schema::EnumNamePersonSource(fact.source()));
  return object;
}

json::object to_json(const schema::PersonIdentifierAssigned& fact) {
  json::object object;
  add(object, "person", fact.person());
  add(object, "system", schema::EnumNameIdentifierSystem(fact.system()));
  add(object, "status", schema::EnumNameIdentifierStatus(fact.status()));
  add(object, "valid_from", fact.valid_from());
  add(object, "valid_to", fact.valid_to());
  add(object, "source", schema::EnumNamePersonSource(fact.source()));
  return object;
}

json::object to_json(const schema::ResidenceChanged& fact) {
  json::object object;
  add(object, "person", fact.person());
  add(object, "kind", schema::EnumNameAddressKind(fact.kind()));
  add(object, "comune", fact.comune());
  add(object, "from", fact.from());
  add(object, "source", schema::EnumNamePersonSource(fact.source()));
  return object;
}

json::object to_json(const schema::HouseholdComposed& fact) {
  json::object object;
  add(object, "household", fact.household());
  add(object, "kind", schema::EnumNameHouseholdKind(fact.kind()));
  add(object, "members", fact.members());
  add(object, "reference_date", fact.reference_date());
  return object;
}

json::object to_json(const schema::HouseholdMembershipChanged& fact) {
  json::object object;
  add(object, "household", fact.household());
  add(object, "person", fact.person());
  add(object, "change", schema::EnumNameMembershipChange(fact.change()));
  add(object, "on", fact.on());
  add(object, "reason", schema::EnumNameMembershipReason(fact.reason()));
  add(object, "relation", fact.relation());
  add(object, "kind", schema::EnumNameHouseholdKind(fact.kind()));
  return object;
}

json::object to_json(const schema::AccessContactLogged& fact) {
  json::object object;
  add(object, "contact", fact.contact());
  add(object, "channel", schema::EnumNameContactChannel(fact.channel()));
  add(object, "reason", schema::EnumNameAccessReason(fact.reason()));
  add(object, "interlocutor", schema::EnumNameInterlocutorKind(fact.interlocutor()));
  add(object, "anonymous", fact.anonymous());
  add(object, "area", fact.area());
  add(object, "comune", fact.comune());
  add(object, "desk", fact.desk());
  add(object, "minutes", fact.minutes());
  add(object, "persons", fact.persons());
  return object;
}

json::object to_json(const schema::AccessOutcomeDecided& fact) {
  json::object object;
  add(object, "contact", fact.contact());
  add(object, "outcome", schema::EnumNameAccessOutcome(fact.outcome()));
  add(object, "reason", fact.reason());
  add(object, "on", fact.on());
  add(object, "decided_by", fact.decided_by());
  return object;
}

json::object to_json(const schema::HouseholdReceived& fact) {
  json::object object;
  add(object, "household", fact.household());
  add(object, "comune", fact.comune());
  add(object, "application_on", fact.application_on());
  add(object, "pad_signed_on", fact.pad_signed_on());
  add(object, "inps_notice_on", fact.inps_notice_on());
  add(object, "received_on", fact.received_on());
  return object;
}

json::object to_json(const schema::ConvocationSent& fact) {
  json::object object;
  add(object, "household", fact.household());
  add(object, "on", fact.on());
  add(object, "kind", schema::EnumNameAppointmentKind(fact.kind()));
  return object;
}

json::object to_json(const schema::AppointmentHeld& fact) {
  json::object object;
  add(object, "household", fact.household());
  add(object, "on", fact.on());
  add(object, "kind", schema::EnumNameAppointmentKind(fact.kind()));
  add(object, "venue", schema::EnumNameAppointmentVenue(fact.venue()));
  add(object, "person", fact.person());
  return object;
}

json::object to_json(const schema::NoShow& fact) {
  json::object object;
  add(object, "household", fact.household());
  add(object, "on", fact.on());
  add(object, "kind", schema::EnumNameAppointmentKind(fact.kind()));
  add(object, "justified", fact.justified());
  return object;
}

json::object to_json(const schema::BenefitSuspended& fact) {
  json::object object;
  add(object, "household", fact.household());
  add(object, "on", fact.on());
  add(object, "reason", schema::EnumNameBenefitReason(fact.reason()));
  return object;
}

json::object to_json(const schema::BenefitLost& fact) {
  json::object object;
  add(object, "household", fact.household());
  add(object, "on", fact.on());
  add(object, "reason", schema::EnumNameBenefitReason(fact.reason()));
  return object;
}

json::object to_json(const schema::BenefitEnded& fact) {
  json::object object;
  add(object, "household", fact.household());
  add(object, "on", fact.on());
  add(object, "reason", schema::EnumNameBenefitReason(fact.reason()));
  return object;
}

json::object to_json(const schema::RecordAccessed& fact) {
  json::object object;
  add(object, "operator", fact.operator_());
  add(object, "role", schema::EnumNameRole(fact.role()));
  add(object, "unit", fact.unit());
  add(object, "subject", fact.subject());
  add(object, "case_file", fact.case_file());
  add(object, "part", schema::EnumNameRecordPart(fact.part()));
  add(object, "action", schema::EnumNameAccessAction(fact.action()));
  add(object, "result", schema::EnumNameAccessResult(fact.result()));
  add(object, "reason", fact.reason());
  return object;
}

}  // namespace telaio::cli
