// SPDX-License-Identifier: EUPL-1.2
#include "domain/service/application.hpp"

#include <algorithm>
#include <set>

#include "base/limits.hpp"
#include "domain/checks.hpp"
#include "domain/service/application_refusals.hpp"

namespace telaio::domain {
namespace {

using schema::AccessCriteriaPublishedT;
using schema::ApplicationAssessedT;

// Longer than any life: a larger number is days or a year of birth typed in the wrong place.
constexpr std::uint16_t age_months_max = 130 * 12;

std::optional<Refusal> check_dates(const Service& service, const ApplicationAssessedT& assessed,
                                   const AssessmentContext& context) {
  const AccessCriteriaPublishedT& criteria = context.criteria;
  if (assessed.on > context.today) {
    return Refusal{refusals::application_in_future, {date_value("data", assessed.on)}};
  }
  if (assessed.on < service.requested_on) {
    return Refusal{refusals::application_before_request,
                   {date_value("richiesta", service.requested_on)}};
  }
  if (assessed.on < criteria.valid_from ||
      (criteria.valid_to && assessed.on > *criteria.valid_to)) {
    return Refusal{refusals::application_criteria_not_in_force, {date_value("data", assessed.on)}};
  }
  return std::nullopt;
}

// What some gate of the criteria asks about: anything else would be kept without being used.
bool asks_about(const AccessCriteriaPublishedT& criteria, const Code& condition) {
  return std::any_of(criteria.gates.begin(), criteria.gates.end(), [&](const auto& gate) {
    return gate->condition && *gate->condition == condition;
  });
}

std::optional<Refusal> check_situation(const ApplicationAssessedT& assessed,
                                       const AccessCriteriaPublishedT& criteria) {
  if (assessed.age_months > age_months_max) {
    return Refusal{refusals::application_age_out_of_range, {}};
  }
  for (const Code& condition : assessed.conditions) {
    if (!asks_about(criteria, condition)) {
      return Refusal{refusals::application_unknown_condition,
                     {{"voce", std::string(condition.text())}}};
    }
  }
  const auto& classes = criteria.classes;
  if (assessed.priority &&
      std::find(classes.begin(), classes.end(), *assessed.priority) == classes.end()) {
    return Refusal{refusals::application_unknown_class,
                   {{"voce", std::string(assessed.priority->text())}}};
  }
  if (assessed.isee &&
      (assessed.isee->cents() < 0 || assessed.isee->cents() > limits::amount_cents_max)) {
    return Refusal{refusals::application_isee_out_of_range, {}};
  }
  // Essential level: the economic condition is read from an attestation, not declared
  // (DPCM 159/2013, art. 2 c. 1).
  if (static_cast<bool>(assessed.isee) != static_cast<bool>(assessed.attestation)) {
    return Refusal{refusals::application_isee_unattested, {}};
  }
  return std::nullopt;
}

std::optional<Refusal> check_points(const ApplicationAssessedT& assessed,
                                    const AccessCriteriaPublishedT& criteria) {
  std::set<Code> seen;
  for (const auto& given : assessed.points) {
    const RefusalValue name{"voce", std::string(given->item.text())};
    const auto item = std::find_if(criteria.items.begin(), criteria.items.end(),
                                   [&](const auto& each) { return each->item == given->item; });
    if (item == criteria.items.end()) return Refusal{refusals::application_unknown_item, {name}};
    if (!seen.insert(given->item).second) {
      return Refusal{refusals::application_item_twice, {name}};
    }
    if (given->points > (*item)->points_max) {
      return Refusal{refusals::application_points_above,
                     {name, {"massimo", to_italian(Money::from_cents((*item)->points_max))}}};
    }
  }
  return std::nullopt;
}

access::Application as_application(const Service& service, const Service::Assessment& assessment) {
  const ApplicationAssessedT& assessed = assessment.assessed;
  access::Application application;
  application.service = service.id;
  application.person = service.person;
  application.assessment = assessment.event;
  application.requested_on = service.requested_on;
  application.protocol_number = service.protocol_number;
  application.age_months = assessed.age_months;
  application.residence = assessed.residence;
  application.conditions = assessed.conditions;
  application.priority = value_of(assessed.priority).value_or(Code());
  application.isee = value_of(assessed.isee);
  application.annotations = assessed.annotations;
  application.documents_missing = assessed.documents_missing;
  for (const auto& given : assessed.points) {
    application.points.push_back({given->item, given->points});
  }
  return application;
}

}  // namespace

Decision decide(const Service& service, const AssessApplication& command,
                const AssessmentContext& context) {
  const ApplicationAssessedT& assessed = command.assessed;
  const bool pending =
      service.status == Service::Status::requested || service.status == Service::Status::waiting;
  if (!pending) return Refusal{refusals::application_not_pending, {}};
  // Every chain of ties ends with it: without one the order of two equals would be an accident.
  if (service.protocol_number == 0) return Refusal{refusals::application_protocol_missing, {}};
  if (service.service_code != context.criteria.service_code) {
    return Refusal{refusals::application_other_service, {}};
  }
  if (auto refusal = check_dates(service, assessed, context)) return *refusal;
  if (auto refusal = check_situation(assessed, context.criteria)) return *refusal;
  if (auto refusal = check_points(assessed, context.criteria)) return *refusal;

  ApplicationAssessedT fact = assessed;
  fact.service = service.id;
  fact.criteria = context.criteria.criteria;
  if (!service.assessments.empty() && service.assessments.back().assessed == fact) {
    return std::vector<NewEvent>{};
  }
  std::vector<NewEvent> events;
  events.push_back(event(std::move(fact), schema::VisibilityClass::p3, assessed.on));
  return events;
}

std::optional<access::Application> application_on(const Service& service,
                                                  const CriteriaId& criteria, Date on) {
  const Service::Assessment* last = nullptr;
  for (const auto& each : service.assessments) {
    if (each.assessed.criteria == criteria && each.assessed.on <= on) last = &each;
  }
  if (last == nullptr) return std::nullopt;
  return as_application(service, *last);
}

std::optional<access::Application> application_of(const Service& service,
                                                  const EventId& assessment) {
  for (const auto& each : service.assessments) {
    if (each.event == assessment) return as_application(service, each);
  }
  return std::nullopt;
}

}  // namespace telaio::domain
