// SPDX-License-Identifier: EUPL-1.2
#include "schemas/ambito_generated.h"
#include "schemas/case_generated.h"
#include "schemas/fee_generated.h"
#include "schemas/governance_generated.h"
#include "schemas/isee_generated.h"
#include "schemas/regulation_generated.h"
#include "schemas/reservation_generated.h"
#include "schemas/service_generated.h"
#include "tools/telaio/fact_json.hpp"
#include "tools/telaio/json_fields.hpp"

namespace telaio::cli {

json::object to_json(const schema::FeeStep& fact) {
  json::object object;
  add(object, "kind", schema::EnumNameFeeStepKind(fact.kind()));
  add(object, "value", fact.value());
  add(object, "segment", fact.segment());
  return object;
}

json::object to_json(const schema::FeeSegment& fact) {
  json::object object;
  add(object, "from", fact.from());
  add(object, "from_inclusive", fact.from_inclusive());
  add(object, "to", fact.to());
  add(object, "to_inclusive", fact.to_inclusive());
  add(object, "base", fact.base());
  add(object, "x0", fact.x0());
  add(object, "num", fact.num());
  add(object, "den", fact.den());
  return object;
}

json::object to_json(const schema::TakenInCharge& fact) {
  json::object object;
  add(object, "case_file", fact.case_file());
  add(object, "number", fact.number());
  add(object, "household", fact.household());
  add(object, "subjects", fact.subjects());
  add(object, "area", fact.area());
  add(object, "competent_comune", fact.competent_comune());
  add(object, "competence_basis", schema::EnumNameCompetenceBasis(fact.competence_basis()));
  add(object, "mandate", schema::EnumNameMandate(fact.mandate()));
  add(object, "reason", fact.reason());
  add(object, "source_contact", fact.source_contact());
  add(object, "on", fact.on());
  return object;
}

json::object to_json(const schema::CaseManagerAssigned& fact) {
  json::object object;
  add(object, "case_file", fact.case_file());
  add(object, "case_manager", fact.case_manager());
  add(object, "unit", fact.unit());
  add(object, "from", fact.from());
  add(object, "reason", fact.reason());
  return object;
}

json::object to_json(const schema::InterventionLogged& fact) {
  json::object object;
  add(object, "case_file", fact.case_file());
  add(object, "kind", schema::EnumNameInterventionKind(fact.kind()));
  add(object, "on", fact.on());
  add(object, "at_minutes", fact.at_minutes());
  add(object, "duration_minutes", fact.duration_minutes());
  add(object, "place", schema::EnumNameInterventionPlace(fact.place()));
  add(object, "participants", fact.participants());
  add(object, "confidential", fact.confidential());
  add(object, "late_reason", fact.late_reason());
  return object;
}

json::object to_json(const schema::CaseClosed& fact) {
  json::object object;
  add(object, "case_file", fact.case_file());
  add(object, "reason", fact.reason());
  add(object, "on", fact.on());
  return object;
}

json::object to_json(const schema::ServiceRequested& fact) {
  json::object object;
  add(object, "service", fact.service());
  add(object, "person", fact.person());
  add(object, "case_file", fact.case_file());
  add(object, "service_code", fact.service_code());
  add(object, "siuss_code", fact.siuss_code());
  add(object, "on", fact.on());
  add(object, "protocol_number", fact.protocol_number());
  return object;
}

json::object to_json(const schema::ServiceDecided& fact) {
  json::object object;
  add(object, "service", fact.service());
  add(object, "result", schema::EnumNameServiceResult(fact.result()));
  add(object, "on", fact.on());
  add(object, "from", fact.from());
  add(object, "to", fact.to());
  add(object, "quantity_hundredths", fact.quantity_hundredths());
  add(object, "unit", schema::EnumNameQuantityUnit(fact.unit()));
  add(object, "regulation", fact.regulation());
  add(object, "reason", fact.reason());
  add(object, "protected_by", schema::EnumNameExemptionReason(fact.protected_by()));
  return object;
}

json::object to_json(const schema::ServiceActivated& fact) {
  json::object object;
  add(object, "service", fact.service());
  add(object, "provider", fact.provider());
  add(object, "from", fact.from());
  add(object, "competent_comune", fact.competent_comune());
  return object;
}

json::object to_json(const schema::ServiceDelivered& fact) {
  json::object object;
  add(object, "service", fact.service());
  add(object, "on", fact.on());
  add(object, "to", fact.to());
  add(object, "quantity_hundredths", fact.quantity_hundredths());
  add(object, "unit", schema::EnumNameQuantityUnit(fact.unit()));
  add(object, "state", schema::EnumNameDeliveryState(fact.state()));
  return object;
}

json::object to_json(const schema::ServiceEnded& fact) {
  json::object object;
  add(object, "service", fact.service());
  add(object, "on", fact.on());
  add(object, "reason", fact.reason());
  return object;
}

json::object to_json(const schema::RegulationPublished& fact) {
  json::object object;
  add(object, "regulation", fact.regulation());
  add(object, "comune", fact.comune());
  add(object, "service_code", fact.service_code());
  add(object, "unit", fact.unit());
  add(object, "scheme", schema::EnumNameFeeScheme(fact.scheme()));
  add(object, "valid_from", fact.valid_from());
  add(object, "valid_to", fact.valid_to());
  add(object, "segments", fact.segments());
  add(object, "access_limit", fact.access_limit());
  add(object, "full_cost", fact.full_cost());
  add(object, "no_isee", schema::EnumNameNoIseeRule(fact.no_isee()));
  add(object, "no_isee_amount", fact.no_isee_amount());
  add(object, "annotations", schema::EnumNameAnnotationPolicy(fact.annotations()));
  add(object, "rounding", schema::EnumNameRoundingMode(fact.rounding()));
  add(object, "unit_step", fact.unit_step());
  add(object, "slug", fact.slug());
  add(object, "authority", fact.authority());
  add(object, "act", fact.act());
  add(object, "source_url", fact.source_url());
  add(object, "signed_reading", fact.signed_reading());
  add(object, "read_by", fact.read_by());
  add(object, "text_sha256", fact.text_sha256());
  add(object, "whole_cost_above", fact.whole_cost_above());
  add(object, "accepted_kinds", fact.accepted_kinds());
  add(object, "decorrenza", schema::EnumNameDecorrenzaRule(fact.decorrenza()));
  add(object, "decorrenza_month", fact.decorrenza_month());
  add(object, "decorrenza_day", fact.decorrenza_day());
  add(object, "kept_until_month", fact.kept_until_month());
  add(object, "kept_until_day", fact.kept_until_day());
  add(object, "retroactive_on_rectification", fact.retroactive_on_rectification());
  add(object, "amount_step", fact.amount_step());
  add(object, "surcharges", fact.surcharges());
  add(object, "discounts", fact.discounts());
  add(object, "cap", fact.cap());
  add(object, "floor", fact.floor());
  add(object, "cap_order", schema::EnumNameCapOrder(fact.cap_order()));
  add(object, "exemptions", fact.exemptions());
  add(object, "non_resident_amount", fact.non_resident_amount());
  add(object, "published_text", fact.published_text());
  add(object, "replaces", fact.replaces());
  return object;
}

json::object to_json(const schema::IseeAttestationAcquired& fact) {
  json::object object;
  add(object, "attestation", fact.attestation());
  add(object, "household", fact.household());
  add(object, "beneficiary", fact.beneficiary());
  add(object, "kind", schema::EnumNameIseeKind(fact.kind()));
  add(object, "reduced_household", fact.reduced_household());
  add(object, "corrente", fact.corrente());
  add(object, "isee", fact.isee());
  add(object, "ise", fact.ise());
  add(object, "isr", fact.isr());
  add(object, "isp", fact.isp());
  add(object, "scale_hundredths", fact.scale_hundredths());
  add(object, "presented_on", fact.presented_on());
  add(object, "valid_from", fact.valid_from());
  add(object, "valid_to", fact.valid_to());
  add(object, "annotations", fact.annotations());
  add(object, "channel", schema::EnumNameIseeChannel(fact.channel()));
  add(object, "replaces", fact.replaces());
  add(object, "filed_on", fact.filed_on());
  add(object, "documents_given", fact.documents_given());
  add(object, "corrente_form_on", fact.corrente_form_on());
  add(object, "document_sha256", fact.document_sha256());
  return object;
}

json::object to_json(const schema::CopaymentDetermined& fact) {
  json::object object;
  add(object, "fee", fact.fee());
  add(object, "service", fact.service());
  add(object, "person", fact.person());
  add(object, "from", fact.from());
  add(object, "to", fact.to());
  add(object, "regulation", fact.regulation());
  add(object, "attestation", fact.attestation());
  add(object, "isee", fact.isee());
  add(object, "status", schema::EnumNameFeeStatus(fact.status()));
  add(object, "exact_unit_fee", fact.exact_unit_fee());
  add(object, "unit_fee_thousandths", fact.unit_fee_thousandths());
  add(object, "quantity_hundredths", fact.quantity_hundredths());
  add(object, "amount", fact.amount());
  add(object, "body_share", fact.body_share());
  add(object, "steps", fact.steps());
  add(object, "supersedes", fact.supersedes());
  add(object, "unit_full_cost", fact.unit_full_cost());
  add(object, "surcharge", fact.surcharge());
  add(object, "discount", fact.discount());
  add(object, "third_payer", fact.third_payer());
  add(object, "exemption", schema::EnumNameExemptionReason(fact.exemption()));
  add(object, "resident", schema::EnumNameResidence(fact.resident()));
  return object;
}

json::object to_json(const schema::AmbitoComposed& fact) {
  json::object object;
  add(object, "ambito", fact.ambito());
  add(object, "comuni", fact.comuni());
  add(object, "lead_comune", fact.lead_comune());
  add(object, "from", fact.from());
  return object;
}

json::object to_json(const schema::PopulationPublished& fact) {
  json::object object;
  add(object, "ambito", fact.ambito());
  add(object, "comune", fact.comune());
  add(object, "on", fact.on());
  add(object, "residents", fact.residents());
  return object;
}

json::object to_json(const schema::StaffContractChanged& fact) {
  json::object object;
  add(object, "contract", fact.contract());
  add(object, "worker", fact.worker());
  add(object, "employer", fact.employer());
  add(object, "employer_kind", schema::EnumNameEmployerKind(fact.employer_kind()));
  add(object, "profession", schema::EnumNameProfession(fact.profession()));
  add(object, "kind", schema::EnumNameContractKind(fact.kind()));
  add(object, "fte_hundredths", fact.fte_hundredths());
  add(object, "from", fact.from());
  add(object, "to", fact.to());
  add(object, "field_or_planning", fact.field_or_planning());
  return object;
}

json::object to_json(const schema::FilingSubmitted& fact) {
  json::object object;
  add(object, "ambito", fact.ambito());
  add(object, "flow", schema::EnumNameFilingFlow(fact.flow()));
  add(object, "window_year", fact.window_year());
  add(object, "on", fact.on());
  return object;
}

json::object to_json(const schema::EventCorrected& fact) {
  json::object object;
  add(object, "original", fact.original());
  add(object, "original_position", fact.original_position());
  add(object, "kind", schema::EnumNameCorrectionKind(fact.kind()));
  add(object, "reason", fact.reason());
  add(object, "new_effective", fact.new_effective());
  add(object, "text_replaced", fact.text_replaced());
  return object;
}

json::object to_json(const schema::OperatorAuthorisationChanged& fact) {
  json::object object;
  add(object, "operator", fact.operator_());
  add(object, "role", schema::EnumNameRole(fact.role()));
  add(object, "scope_unit", fact.scope_unit());
  add(object, "from", fact.from());
  add(object, "to", fact.to());
  add(object, "granted_by", fact.granted_by());
  return object;
}

json::object to_json(const schema::ReservationTaken& fact) {
  json::object object;
  add(object, "holder", fact.holder());
  return object;
}

json::object to_json(const schema::ReservationReleased& fact) {
  json::object object;
  add(object, "holder", fact.holder());
  return object;
}

}  // namespace telaio::cli
