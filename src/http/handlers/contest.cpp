// SPDX-License-Identifier: EUPL-1.2
// Contesting a fee: told of, asked to be seen again, answered. Each is a date that somebody writes
// down; none of them changes an amount.
#include "app/settlements.hpp"
#include "http/case_write.hpp"
#include "http/handlers/handlers.hpp"
#include "http/http_refusals.hpp"
#include "http/json_body.hpp"
#include "projections/fees/fees_query.hpp"

namespace telaio::http::handlers {

namespace {

constexpr std::string_view outcomes[] = {"confirmed", "changed"};

// The service a fee is of; nothing when no such fee is known.
Result<std::optional<ServiceId>, Fault> service_of(const Site& site, const FeeId& fee) {
  const auto answer = site.deps.views.ask("fees", view::At{}, [&](const view::ReadRows& rows) {
    return projections::fees::fee_with_id(rows, fee);
  });
  if (!answer) return answer.error();
  if (!answer->value) return std::optional<ServiceId>();
  return std::optional<ServiceId>(answer->value->service);
}

template <class Command>
Response run(Site& site, const Call& call, const Command& command) {
  const auto service = service_of(site, command.fee);
  if (!service) return site.no(service.error());
  if (!*service) return site.no(refusals::not_found);
  auto allowed = service_write(site, call, Code("fees"), **service);
  if (auto* refused = std::get_if<Response>(&allowed)) return std::move(*refused);
  const auto& [state, case_file, access, request] = std::get<ServiceWrite>(allowed);
  if (auto unrecorded = record_case(site, call, case_file, access, schema::RecordPart::fees)) {
    return std::move(*unrecorded);
  }
  const auto executed = app::execute(site.deps.transactor, request, **service, command);
  if (!executed) return site.no(executed.error());
  boost::json::object written;
  written["fee_id"] = to_string(command.fee);
  written["position"] = executed->position;
  written["repeated"] = executed->repeated;
  return json_response(Status::created, written);
}

// Reads the fee and the day, and what else the body holds.
template <class Command, class More>
Response contest(Site& site, const Call& call, Command command, More more) {
  const auto id = call.id<FeeId>("fee_id");
  if (!id) return site.no(refusals::not_found);
  boost::json::object object;
  if (auto bad = read_body(site, call, object)) return std::move(*bad);
  std::vector<FieldError> errors;
  ObjectReader body(object, "", errors);
  command.fee = *id;
  command.on = body.date("on");
  more(body, command);
  body.finish();
  if (!errors.empty()) return site.no(errors);
  if (const auto keyed = site.command(call, Code("fees")); !keyed) return site.no(keyed.error());
  return run(site, call, command);
}

}  // namespace

Response notify_fee(Site& site, const Call& call) {
  return contest(site, call, domain::NotifyFee{}, [](ObjectReader&, domain::NotifyFee&) {});
}

Response request_fee_review(Site& site, const Call& call) {
  return contest(site, call, domain::RequestReview{}, [](ObjectReader&, domain::RequestReview&) {});
}

Response decide_fee_review(Site& site, const Call& call) {
  return contest(site, call, domain::DecideReview{},
                 [](ObjectReader& body, domain::DecideReview& command) {
                   command.outcome =
                       static_cast<schema::FeeReviewOutcome>(body.choice("outcome", outcomes) + 1);
                 });
}

}  // namespace telaio::http::handlers
