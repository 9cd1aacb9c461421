// SPDX-License-Identifier: EUPL-1.2
// Judging one request of a service by the criteria of its call: shown first, then written.
#include <algorithm>

#include "app/rankings.hpp"
#include "app/streams.hpp"
#include "domain/fees/amount.hpp"
#include "domain/service/application_refusals.hpp"
#include "http/case_write.hpp"
#include "http/handlers/assessment_document.hpp"
#include "http/handlers/code_list.hpp"
#include "http/handlers/handlers.hpp"
#include "http/http_refusals.hpp"
#include "http/json_body.hpp"
#include "http/stream_reader.hpp"

namespace telaio::http::handlers {

namespace {

void read_points(ObjectReader& body, schema::ApplicationAssessedT& assessed,
                 std::vector<FieldError>& errors) {
  const boost::json::array* list =
      body.array("points", 0, domain::access::criteria_entries_max, false);
  if (list == nullptr) return;
  for (std::size_t i = 0; i < list->size(); ++i) {
    const auto* object = (*list)[i].if_object();
    if (object == nullptr) {
      body.fail("points", Refusal{refusals::field_value, {}});
      continue;
    }
    ObjectReader item(*object, body.pointer("points") + "/" + std::to_string(i), errors);
    auto given = std::make_unique<schema::ItemPointsT>();
    given->item = item.code("item");
    const auto points = domain::fees::parse_quantity(item.text("points", 1, 20));
    if (points) given->points = *points;
    if (!points) item.fail("points", Refusal{refusals::field_value, {}});
    item.finish();
    assessed.points.push_back(std::move(given));
  }
}

// The ISEE and its annotations are those of the attestation, never of who types.
Result<Done, app::Failure> take_isee(const Site& site, const std::optional<HouseholdId>& household,
                                     schema::ApplicationAssessedT& assessed) {
  if (!assessed.attestation) return Done{};
  const Refusal unattested{domain::refusals::application_isee_unattested, {}};
  if (!household) return app::Failure(unattested);
  const auto folder = fold_stream<domain::IseeFolder>(
      site.deps.events(), app::streams::isee(*household), std::nullopt, std::nullopt);
  if (!folder) return app::Failure(folder.error());
  const auto* entry = domain::find_attestation(*folder, *assessed.attestation);
  const bool valid =
      entry != nullptr && entry->valid_from <= assessed.on && assessed.on <= entry->valid_to;
  if (!valid) return app::Failure(unattested);
  assessed.isee = std::make_unique<Money>(entry->isee);
  assessed.annotations = entry->annotations;
  return Done{};
}

// The body without the ISEE, which is the attestation's.
schema::ApplicationAssessedT read_assessed(ObjectReader& body, const ServiceId& service,
                                           std::vector<FieldError>& errors) {
  schema::ApplicationAssessedT assessed;
  assessed.service = service;
  assessed.criteria = body.id<CriteriaId>("criteria_id");
  assessed.on = body.date("on");
  assessed.age_months = static_cast<std::uint16_t>(body.integer("age_months", 0, UINT16_MAX));
  assessed.residence = body.optional_code("residence").value_or(Code());
  assessed.conditions = codes_of(body, "conditions", domain::access::criteria_entries_max);
  if (const auto priority = body.optional_code("priority")) {
    assessed.priority = std::make_unique<Code>(*priority);
  }
  if (const auto attestation = body.optional_id<AttestationId>("attestation_id")) {
    assessed.attestation = std::make_unique<AttestationId>(*attestation);
  }
  assessed.documents_missing = body.boolean_or("documents_missing", false);
  read_points(body, assessed, errors);
  return assessed;
}

// Judged as the log has it now, after the command.
Result<boost::json::object, app::Failure> outcome_of(const Site& site,
                                                     const schema::ApplicationAssessedT& asked) {
  const auto service = fold_stream<domain::Service>(
      site.deps.events(), app::streams::service(asked.service), std::nullopt, std::nullopt);
  if (!service) return app::Failure(service.error());
  const auto file = fold_stream<domain::CriteriaFile>(
      site.deps.events(), app::streams::criteria(asked.criteria), std::nullopt, std::nullopt);
  if (!file) return app::Failure(file.error());
  const auto application = domain::application_on(*service, asked.criteria, asked.on);
  if (!application || !file->published) return app::Failure(Refusal{refusals::not_found, {}});
  return assessment_outcome(site, domain::access::criteria_of(*file->published), *application,
                            true);
}

Response show(Status status, boost::json::object outcome, const app::Outcome* executed) {
  boost::json::object answer;
  answer["outcome"] = std::move(outcome);
  if (executed != nullptr) {
    answer["position"] = executed->position;
    answer["repeated"] = executed->repeated;
  }
  return json_response(status, answer);
}

}  // namespace

Response assess_application(Site& site, const Call& call) {
  const auto id = call.id<ServiceId>("service_id");
  if (!id) return site.no(refusals::not_found);
  boost::json::object object;
  if (auto bad = read_body(site, call, object)) return std::move(*bad);
  std::vector<FieldError> errors;
  ObjectReader body(object, "", errors);
  domain::AssessApplication command{read_assessed(body, *id, errors)};
  const bool preview = body.boolean_or("preview", false);
  body.finish();
  if (!errors.empty()) return site.no(errors);
  auto allowed = service_write(site, call, Code("criteria"), *id);
  if (auto* refused = std::get_if<Response>(&allowed)) return std::move(*refused);
  const auto& [service, case_file, access, request] = std::get<ServiceWrite>(allowed);
  if (auto unrecorded = record_case(site, call, case_file, access, schema::RecordPart::ranking)) {
    return std::move(*unrecorded);
  }
  const auto isee = take_isee(site, access.now.file.household, command.assessed);
  if (!isee) return site.no(isee.error());
  if (preview) {
    const auto judged = app::preview(site.deps.transactor, command);
    if (!judged) return site.no(judged.error());
    return show(Status::ok, assessment_outcome(site, judged->criteria, judged->application, true),
                nullptr);
  }
  const auto executed = app::execute(site.deps.transactor, request, command);
  if (!executed) return site.no(executed.error());
  auto judged = outcome_of(site, command.assessed);
  if (!judged) return site.no(judged.error());
  return show(Status::created, std::move(*judged), &*executed);
}

}  // namespace telaio::http::handlers
