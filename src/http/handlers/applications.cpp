// SPDX-License-Identifier: EUPL-1.2
// The requests of a family that nobody decided yet: how each was judged, and its place in every
// list of today. Which service somebody asked for is of class P3: recorded before it is shown.
#include "app/streams.hpp"
#include "domain/criteria/criteria.hpp"
#include "domain/service/application.hpp"
#include "http/handlers/assessment_document.hpp"
#include "http/handlers/case_rows.hpp"
#include "http/handlers/handlers.hpp"
#include "http/handlers/household.hpp"
#include "http/handlers/ranking_document.hpp"
#include "http/handlers/ranking_reading.hpp"
#include "http/http_refusals.hpp"
#include "http/stream_reader.hpp"
#include "projections/fees/fees_query.hpp"

namespace telaio::http::handlers {

namespace {

namespace fees = projections::fees;
namespace rankings = projections::rankings;

// More than any family asks for at once.
constexpr std::size_t applications_shown_max = 50;
constexpr std::size_t places_shown_max = 20;

bool is_pending(fees::ServiceStatus status) {
  return status == fees::ServiceStatus::requested || status == fees::ServiceStatus::waiting;
}

Result<std::optional<domain::access::Criteria>, Fault> read_criteria(const Site& site,
                                                                     const CriteriaId& id) {
  const auto file = fold_stream<domain::CriteriaFile>(
      site.deps.events(), app::streams::criteria(id), std::nullopt, std::nullopt);
  if (!file) return file.error();
  if (!file->published) return std::optional<domain::access::Criteria>();
  return std::optional(domain::access::criteria_of(*file->published));
}

// The last time it was judged, and what the criteria say of it.
Result<Done, app::Failure> add_assessment(const Site& site, const domain::Service& service,
                                          const CaseAccess& access, boost::json::object& row) {
  if (service.assessments.empty()) return Done{};
  const schema::ApplicationAssessedT& assessed = service.assessments.back().assessed;
  const auto criteria = read_criteria(site, assessed.criteria);
  if (!criteria) return app::Failure(criteria.error());
  const auto application = domain::application_of(service, service.assessments.back().event);
  if (!*criteria || !application) return Done{};
  boost::json::object last;
  last["criteria_id"] = to_string(assessed.criteria);
  last["act"] = (*criteria)->act;
  last["on"] = to_string(assessed.on);
  last["outcome"] = assessment_outcome(site, **criteria, *application, access.names);
  if (access.names) last["input"] = assessment_input(assessed);
  row["assessment"] = std::move(last);
  return Done{};
}

// Its place in one list, with the sentence that the list itself shows.
Result<boost::json::object, app::Failure> place_row(const Site& site, const rankings::Place& place,
                                                    const domain::Service& service,
                                                    const CaseAccess& access) {
  boost::json::object row = ranking_summary(site, place.list);
  row.erase("position");
  row["state"] = schema::EnumNameRankState(place.entry.state);
  if (place.entry.order > 0) row["order"] = place.entry.order;
  auto at = read_list(site, place.list.list);
  if (!at) return at.error();
  const auto application = domain::application_of(service, place.entry.assessment);
  if (!*at || !application) return row;
  auto found = with_criteria(site, std::move((*at)->list), (*at)->position);
  if (!found) return found.error();
  row["act"] = found->criteria.act;
  for (std::size_t i = 0; i < found->list.entries.size(); ++i) {
    if (found->list.entries[i]->service != service.id) continue;
    const RankedRow ranked{i, *application, service.case_file, true};
    row["reason"] = reason_sentence(site, *found, ranked, access.names);
  }
  return row;
}

Result<boost::json::object, app::Failure> application_row(const Site& site,
                                                          const fees::ServiceState& state,
                                                          const CaseAccess& access,
                                                          const PersonsShown& persons) {
  const auto service = fold_stream<domain::Service>(
      site.deps.events(), app::streams::service(state.service), std::nullopt, std::nullopt);
  if (!service) return app::Failure(service.error());
  const auto person = persons.find(state.person);
  boost::json::object row;
  row["service_id"] = to_string(state.service);
  row["service_code"] = state.service_code.text();
  row["service_name"] = site.deps.catalogue.service_name(state.service_code);
  row["person_id"] = to_string(state.person);
  row["person_name"] = person == persons.end() ? "—" : person->second.display_name();
  if (access.names && person != persons.end()) {
    if (person->second.birth) row["birth_date"] = to_string(*person->second.birth);
    if (person->second.comune) row["residence"] = person->second.comune->text();
  }
  row["state"] = state.status == fees::ServiceStatus::waiting ? "waiting" : "requested";
  row["requested_on"] = to_string(state.requested_on);
  if (service->protocol_number > 0) row["protocol_number"] = service->protocol_number;
  if (const auto added = add_assessment(site, *service, access, row); !added) return added.error();
  const auto places = site.deps.views.ask("rankings", view::At{}, [&](const view::ReadRows& rows) {
    return rankings::places_of(rows, state.service, site.today());
  });
  if (!places) return app::Failure(places.error());
  boost::json::array shown;
  for (const rankings::Place& place : places->value) {
    if (shown.size() == places_shown_max) break;
    auto one = place_row(site, place, *service, access);
    if (!one) return one.error();
    shown.push_back(std::move(*one));
  }
  row["places"] = std::move(shown);
  return row;
}

Result<PersonsShown, app::Failure> names_of(const Site& site, const CaseAccess& access,
                                            const std::vector<fees::ServiceState>& pending) {
  if (!access.names) {
    const auto all = everybody(site, access.now);
    if (!all) return all.error();
    return pseudonyms(*all);
  }
  std::vector<PersonId> persons;
  for (const fees::ServiceState& each : pending) persons.push_back(each.person);
  return read_persons(site, persons, view::At{}, site.today());
}

}  // namespace

Response list_applications(Site& site, const Call& call) {
  const auto id = call.id<CaseId>("case_id");
  if (!id) return site.no(refusals::not_found);
  auto moment = moment_of(call.request, site.today());
  if (!moment) return site.no(moment.error());
  if (const auto settled = site.settle(*moment); !settled) return site.no(settled.error());
  auto outcome = case_access(site, call, *id);
  if (auto* refused = std::get_if<Response>(&outcome)) return std::move(*refused);
  const CaseAccess& access = std::get<CaseAccess>(outcome);
  if (auto unrecorded = record_case(site, call, *id, access, schema::RecordPart::ranking)) {
    return std::move(*unrecorded);
  }
  const auto services = site.deps.views.ask(
      "fees", site.at(*moment),
      [&](const view::ReadRows& rows) { return fees::services_of_case(rows, *id, site.today()); });
  if (!services) return site.no(services.error());
  if (services->late) return site.no(refusals::not_visible_yet);
  std::vector<fees::ServiceState> pending;
  for (const fees::ServiceState& each : services->value) {
    const bool shown = is_pending(each.status) && pending.size() < applications_shown_max;
    if (shown) pending.push_back(each);
  }
  const auto persons = names_of(site, access, pending);
  if (!persons) return site.no(persons.error());
  boost::json::array items;
  for (const fees::ServiceState& each : pending) {
    auto row = application_row(site, each, access, *persons);
    if (!row) return site.no(row.error());
    items.push_back(std::move(*row));
  }
  boost::json::object body;
  body["on"] = to_string(site.today());
  body["items"] = std::move(items);
  body["can_write"] = access.write;
  body["masked"] = access.masked();
  body["position"] = newest(services->applied);
  return json_response(Status::ok, body);
}

}  // namespace telaio::http::handlers
