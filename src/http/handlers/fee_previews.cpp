// SPDX-License-Identifier: EUPL-1.2
// Before a fee is determined: what the regulation in force lets one say (surcharges, discounts,
// residence), and the amount with its steps as it would be. Nothing is written.
#include <algorithm>

#include "app/app_refusals.hpp"
#include "app/fees.hpp"
#include "app/streams.hpp"
#include "http/handlers/effects_rows.hpp"
#include "http/handlers/fee_document.hpp"
#include "http/handlers/fee_request.hpp"
#include "http/handlers/handlers.hpp"
#include "http/http_refusals.hpp"
#include "http/json_body.hpp"
#include "http/wording.hpp"

namespace telaio::http::handlers {

namespace {

using domain::fees::Regulation;

// A service of a case the caller may write on, already recorded as read; or the answer to give.
struct PricedService {
  domain::Service service;
  CaseAccess access;
};
std::variant<PricedService, Response> read_service(Site& site, const Call& call,
                                                   const ServiceId& id) {
  auto service = fold_stream<domain::Service>(site.deps.events(), app::streams::service(id),
                                              std::nullopt, std::nullopt);
  if (!service) return site.no(service.error());
  if (!service->case_file) return site.no(refusals::not_found);
  auto outcome = case_access(site, call, *service->case_file);
  if (auto* refused = std::get_if<Response>(&outcome)) return std::move(*refused);
  CaseAccess access = std::move(std::get<CaseAccess>(outcome));
  if (!access.write) return site.no(refusals::forbidden);
  if (auto unrecorded =
          record_case(site, call, *service->case_file, access, schema::RecordPart::fees)) {
    return std::move(*unrecorded);
  }
  return PricedService{std::move(*service), std::move(access)};
}

boost::json::array adjustments(const std::vector<domain::fees::Adjustment>& list) {
  boost::json::array rows;
  for (const auto& each : list) {
    boost::json::object row;
    row["number"] = rows.size() + 1;
    row["when"] = each.when;
    row["percent"] = decimal_of_thousandths(each.percent.value);
    if (each.isee_max) row["isee_max"] = to_string(*each.isee_max);
    rows.push_back(std::move(row));
  }
  return rows;
}

void add_exemption(boost::json::object& body, const Regulation& rule,
                   const domain::Service& service) {
  const auto reason = service.grant->protected_by;
  if (std::ranges::find(rule.exemptions, reason) == rule.exemptions.end()) return;
  if (reason == schema::ExemptionReason::court_order) body["exemption"] = "court_order";
  if (reason == schema::ExemptionReason::child_protection) body["exemption"] = "child_protection";
}

boost::json::object terms_document(const Regulation& rule, const domain::Service& service) {
  boost::json::object body;
  body["authority"] = rule.authority;
  body["act"] = rule.act;
  body["surcharges"] = adjustments(rule.surcharges);
  body["discounts"] = adjustments(rule.discounts);
  body["non_residents"] = rule.non_resident_amount.has_value();
  body["in_percent"] = rule.scheme == domain::fees::FeeScheme::percent_of_cost;
  if (rule.full_cost) body["full_cost"] = to_string(*rule.full_cost);
  add_exemption(body, rule, service);
  return body;
}

}  // namespace

Response get_fee_terms(Site& site, const Call& call) {
  const auto id = call.id<ServiceId>("service_id");
  if (!id) return site.no(refusals::not_found);
  auto moment = moment_of(call.request, site.today());
  if (!moment) return site.no(moment.error());
  auto outcome = read_service(site, call, *id);
  if (auto* refused = std::get_if<Response>(&outcome)) return std::move(*refused);
  const auto& read = std::get<PricedService>(outcome);
  const auto question = fee_question(site, *id, read.access.now.file.household);
  if (!question) return site.no(question.error());
  if (!*question) return site.no(app::refusals::service_not_priced);
  const auto inputs = app::load_fee_inputs(site.deps.transactor, **question);
  if (!inputs) return site.no(inputs.error());
  boost::json::object body;
  body["on"] = to_string(moment->on);
  for (const auto& version : inputs->versions) {
    if (!domain::fees::in_force_on(version.rule, moment->on)) continue;
    body["terms"] = terms_document(version.rule, inputs->service);
  }
  return json_response(Status::ok, body);
}

Response preview_fee(Site& site, const Call& call) {
  const auto id = call.id<ServiceId>("service_id");
  if (!id) return site.no(refusals::not_found);
  boost::json::object object;
  if (auto bad = read_body(site, call, object)) return std::move(*bad);
  std::vector<FieldError> errors;
  ObjectReader body(object, "", errors);
  app::DetermineFee command = read_fee_request(body);
  body.finish();
  if (!errors.empty()) return site.no(errors);
  auto outcome = read_service(site, call, *id);
  if (auto* refused = std::get_if<Response>(&outcome)) return std::move(*refused);
  const auto& read = std::get<PricedService>(outcome);
  command.service = *id;
  command.household = read.access.now.file.household.value_or(HouseholdId());
  if (read.service.grant && read.service.grant->regulation) {
    auto known = known_regulations(site, *read.service.grant->regulation);
    if (!known) return site.no(known.error());
    command.known_regulations = std::move(*known);
  }
  const auto fees = app::preview(site.deps.transactor, command);
  if (!fees) return site.no(fees.error());
  boost::json::array items;
  for (const schema::CopaymentDeterminedT& each : *fees) {
    auto document = fee_preview(site, each);
    if (!document) return site.no(document.error());
    items.push_back(std::move(*document));
  }
  boost::json::object answer;
  answer["fees"] = std::move(items);
  return json_response(Status::ok, answer);
}

}  // namespace telaio::http::handlers
