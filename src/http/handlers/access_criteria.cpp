// SPDX-License-Identifier: EUPL-1.2
// Access criteria: those in force, publishing new ones, and judging a request by them.
#include <algorithm>
#include <boost/json/serialize.hpp>

#include "app/access/criteria_json.hpp"
#include "app/rankings.hpp"
#include "app/streams.hpp"
#include "crypto/digest.hpp"
#include "domain/criteria/criteria_refusals.hpp"
#include "domain/fees/amount.hpp"
#include "domain/service/application_refusals.hpp"
#include "http/case_access.hpp"
#include "http/handlers/case_rows.hpp"
#include "http/handlers/criteria_document.hpp"
#include "http/handlers/handlers.hpp"
#include "http/handlers/ranking_reading.hpp"
#include "http/http_refusals.hpp"
#include "http/json_body.hpp"
#include "http/stream_reader.hpp"

namespace telaio::http::handlers {

namespace {

namespace rankings = projections::rankings;

constexpr std::size_t comuni_max = 200;

CriteriaId criteria_id_of(const CommandId& command) {
  constexpr std::string_view domain = "telaio/criteria-id/v1";
  const auto digest = crypto::sha256({as_bytes(domain), command.view()});
  return CriteriaId(uuid_from(BytesView(digest).first(id_size)));
}

std::vector<Code> codes_of(ObjectReader& body, std::string_view name, std::size_t most) {
  std::vector<Code> codes;
  const boost::json::array* list = body.array(name, 0, most, false);
  if (list == nullptr) return codes;
  for (const boost::json::value& each : *list) {
    const auto* text = each.if_string();
    const auto code = text == nullptr ? std::nullopt : Code::parse(*text);
    if (!code || code->empty()) {
      body.fail(name, Refusal{refusals::field_value, {}});
    } else {
      codes.push_back(*code);
    }
  }
  return codes;
}

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

}  // namespace

Response list_access_criteria(Site& site, const Call& call) {
  auto moment = moment_of(call.request, site.today());
  if (!moment) return site.no(moment.error());
  const auto service = service_parameter(call.request);
  if (!service) return site.no(service.error());
  if (const auto settled = site.settle(*moment); !settled) return site.no(settled.error());
  const auto answer =
      site.deps.views.ask("rankings", site.at(*moment), [&](const view::ReadRows& rows) {
        return rankings::criteria_on(rows, moment->on, *service);
      });
  if (!answer) return site.no(answer.error());
  if (answer->late) return site.no(refusals::not_visible_yet);
  constexpr std::size_t shown_max = 200;
  boost::json::array items;
  for (const rankings::Criteria& each : answer->value) {
    if (items.size() == shown_max) break;
    const auto file = fold_stream<domain::CriteriaFile>(
        site.deps.events(), app::streams::criteria(each.criteria), moment->as_of, std::nullopt);
    if (!file) return site.no(file.error());
    if (!file->published) continue;
    items.push_back(
        criteria_document(site, each.criteria, domain::access::criteria_of(*file->published)));
  }
  boost::json::object body;
  body["on"] = to_string(moment->on);
  body["items"] = std::move(items);
  body["position"] = newest(answer->applied);
  return json_response(Status::ok, body);
}

Response publish_access_criteria(Site& site, const Call& call) {
  boost::json::object object;
  if (auto bad = read_body(site, call, object)) return std::move(*bad);
  std::vector<FieldError> errors;
  ObjectReader body(object, "", errors);
  const boost::json::object* document = body.object("document", true);
  const Code service_code = body.code("service_code");
  const auto comuni = codes_of(body, "comuni", comuni_max);
  const Date valid_from = body.date("valid_from");
  const auto valid_to = body.optional_date("valid_to");
  body.finish();
  if (!errors.empty()) return site.no(errors);
  const auto request = site.command(call, Code("criteria"));
  if (!request) return site.no(request.error());

  auto loaded = app::access::load(boost::json::serialize(*document));
  if (!loaded) return site.no(loaded.error());
  loaded->criteria.service_code = service_code;
  loaded->criteria.comuni = comuni;
  loaded->criteria.valid_from = valid_from;
  if (valid_to) loaded->criteria.valid_to = valid_to;
  if (!loaded->unreadable.empty()) {
    return site.no(Refusal{domain::refusals::criteria_has_errors,
                           {{"errori", std::to_string(loaded->unreadable.size())}}});
  }
  const CriteriaId id = criteria_id_of(request->command);
  const auto executed =
      app::execute(site.deps.transactor, *request,
                   domain::PublishCriteria{domain::access::to_event(loaded->criteria, id)});
  if (!executed) return site.no(executed.error());
  boost::json::object answer;
  answer["criteria"] = criteria_document(site, id, loaded->criteria);
  answer["findings"] = findings_document(site, app::access::findings_of(*loaded));
  answer["position"] = executed->position;
  return json_response(Status::created, answer);
}

Response assess_application(Site& site, const Call& call) {
  const auto id = call.id<ServiceId>("service_id");
  if (!id) return site.no(refusals::not_found);
  boost::json::object object;
  if (auto bad = read_body(site, call, object)) return std::move(*bad);
  std::vector<FieldError> errors;
  ObjectReader body(object, "", errors);
  domain::AssessApplication command;
  auto& assessed = command.assessed;
  assessed.service = *id;
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
  body.finish();
  if (!errors.empty()) return site.no(errors);
  // A missing key is said before anything is looked up.
  if (const auto keyed = site.command(call, Code("criteria")); !keyed)
    return site.no(keyed.error());

  const auto service = fold_stream<domain::Service>(site.deps.events(), app::streams::service(*id),
                                                    std::nullopt, std::nullopt);
  if (!service) return site.no(service.error());
  if (!service->case_file) return site.no(refusals::not_found);
  const CaseId case_file = *service->case_file;
  const auto request = site.command_on_case(call, Code("criteria"), case_file);
  if (!request) return site.no(request.error());
  auto outcome = case_access(site, call, case_file);
  if (auto* refused = std::get_if<Response>(&outcome)) return std::move(*refused);
  const CaseAccess& access = std::get<CaseAccess>(outcome);
  if (!access.write) return site.no(refusals::forbidden);
  if (auto unrecorded = record_case(site, call, case_file, access, schema::RecordPart::ranking)) {
    return std::move(*unrecorded);
  }
  const auto isee = take_isee(site, access.now.file.household, assessed);
  if (!isee) return site.no(isee.error());
  const auto executed = app::execute(site.deps.transactor, *request, command);
  if (!executed) return site.no(executed.error());
  boost::json::object answer;
  answer["position"] = executed->position;
  answer["repeated"] = executed->repeated;
  return json_response(Status::created, answer);
}

}  // namespace telaio::http::handlers
