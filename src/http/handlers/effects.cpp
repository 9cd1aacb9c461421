// SPDX-License-Identifier: EUPL-1.2
// Effetti of a case, and the decision that settles them. Reading proposes and changes nothing;
// deciding holds for the proposal that was read, or is refused.
#include "http/handlers/effects_rows.hpp"

#include <boost/json/array.hpp>

#include "http/case_write.hpp"
#include "http/handlers/case_rows.hpp"
#include "http/handlers/handlers.hpp"
#include "http/handlers/household.hpp"
#include "http/http_refusals.hpp"
#include "http/json_body.hpp"
#include "http/persons.hpp"
#include "projections/fees/fees_query.hpp"

namespace telaio::http::handlers {

namespace {

constexpr std::string_view methods[] = {"next_invoice", "refund", "instalments", "waived"};
constexpr std::size_t proposal_digits = 64;

// The services of the case, in the order they were granted: those without a price included.
Result<std::vector<projections::fees::ServiceState>, app::Failure> services_of(const Site& site,
                                                                               const CaseId& id) {
  auto answer = site.deps.views.ask("fees", view::At{}, [&](const view::ReadRows& rows) {
    return projections::fees::services_of_case(rows, id, site.today());
  });
  if (!answer) return app::Failure(answer.error());
  return std::move(answer->value);
}

Result<PersonsShown, app::Failure> names_of(const Site& site, const CaseAccess& access,
                                            const std::vector<PersonId>& persons) {
  if (access.names) return read_persons(site, persons, view::At{}, site.today());
  const auto all = everybody(site, access.now);
  if (!all) return all.error();
  return pseudonyms(*all);
}

}  // namespace

Response get_effects(Site& site, const Call& call) {
  const auto id = call.id<CaseId>("case_id");
  if (!id) return site.no(refusals::not_found);
  auto outcome = case_access(site, call, *id);
  if (auto* refused = std::get_if<Response>(&outcome)) return std::move(*refused);
  const CaseAccess& access = std::get<CaseAccess>(outcome);
  if (auto unrecorded = record_case(site, call, *id, access, schema::RecordPart::effects)) {
    return std::move(*unrecorded);
  }
  const auto services = services_of(site, *id);
  if (!services) return site.no(services.error());
  std::vector<PersonId> persons = access.now.file.subjects;
  for (const auto& each : *services) persons.push_back(each.person);
  const auto names = names_of(site, access, persons);
  if (!names) return site.no(names.error());

  boost::json::array items;
  for (const auto& each : *services) {
    const auto seen = read_effects(site, each.service, access.now.file.household);
    if (!seen) return site.no(seen.error());
    if (!*seen || (!any(**seen) && (*seen)->inputs.history.settlements.empty())) continue;
    auto row = effects_document(site, **seen);
    if (!row) return site.no(row.error());
    const auto person = names->find(each.person);
    (*row)["person_name"] = person == names->end() ? "—" : person->second.display_name();
    items.push_back(std::move(*row));
  }
  boost::json::object body;
  body["case_id"] = to_string(*id);
  body["case_number"] = access.now.number.text();
  if (access.names && !access.now.file.subjects.empty()) {
    const auto first = names->find(access.now.file.subjects.front());
    if (first != names->end()) body["family_name"] = first->second.surname;
  }
  body["on"] = to_string(site.today());
  body["can_decide"] =
      access.write && access.now.file.status == domain::CaseFile::Status::in_charge;
  body["services"] = std::move(items);
  return json_response(Status::ok, body);
}

Response decide_settlement(Site& site, const Call& call) {
  const auto id = call.id<ServiceId>("service_id");
  if (!id) return site.no(refusals::not_found);
  boost::json::object object;
  if (auto bad = read_body(site, call, object)) return std::move(*bad);
  std::vector<FieldError> errors;
  ObjectReader body(object, "", errors);
  app::SettleFees command;
  command.proposal = body.text("proposal", proposal_digits, proposal_digits);
  command.method = static_cast<schema::SettlementMethod>(body.choice("method", methods) + 1);
  command.instalments = static_cast<std::uint8_t>(
      body.optional_integer("instalments", domain::settlement_instalments_min,
                            domain::settlement_instalments_max)
          .value_or(0));
  body.finish();
  if (!errors.empty()) return site.no(errors);
  auto allowed = service_write(site, call, Code("fees"), *id);
  if (auto* refused = std::get_if<Response>(&allowed)) return std::move(*refused);
  const auto& [service, case_file, access, request] = std::get<ServiceWrite>(allowed);
  const auto question = fee_question(site, *id, access.now.file.household);
  if (!question) return site.no(question.error());
  if (!*question) return site.no(refusals::not_found);
  if (auto unrecorded = record_case(site, call, case_file, access, schema::RecordPart::effects)) {
    return std::move(*unrecorded);
  }
  command.question = **question;
  const auto executed = app::execute(site.deps.transactor, request, command);
  if (!executed) return site.no(executed.error());
  boost::json::object written;
  written["settlement_id"] = to_string(app::settlement_id_of(request.command));
  written["position"] = executed->position;
  written["repeated"] = executed->repeated;
  return json_response(Status::created, written);
}

}  // namespace telaio::http::handlers
