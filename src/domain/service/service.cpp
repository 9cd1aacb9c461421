// SPDX-License-Identifier: EUPL-1.2
#include "domain/service/service.hpp"

#include <algorithm>

#include "domain/checks.hpp"
#include "domain/service/service_refusals.hpp"
#include "schemas/read.hpp"

namespace telaio::domain {
namespace {

using schema::DeliveryState;
using schema::ServiceResult;
using schema::VisibilityClass;
using Status = Service::Status;

std::optional<Refusal> check_not_future(Date on, Date today) {
  if (on <= today) return std::nullopt;
  return Refusal{refusals::service_date_in_future, {date_value("data", on)}};
}

std::optional<Refusal> check_grant(const DecideService& command, bool priced) {
  if (!command.from || command.quantity_hundredths == 0 || !is_known(command.unit)) {
    return Refusal{refusals::service_grant_incomplete, {}};
  }
  if (command.to && *command.to < *command.from) {
    return Refusal{refusals::service_period_reversed, {date_value("inizio", *command.from)}};
  }
  // Who shares the cost must be able to read by which rules: the grant names them.
  if (priced && !command.regulation) return Refusal{refusals::service_regulation_missing, {}};
  return std::nullopt;
}

std::optional<Refusal> check(const Service& service, const DecideService& command,
                             const ServiceContext& context) {
  if (!is_known(command.result)) return Refusal{refusals::service_result_missing, {}};
  if (auto refusal = check_not_future(command.on, context.today)) return refusal;
  if (command.on < service.requested_on) {
    return Refusal{refusals::service_before_request,
                   {date_value("richiesta", service.requested_on)}};
  }
  if (command.result == ServiceResult::granted) return check_grant(command, context.priced);
  if (command.result == ServiceResult::denied && (!command.reason || command.reason->empty())) {
    return Refusal{refusals::service_reason_missing, {}};
  }
  return std::nullopt;
}

Service::Grant grant_of(const DecideService& command) {
  return {*command.from, command.to,         command.quantity_hundredths,
          command.unit,  command.regulation, command.protected_by};
}

// The decision that already stands, said again.
bool already_so(const Service& service, const DecideService& command) {
  if (service.decided_on != command.on) return false;
  switch (command.result) {
    case ServiceResult::granted:
      return service.grant == grant_of(command);
    case ServiceResult::denied:
      return service.status == Status::denied;
    case ServiceResult::waiting:
      return service.status == Status::waiting;
    case ServiceResult::unknown:
      return false;
  }
  return false;
}

bool was_decided(Status status) {
  return status == Status::granted || status == Status::denied || status == Status::active ||
         status == Status::ended;
}

// The last day on which the service may be delivered; nothing when no end is known.
std::optional<Date> last_day(const Service& service) {
  if (service.ended_on) return service.ended_on;
  return service.grant ? service.grant->to : std::nullopt;
}

std::optional<Refusal> check_granted_on(const Service& service, Date day) {
  const bool inside = service.grant && day >= service.grant->from &&
                      (!service.grant->to || day <= *service.grant->to);
  if (inside) return std::nullopt;
  return Refusal{refusals::service_outside_grant, {date_value("data", day)}};
}

// No delivery outside an active interval (cartella-sociale 12.3, invariant 2), first and last day
// included. Planned ones (preliminary) may lie in the future, but inside it too.
std::optional<Refusal> check_active(const Service& service, Date first, Date last) {
  const auto end = last_day(service);
  if (first < *service.active_from || (end && last > *end)) {
    return Refusal{refusals::service_outside_activity,
                   {date_value("data", first < *service.active_from ? first : last)}};
  }
  return std::nullopt;
}

std::optional<Refusal> check_not_suspended(const Service& service, Date first, Date last) {
  for (const Service::Suspension& each : service.suspensions) {
    const bool over = each.resumed_from && *each.resumed_from <= first;
    if (last >= each.from && !over) {
      return Refusal{refusals::service_suspended, {date_value("data", each.from)}};
    }
  }
  return std::nullopt;
}

}  // namespace

Decision decide(const Service& service, const RequestService& command,
                const ServiceContext& context) {
  if (service.status != Status::none) return Refusal{refusals::service_exists, {}};
  if (command.person.is_nil()) return Refusal{refusals::service_person_missing, {}};
  if (!context.codes.services.contains(command.service_code)) {
    return Refusal{refusals::service_unknown_service, {}};
  }
  if (auto refusal = check_not_future(command.on, context.today)) return *refusal;

  schema::ServiceRequestedT requested;
  requested.service = command.service;
  requested.person = command.person;
  requested.case_file = pointer_to(command.case_file);
  requested.service_code = command.service_code;
  requested.siuss_code = command.siuss_code;
  requested.on = command.on;
  requested.protocol_number = command.protocol_number;
  std::vector<NewEvent> events;
  events.push_back(event(std::move(requested), VisibilityClass::p3, command.on));
  return events;
}

Decision decide(const Service& service, const DecideService& command,
                const ServiceContext& context) {
  if (service.status == Status::none) return Refusal{refusals::service_not_requested, {}};
  if (auto refusal = check(service, command, context)) return *refusal;
  if (already_so(service, command)) return std::vector<NewEvent>{};
  if (was_decided(service.status)) return Refusal{refusals::service_already_decided, {}};

  schema::ServiceDecidedT decided;
  decided.service = service.id;
  decided.result = command.result;
  decided.on = command.on;
  decided.reason = pointer_to(command.reason);
  if (command.result == ServiceResult::granted) {
    decided.from = pointer_to(command.from);
    decided.to = pointer_to(command.to);
    decided.quantity_hundredths = command.quantity_hundredths;
    decided.unit = command.unit;
    decided.regulation = pointer_to(command.regulation);
    decided.protected_by = command.protected_by;
  }
  std::vector<NewEvent> events;
  events.push_back(event(std::move(decided), VisibilityClass::p3, command.on));
  return events;
}

Decision decide(const Service& service, const ActivateService& command,
                const ServiceContext& context) {
  if (service.status == Status::active) {
    const bool same =
        service.active_from == command.from && service.competent_comune == command.competent_comune;
    if (same) return std::vector<NewEvent>{};
    return Refusal{refusals::service_already_active, {date_value("data", *service.active_from)}};
  }
  if (service.status != Status::granted) return Refusal{refusals::service_not_granted, {}};
  if (command.provider.empty()) return Refusal{refusals::service_provider_missing, {}};
  if (!context.codes.comuni.contains(command.competent_comune)) {
    return Refusal{refusals::service_unknown_comune, {}};
  }
  if (auto refusal = check_not_future(command.from, context.today)) return *refusal;
  if (auto refusal = check_granted_on(service, command.from)) return *refusal;

  schema::ServiceActivatedT activated;
  activated.service = service.id;
  activated.provider = command.provider;
  activated.from = command.from;
  activated.competent_comune = command.competent_comune;
  std::vector<NewEvent> events;
  events.push_back(event(std::move(activated), VisibilityClass::p2, command.from));
  return events;
}

Decision decide(const Service& service, const RecordDelivery& command,
                const ServiceContext& context) {
  if (!service.active_from || !service.grant) return Refusal{refusals::service_not_active, {}};
  if (!is_known(command.state)) return Refusal{refusals::service_state_missing, {}};
  if (command.quantity_hundredths == 0) return Refusal{refusals::service_quantity_missing, {}};
  if (command.unit != service.grant->unit) return Refusal{refusals::service_unit_differs, {}};
  const Date last = command.to.value_or(command.on);
  if (last < command.on) {
    return Refusal{refusals::service_period_reversed, {date_value("inizio", command.on)}};
  }
  if (command.state == DeliveryState::delivered) {
    if (auto refusal = check_not_future(last, context.today)) return *refusal;
  }
  if (auto refusal = check_active(service, command.on, last)) return *refusal;
  if (auto refusal = check_not_suspended(service, command.on, last)) return *refusal;

  schema::ServiceDeliveredT delivered;
  delivered.service = service.id;
  delivered.on = command.on;
  delivered.to = pointer_to(command.to);
  delivered.quantity_hundredths = command.quantity_hundredths;
  delivered.unit = command.unit;
  delivered.state = command.state;
  std::vector<NewEvent> events;
  events.push_back(event(std::move(delivered), VisibilityClass::p2, command.on));
  events.back().effective_to = command.to;
  return events;
}

Decision decide(const Service& service, const EndService& command, const ServiceContext& context) {
  if (service.status == Status::none) return Refusal{refusals::service_not_requested, {}};
  if (service.status == Status::ended && service.ended_on == command.on) {
    return std::vector<NewEvent>{};
  }
  if (service.status == Status::ended || service.status == Status::denied) {
    return Refusal{refusals::service_already_ended, {}};
  }
  if (command.reason.empty()) return Refusal{refusals::service_reason_missing, {}};
  if (auto refusal = check_not_future(command.on, context.today)) return *refusal;
  if (command.on < service.requested_on) {
    return Refusal{refusals::service_before_request,
                   {date_value("richiesta", service.requested_on)}};
  }
  if (service.active_from && command.on < *service.active_from) {
    return Refusal{refusals::service_outside_activity, {date_value("data", command.on)}};
  }
  if (service.last_delivery && command.on < *service.last_delivery) {
    return Refusal{refusals::service_before_last_delivery,
                   {date_value("data", *service.last_delivery)}};
  }

  schema::ServiceEndedT ended;
  ended.service = service.id;
  ended.on = command.on;
  ended.reason = command.reason;
  std::vector<NewEvent> events;
  events.push_back(event(std::move(ended), VisibilityClass::p3, command.on));
  return events;
}

namespace {

void apply(Service& service, const schema::ServiceDecided& decided) {
  service.decided_on = schema::read(decided.on());
  switch (decided.result()) {
    case ServiceResult::granted:
      service.status = Status::granted;
      service.grant = Service::Grant{schema::read(decided.from()),
                                     schema::read_optional(decided.to()),
                                     decided.quantity_hundredths(),
                                     decided.unit(),
                                     schema::read_optional(decided.regulation()),
                                     decided.protected_by()};
      break;
    case ServiceResult::denied:
      service.status = Status::denied;
      break;
    case ServiceResult::waiting:
      service.status = Status::waiting;
      break;
    case ServiceResult::unknown:
      break;
  }
}

void apply(Service& service, const schema::ServiceDelivered& delivered) {
  if (delivered.state() != DeliveryState::delivered) return;
  const Date on = schema::read(delivered.on());
  const Date last = schema::read_optional(delivered.to()).value_or(on);
  service.last_delivery = std::max(service.last_delivery.value_or(last), last);
}

}  // namespace

Service evolve(Service service, const schema::Header& stored) {
  if (const auto* requested = stored.fact_as_ServiceRequested()) {
    service.status = Status::requested;
    service.id = schema::read(requested->service());
    service.person = schema::read(requested->person());
    service.case_file = schema::read_optional(requested->case_file());
    service.service_code = schema::read(requested->service_code());
    service.requested_on = schema::read(requested->on());
    service.protocol_number = requested->protocol_number();
  } else if (const auto* decided = stored.fact_as_ServiceDecided()) {
    apply(service, *decided);
  } else if (const auto* activated = stored.fact_as_ServiceActivated()) {
    service.status = Status::active;
    service.active_from = schema::read(activated->from());
    service.competent_comune = schema::read(activated->competent_comune());
  } else if (const auto* delivered = stored.fact_as_ServiceDelivered()) {
    apply(service, *delivered);
  } else if (const auto* ended = stored.fact_as_ServiceEnded()) {
    service.status = Status::ended;
    service.ended_on = schema::read(ended->on());
  } else if (const auto* suspended = stored.fact_as_ServiceSuspended()) {
    service.suspensions.push_back(
        {suspended->reason(), schema::read(suspended->from()), std::nullopt});
  } else if (const auto* resumed = stored.fact_as_ServiceResumed()) {
    if (!service.suspensions.empty()) {
      service.suspensions.back().resumed_from = schema::read(resumed->from());
    }
  } else if (const auto* assessed = stored.fact_as_ApplicationAssessed()) {
    Service::Assessment assessment;
    assessment.event = schema::read(stored.event());
    assessed->UnPackTo(&assessment.assessed);
    service.assessments.push_back(std::move(assessment));
  }
  return service;
}

}  // namespace telaio::domain
