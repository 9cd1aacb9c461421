// SPDX-License-Identifier: EUPL-1.2
// Determining a fee, and reading why it is what it is. Which service a person has, and an ISEE of a
// health kind, are of class P3: both are recorded before anything is shown or written.
#include "app/fees.hpp"
#include "http/case_write.hpp"
#include "http/handlers/effects_rows.hpp"
#include "http/handlers/fee_document.hpp"
#include "http/handlers/fee_letter.hpp"
#include "http/handlers/fee_request.hpp"
#include "http/handlers/handlers.hpp"
#include "http/http_refusals.hpp"
#include "http/json_body.hpp"
#include "paper/tagged_pdf.hpp"
#include "projections/fees/fees_query.hpp"

namespace telaio::http::handlers {

namespace {

Response show(Site& site, const CaseAccess& access, const FeeFound& found, Status status) {
  auto document = fee_document(site, access, found);
  if (!document) return site.no(document.error());
  return json_response(status, *document);
}

// A fee that this caller may read, already recorded as read.
struct ReadFee {
  FeeFound found;
  CaseAccess access;
};
// Or the answer to give instead.
std::variant<ReadFee, Response> read_fee(Site& site, const Call& call,
                                         schema::AccessAction action) {
  const auto id = call.id<FeeId>("fee_id");
  if (!id) return site.no(refusals::not_found);
  auto moment = moment_of(call.request, site.today());
  if (!moment) return site.no(moment.error());
  if (const auto settled = site.settle(*moment); !settled) return site.no(settled.error());
  const auto answer = site.deps.views.ask(
      "fees", site.at(*moment),
      [&](const view::ReadRows& rows) { return projections::fees::fee_with_id(rows, *id); });
  if (!answer) return site.no(answer.error());
  if (!answer->value) {
    return site.no(answer->late ? refusals::not_visible_yet : refusals::not_found);
  }
  auto found = find_fee(site, answer->value->service, [&](const schema::CopaymentDetermined& fee) {
    return schema::read(fee.fee()) == *id;
  });
  if (!found) return site.no(found.error());
  if (!*found) return site.no(refusals::not_found);
  auto outcome = case_access(site, call, (*found)->case_file);
  if (auto* refused = std::get_if<Response>(&outcome)) return std::move(*refused);
  CaseAccess access = std::move(std::get<CaseAccess>(outcome));
  if (auto unrecorded =
          record_case(site, call, (*found)->case_file, access, schema::RecordPart::fees, action)) {
    return std::move(*unrecorded);
  }
  return ReadFee{std::move(**found), std::move(access)};
}

}  // namespace

Response determine_fee(Site& site, const Call& call) {
  const auto id = call.id<ServiceId>("service_id");
  if (!id) return site.no(refusals::not_found);
  boost::json::object object;
  if (auto bad = read_body(site, call, object)) return std::move(*bad);
  std::vector<FieldError> errors;
  ObjectReader body(object, "", errors);
  app::DetermineFee command = read_fee_request(body);
  body.finish();
  if (!errors.empty()) return site.no(errors);
  auto allowed = service_write(site, call, Code("fees"), *id);
  if (auto* refused = std::get_if<Response>(&allowed)) return std::move(*refused);
  const auto& [service, case_file, access, request] = std::get<ServiceWrite>(allowed);
  if (auto unrecorded = record_case(site, call, case_file, access, schema::RecordPart::fees)) {
    return std::move(*unrecorded);
  }
  // The same command names the same fee, however often it is sent.
  command.fee = app::fee_id_of(request.command, 0);
  command.service = *id;
  // Without a household nobody has an attestation; the regulation says what then holds.
  command.household = access.now.file.household.value_or(HouseholdId());
  if (service.grant && service.grant->regulation) {
    auto known = known_regulations(site, *service.grant->regulation);
    if (!known) return site.no(known.error());
    command.known_regulations = std::move(*known);
  }
  const auto executed = app::execute(site.deps.transactor, request, command);
  if (!executed) return site.no(executed.error());
  // Already so: the determination in force for the period answers.
  const auto found = find_fee(site, *id, [&](const schema::CopaymentDetermined& fee) {
    return schema::read(fee.fee()) == command.fee ||
           (executed->events.empty() && schema::read(fee.from()) == command.period.from &&
            schema::read(fee.to()) == command.period.to);
  });
  if (!found) return site.no(found.error());
  if (!*found) return site.no(refusals::not_found);
  return show(site, access, **found, Status::created);
}

Response get_fee(Site& site, const Call& call) {
  auto outcome = read_fee(site, call, schema::AccessAction::view);
  if (auto* refused = std::get_if<Response>(&outcome)) return std::move(*refused);
  const auto& read = std::get<ReadFee>(outcome);
  return show(site, read.access, read.found, Status::ok);
}

Response get_fee_letter(Site& site, const Call& call) {
  auto outcome = read_fee(site, call, schema::AccessAction::print);
  if (auto* refused = std::get_if<Response>(&outcome)) return std::move(*refused);
  const auto& read = std::get<ReadFee>(outcome);
  // A letter to a pseudonym is no letter.
  if (!read.access.names) return site.no(refusals::forbidden);
  const auto document = fee_document(site, read.access, read.found);
  if (!document) return site.no(document.error());
  auto pdf = paper::to_pdf(
      fee_letter(*document, site.deps.catalogue.ambito_name, site.now(), site.labels));
  if (!pdf) return site.no(pdf.error());
  Response response;
  response.body = std::move(pdf->bytes);
  response.set("Content-Type", "application/pdf");
  response.set("Content-Disposition", "inline; filename=\"quota.pdf\"");
  return response;
}

}  // namespace telaio::http::handlers
