// SPDX-License-Identifier: EUPL-1.2
#include "schemas/event_generated.h"
#include "tools/telaio/fact_json.hpp"
#include "tools/telaio/json_fields.hpp"

namespace telaio::cli {

json::object to_json(const schema::FeeAdjustment& fact) {
  json::object object;
  add(object, "when", fact.when());
  add(object, "percent", fact.percent());
  add(object, "isee_max", fact.isee_max());
  return object;
}

json::object to_json(const schema::RegulationWithdrawn& fact) {
  json::object object;
  add(object, "regulation", fact.regulation());
  add(object, "kind", schema::EnumNameWithdrawalKind(fact.kind()));
  add(object, "from", fact.from());
  add(object, "act", fact.act());
  return object;
}

json::object to_json(const schema::AttestationDocumentsAccepted& fact) {
  json::object object;
  add(object, "attestation", fact.attestation());
  add(object, "household", fact.household());
  add(object, "on", fact.on());
  add(object, "reason", schema::EnumNameDocumentsReason(fact.reason()));
  return object;
}

json::object to_json(const schema::IseeLookupMade& fact) {
  json::object object;
  add(object, "household", fact.household());
  add(object, "person", fact.person());
  add(object, "kind", schema::EnumNameIseeKind(fact.kind()));
  add(object, "service_code", fact.service_code());
  add(object, "outcome", schema::EnumNameIseeLookupOutcome(fact.outcome()));
  add(object, "attestation", fact.attestation());
  add(object, "threshold", fact.threshold());
  add(object, "answer", schema::EnumNameIseeThresholdAnswer(fact.answer()));
  add(object, "annotated", fact.annotated());
  return object;
}

json::object to_json(const schema::FeeNotified& fact) {
  json::object object;
  add(object, "fee", fact.fee());
  add(object, "on", fact.on());
  return object;
}

json::object to_json(const schema::FeeReviewRequested& fact) {
  json::object object;
  add(object, "fee", fact.fee());
  add(object, "on", fact.on());
  return object;
}

json::object to_json(const schema::FeeReviewDecided& fact) {
  json::object object;
  add(object, "fee", fact.fee());
  add(object, "outcome", schema::EnumNameFeeReviewOutcome(fact.outcome()));
  add(object, "on", fact.on());
  return object;
}

json::object to_json(const schema::SettledFee& fact) {
  json::object object;
  add(object, "fee", fact.fee());
  add(object, "replacement", fact.replacement());
  add(object, "charged", fact.charged());
  add(object, "due", fact.due());
  return object;
}

json::object to_json(const schema::SettlementDecided& fact) {
  json::object object;
  add(object, "settlement", fact.settlement());
  add(object, "service", fact.service());
  add(object, "person", fact.person());
  add(object, "fees", fact.fees());
  add(object, "total", fact.total());
  add(object, "method", schema::EnumNameSettlementMethod(fact.method()));
  add(object, "instalments", fact.instalments());
  add(object, "cause", fact.cause());
  add(object, "on", fact.on());
  return object;
}

json::object to_json(const schema::ServiceSuspended& fact) {
  json::object object;
  add(object, "service", fact.service());
  add(object, "reason", schema::EnumNameSuspensionReason(fact.reason()));
  add(object, "from", fact.from());
  add(object, "assessed_on", fact.assessed_on());
  return object;
}

json::object to_json(const schema::ServiceResumed& fact) {
  json::object object;
  add(object, "service", fact.service());
  add(object, "from", fact.from());
  return object;
}

json::object to_json(const schema::InvoiceLine& fact) {
  json::object object;
  add(object, "fee", fact.fee());
  add(object, "settlement", fact.settlement());
  add(object, "service", fact.service());
  add(object, "amount", fact.amount());
  return object;
}

json::object to_json(const schema::InvoiceIssued& fact) {
  json::object object;
  add(object, "invoice", fact.invoice());
  add(object, "person", fact.person());
  add(object, "comune", fact.comune());
  add(object, "month", fact.month());
  add(object, "lines", fact.lines());
  add(object, "total", fact.total());
  add(object, "due_on", fact.due_on());
  return object;
}

json::object to_json(const schema::PaymentNoticeIssued& fact) {
  json::object object;
  add(object, "notice", fact.notice());
  add(object, "invoice", fact.invoice());
  add(object, "amount", fact.amount());
  add(object, "due_on", fact.due_on());
  add(object, "replaces", fact.replaces());
  return object;
}

json::object to_json(const schema::PaymentNoticeClosed& fact) {
  json::object object;
  add(object, "notice", fact.notice());
  add(object, "outcome", schema::EnumNameNoticeOutcome(fact.outcome()));
  add(object, "on", fact.on());
  return object;
}

}  // namespace telaio::cli
