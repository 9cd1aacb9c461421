// SPDX-License-Identifier: EUPL-1.2
// Access criteria: those in force, what is wrong with a document, and publishing one.
#include <boost/json/serialize.hpp>

#include "app/access/criteria_json.hpp"
#include "app/rankings.hpp"
#include "app/streams.hpp"
#include "crypto/digest.hpp"
#include "domain/criteria/criteria_refusals.hpp"
#include "http/handlers/case_rows.hpp"
#include "http/handlers/code_list.hpp"
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

// A document with what its publisher decides; `valid_from` may be missing from what is only
// checked.
struct Wanted {
  const boost::json::object* document = nullptr;
  Code service_code;
  std::vector<Code> comuni;
  std::optional<Date> valid_from;
  std::optional<Date> valid_to;
};

Result<app::access::LoadedCriteria, Refusal> load(const Wanted& wanted) {
  auto loaded = app::access::load(boost::json::serialize(*wanted.document));
  if (!loaded) return loaded.error();
  loaded->criteria.service_code = wanted.service_code;
  loaded->criteria.comuni = wanted.comuni;
  if (wanted.valid_from) loaded->criteria.valid_from = wanted.valid_from;
  if (wanted.valid_to) loaded->criteria.valid_to = wanted.valid_to;
  return loaded;
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
  put_call_choices(site, body);
  body["position"] = newest(answer->applied);
  return json_response(Status::ok, body);
}

Response check_access_criteria(Site& site, const Call& call) {
  boost::json::object object;
  if (auto bad = read_body(site, call, object)) return std::move(*bad);
  std::vector<FieldError> errors;
  ObjectReader body(object, "", errors);
  Wanted wanted;
  wanted.document = body.object("document", true);
  wanted.service_code = body.optional_code("service_code").value_or(Code());
  wanted.comuni = codes_of(body, "comuni", comuni_max);
  wanted.valid_from = body.optional_date("valid_from");
  wanted.valid_to = body.optional_date("valid_to");
  body.finish();
  if (!errors.empty()) return site.no(errors);
  const auto loaded = load(wanted);
  if (!loaded) return site.no(loaded.error());
  const auto findings = app::access::findings_of(*loaded);
  boost::json::object criteria = criteria_document(site, CriteriaId(), loaded->criteria);
  criteria.erase("criteria_id");
  boost::json::object answer;
  answer["criteria"] = std::move(criteria);
  answer["findings"] = findings_document(site, findings);
  answer["errors"] = domain::access::error_count(findings);
  return json_response(Status::ok, answer);
}

Response publish_access_criteria(Site& site, const Call& call) {
  boost::json::object object;
  if (auto bad = read_body(site, call, object)) return std::move(*bad);
  std::vector<FieldError> errors;
  ObjectReader body(object, "", errors);
  Wanted wanted;
  wanted.document = body.object("document", true);
  wanted.service_code = body.code("service_code");
  wanted.comuni = codes_of(body, "comuni", comuni_max);
  wanted.valid_from = body.date("valid_from");
  wanted.valid_to = body.optional_date("valid_to");
  body.finish();
  if (!errors.empty()) return site.no(errors);
  const auto request = site.command(call, Code("criteria"));
  if (!request) return site.no(request.error());

  const auto loaded = load(wanted);
  if (!loaded) return site.no(loaded.error());
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

}  // namespace telaio::http::handlers
