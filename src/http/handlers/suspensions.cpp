// SPDX-License-Identifier: EUPL-1.2
// A service stopped for a while, and started again: each a decision that somebody signs. What the
// rules refuse (arrears of what a judge ordered) the domain says, not this file.
#include "http/handlers/suspensions.hpp"

#include <array>

#include "app/commands.hpp"
#include "app/streams.hpp"
#include "domain/service/suspension.hpp"
#include "http/case_write.hpp"
#include "http/handlers/handlers.hpp"
#include "http/http_refusals.hpp"
#include "http/json_body.hpp"
#include "http/stream_reader.hpp"

namespace telaio::http::handlers {

namespace {

using Suspension = domain::Service::Suspension;

// In the order of the enumeration, from 1.
constexpr std::array<std::string_view, 3> reasons{"arrears", "absence", "asked"};

template <class Command>
Response run(Site& site, const Call& call, const Command& command) {
  auto allowed = service_write(site, call, Code("services"), command.service);
  if (auto* refused = std::get_if<Response>(&allowed)) return std::move(*refused);
  const auto& [service, case_file, access, request] = std::get<ServiceWrite>(allowed);
  // The answer tells which service a person has, and maybe that a judge ordered it.
  if (auto unrecorded = record_case(site, call, case_file, access, schema::RecordPart::fees)) {
    return std::move(*unrecorded);
  }
  const auto executed = app::execute(site.deps.transactor, request, command);
  if (!executed) return site.no(executed.error());
  boost::json::object written;
  written["service_id"] = to_string(command.service);
  written["position"] = executed->position;
  written["repeated"] = executed->repeated;
  return json_response(Status::created, written);
}

boost::json::object document(const Suspension& suspension) {
  boost::json::object row;
  const auto reason = static_cast<std::size_t>(suspension.reason);
  if (reason >= 1 && reason <= reasons.size()) row["reason"] = reasons[reason - 1];
  row["from"] = to_string(suspension.from);
  if (suspension.resumed_from) row["resumed_from"] = to_string(*suspension.resumed_from);
  return row;
}

}  // namespace

Result<std::optional<boost::json::object>, Fault> suspension_of(const Site& site,
                                                                const ServiceId& service,
                                                                const Moment& moment) {
  const auto state = fold_stream<domain::Service>(
      site.deps.events(), app::streams::service(service), moment.as_of, std::nullopt);
  if (!state) return state.error();
  const Suspension* announced = nullptr;
  for (const Suspension& each : state->suspensions) {
    const bool over = each.resumed_from && *each.resumed_from <= moment.on;
    if (over) continue;
    if (each.from <= moment.on) return std::optional(document(each));
    if (announced == nullptr) announced = &each;
  }
  if (announced == nullptr || moment.on_given) return std::optional<boost::json::object>();
  return std::optional(document(*announced));
}

Response suspend_service(Site& site, const Call& call) {
  const auto id = call.id<ServiceId>("service_id");
  if (!id) return site.no(refusals::not_found);
  boost::json::object object;
  if (auto bad = read_body(site, call, object)) return std::move(*bad);
  std::vector<FieldError> errors;
  ObjectReader body(object, "", errors);
  domain::SuspendService command;
  command.service = *id;
  command.reason = static_cast<schema::SuspensionReason>(body.choice("reason", reasons) + 1);
  command.from = body.date("from");
  command.assessed_on = body.optional_date("assessed_on");
  body.finish();
  if (!errors.empty()) return site.no(errors);
  return run(site, call, command);
}

Response resume_service(Site& site, const Call& call) {
  const auto id = call.id<ServiceId>("service_id");
  if (!id) return site.no(refusals::not_found);
  boost::json::object object;
  if (auto bad = read_body(site, call, object)) return std::move(*bad);
  std::vector<FieldError> errors;
  ObjectReader body(object, "", errors);
  domain::ResumeService command;
  command.service = *id;
  command.from = body.date("from");
  body.finish();
  if (!errors.empty()) return site.no(errors);
  return run(site, call, command);
}

}  // namespace telaio::http::handlers
