// SPDX-License-Identifier: EUPL-1.2
#include "domain/service/suspension.hpp"

#include "domain/checks.hpp"
#include "domain/service/service_refusals.hpp"

namespace telaio::domain {
namespace {

using schema::SuspensionReason;
using schema::VisibilityClass;

const Service::Suspension* open_suspension(const Service& service) {
  if (service.suspensions.empty() || service.suspensions.back().resumed_from) return nullptr;
  return &service.suspensions.back();
}

// The last first day with the service again, of all the suspensions that are over. A log written
// before this rule may hold some that overlap: the last one in the list need not end last.
std::optional<Date> last_resumption(const Service& service) {
  std::optional<Date> last;
  for (const Service::Suspension& each : service.suspensions) {
    if (each.resumed_from && (!last || *each.resumed_from > *last)) last = each.resumed_from;
  }
  return last;
}

std::optional<Refusal> check_arrears(const Service& service, const SuspendService& command,
                                     Date today) {
  if (is_protected(service)) return Refusal{refusals::service_protected, {}};
  if (!command.assessed_on || *command.assessed_on > today) {
    return Refusal{refusals::service_not_assessed, {}};
  }
  if (*command.assessed_on > command.from) {
    return Refusal{refusals::service_assessed_after, {date_value("data", *command.assessed_on)}};
  }
  return std::nullopt;
}

}  // namespace

bool is_protected(const Service& service) {
  return service.grant && service.grant->protected_by != schema::ExemptionReason::unknown;
}

Decision decide(const Service& service, const SuspendService& command,
                const ServiceContext& context) {
  if (service.status != Service::Status::active) {
    return Refusal{refusals::service_not_active, {}};
  }
  if (!is_known(command.reason)) return Refusal{refusals::service_suspension_reason, {}};
  if (const auto* open = open_suspension(service)) {
    if (open->reason == command.reason && open->from == command.from) {
      return std::vector<NewEvent>{};
    }
    return Refusal{refusals::service_suspended, {date_value("data", open->from)}};
  }
  if (command.from < *service.active_from) {
    return Refusal{refusals::service_outside_activity, {date_value("data", command.from)}};
  }
  // It has no last day yet, so it runs over every suspension that is not over when it begins.
  if (const auto resumed = last_resumption(service); resumed && command.from < *resumed) {
    return Refusal{refusals::service_suspension_overlaps, {date_value("data", *resumed)}};
  }
  if (command.reason == SuspensionReason::arrears) {
    if (auto refusal = check_arrears(service, command, context.today)) return *refusal;
  }
  // A day on which the service was delivered was not a day of suspension.
  if (service.last_delivery && command.from <= *service.last_delivery) {
    return Refusal{refusals::service_before_last_delivery,
                   {date_value("data", *service.last_delivery)}};
  }

  schema::ServiceSuspendedT suspended;
  suspended.service = service.id;
  suspended.reason = command.reason;
  suspended.from = command.from;
  suspended.assessed_on = pointer_to(command.assessed_on);
  std::vector<NewEvent> events;
  events.push_back(event(std::move(suspended), VisibilityClass::p2, command.from));
  return events;
}

Decision decide(const Service& service, const ResumeService& command,
                const ServiceContext& /*context*/) {
  const auto* open = open_suspension(service);
  if (open == nullptr) {
    const bool same =
        !service.suspensions.empty() && service.suspensions.back().resumed_from == command.from;
    if (same) return std::vector<NewEvent>{};
    return Refusal{refusals::service_not_suspended, {}};
  }
  if (command.from <= open->from) {
    return Refusal{refusals::service_before_suspension, {date_value("data", open->from)}};
  }
  schema::ServiceResumedT resumed;
  resumed.service = service.id;
  resumed.from = command.from;
  std::vector<NewEvent> events;
  events.push_back(event(std::move(resumed), VisibilityClass::p2, command.from));
  return events;
}

}  // namespace telaio::domain
