// SPDX-License-Identifier: EUPL-1.2
// The page of a family on one date, as known at one point. Names are pseudonyms for an auditor
// until the case is opened with a reason.
#include <algorithm>

#include "app/streams.hpp"
#include "base/zone.hpp"
#include "domain/isee/isee.hpp"
#include "http/handlers/case_rows.hpp"
#include "http/handlers/deadlines.hpp"
#include "http/handlers/effects_rows.hpp"
#include "http/handlers/fee_document.hpp"
#include "http/handlers/handlers.hpp"
#include "http/handlers/household.hpp"
#include "http/handlers/suspensions.hpp"
#include "http/http_refusals.hpp"
#include "http/persons.hpp"
#include "http/wording.hpp"
#include "projections/fees/fees_query.hpp"

namespace telaio::http::handlers {

namespace {

namespace fees = projections::fees;

struct ServiceShown {
  fees::ServiceState state;
  std::optional<fees::Fee> fee;
};

struct Economics {
  std::vector<ServiceShown> services;
  std::optional<fees::Attestation> isee;
  std::vector<fees::Attestation> replaced;
  std::optional<HouseholdId> household;
  // Effects are shown for this date; nothing on a page of the past.
  std::optional<Date> reviewed_on;
};

std::string_view state_name(fees::ServiceStatus status) {
  switch (status) {
    case fees::ServiceStatus::requested:
      return "requested";
    case fees::ServiceStatus::waiting:
      return "waiting";
    case fees::ServiceStatus::denied:
      return "denied";
    case fees::ServiceStatus::granted:
      return "granted";
    case fees::ServiceStatus::active:
      return "active";
    case fees::ServiceStatus::ended:
      return "ended";
  }
  return "requested";
}

// The attestation presented last among those in force on the date.
std::optional<fees::Attestation> last_presented(const std::vector<fees::Attestation>& in_force) {
  // One that prices no municipal service stands for the family only where there is no other.
  const auto merit = [](const fees::Attestation& each) {
    return std::pair(domain::usable_for_municipal_fees(each.kind), each.presented_on);
  };
  const auto last = std::max_element(
      in_force.begin(), in_force.end(),
      [&](const fees::Attestation& a, const fees::Attestation& b) { return merit(a) < merit(b); });
  return last == in_force.end() ? std::nullopt : std::optional<fees::Attestation>(*last);
}

Economics read_money(const view::ReadRows& rows, const CaseId& id, const CaseAt& at, Date on) {
  Economics money;
  for (fees::ServiceState& state : fees::services_of_case(rows, id, on)) {
    const auto fee = fees::fee_on(rows, state.service, on);
    money.services.push_back({std::move(state), fee});
  }
  money.household = at.file.household;
  if (at.file.household) {
    money.isee = last_presented(fees::attestations_on(rows, *at.file.household, on));
    money.replaced = fees::attestations_of(rows, *at.file.household);
  }
  return money;
}

Result<boost::json::object, app::Failure> isee_document(const Site& site, const Economics& money) {
  const fees::Attestation& isee = *money.isee;
  const auto page = site.deps.events().read_all(isee.position, log::ReadLimits{.events_max = 1});
  if (!page) return app::Failure(page.error());
  boost::json::object body;
  body["attestation_id"] = to_string(isee.attestation);
  body["kind"] = isee_kind_name(isee.kind);
  body["isee"] = to_string(isee.isee);
  body["presented_on"] = to_string(isee.presented_on);
  body["valid_from"] = to_string(isee.valid_from);
  body["valid_to"] = to_string(isee.valid_to);
  body["known_on"] = to_string(page->events.empty() ? isee.presented_on
                                                    : rome_date(page->events.front().recorded));
  body["corrente"] = isee.corrente;
  body["annotations"] = isee.annotations;
  body["position"] = isee.position;
  for (const fees::Attestation& other : money.replaced) {
    if (other.attestation == isee.replaces) body["replaces_isee"] = to_string(other.isee);
  }
  return body;
}

Result<boost::json::object, app::Failure> fee_summary(Site& site, const fees::Fee& fee) {
  auto tariff = read_tariff(site, fee.regulation);
  if (!tariff) return tariff.error();
  boost::json::object body;
  if (!*tariff) return body;
  body["fee_id"] = to_string(fee.fee);
  body["from"] = to_string(fee.from);
  body["to"] = to_string(fee.to);
  body["status"] =
      fee.status == schema::FeeStatus::not_accessible ? "not_accessible" : "determined";
  body["amount"] = to_string(fee.amount);
  body["tariff"] = (*tariff)->source;
  body["position"] = fee.position;
  if (fee.exact_unit_fee) body["unit_fee"] = decimal_of_thousandths(fee.unit_fee_thousandths);
  const auto unit = quantity_unit_name((*tariff)->unit);
  if (!unit.empty()) body["unit"] = unit;
  if (fee.isee) body["isee"] = to_string(*fee.isee);
  return body;
}

// What later facts change in the fees of a service, on a page of now: the past shows what was
// known.
Result<Done, app::Failure> add_review(const Site& site, const fees::ServiceState& state,
                                      const Economics& money, boost::json::object& row) {
  if (!money.reviewed_on || !state.regulation) return Done{};
  const auto seen = read_effects(site, state.service, money.household);
  if (!seen) return seen.error();
  if (!*seen || !any(**seen)) return Done{};
  auto review = review_summary(site, **seen, *money.reviewed_on);
  if (!review) return review.error();
  row["review"] = std::move(*review);
  return Done{};
}

Result<boost::json::array, app::Failure> service_rows(Site& site, const Economics& money,
                                                      const PersonsShown& persons,
                                                      const Moment& moment) {
  boost::json::array rows;
  for (const ServiceShown& shown : money.services) {
    const fees::ServiceState& state = shown.state;
    boost::json::object row;
    const auto person = persons.find(state.person);
    row["service_id"] = to_string(state.service);
    row["person_id"] = to_string(state.person);
    row["person_name"] = person == persons.end() ? "—" : person->second.display_name();
    row["service_code"] = state.service_code.text();
    row["service_name"] = site.deps.catalogue.service_name(state.service_code);
    row["state"] = state_name(state.status);
    if (state.granted_from) row["from"] = to_string(*state.granted_from);
    const auto last = state.ended_on ? state.ended_on : state.granted_to;
    if (last) row["to"] = to_string(*last);
    if (state.quantity_hundredths > 0) {
      row["quantity"] = decimal_of_hundredths(state.quantity_hundredths);
    }
    const auto unit = quantity_unit_name(state.unit);
    if (!unit.empty()) row["unit"] = unit;
    if (state.status == fees::ServiceStatus::active) {
      auto suspension = suspension_of(site, state.service, moment);
      if (!suspension) return app::Failure(suspension.error());
      if (*suspension) row["suspension"] = std::move(**suspension);
    }
    if (shown.fee) {
      auto fee = fee_summary(site, *shown.fee);
      if (!fee) return fee.error();
      if (!fee->empty()) row["fee"] = std::move(*fee);
    }
    if (const auto added = add_review(site, state, money, row); !added) return added.error();
    rows.push_back(std::move(row));
  }
  return rows;
}

boost::json::object reader_row(const app::OperatorSummary& each, schema::Role role,
                               std::string_view why, bool confidential) {
  boost::json::object row;
  row["operator_id"] = to_string(each.id);
  row["display_name"] = each.display_name;
  row["role"] = role_name(role);
  row["why"] = why;
  row["confidential"] = confidential;
  return row;
}

// Who may read this case today, by the same function that decides it.
Result<boost::json::array, app::Failure> reader_rows(Site& site, const CaseAt& at) {
  auto operators = site.deps.operators.list();
  if (!operators) return operators.error();
  boost::json::array rows;
  for (const app::OperatorSummary& each : *operators) {
    if (each.in_force.empty()) continue;
    const auto& entry = each.in_force.front();
    const app::Actor actor{each.id, entry.role, entry.scope_unit, {}};
    app::Question question;
    question.role = entry.role;
    question.visibility = schema::VisibilityClass::p2;
    question.assignment = assignment_of(actor, at);
    if (app::authorise(question).verdict != app::Verdict::allowed) continue;
    const bool own = question.assignment == app::Assignment::own;
    const std::string why = own                                ? "reader.case_manager"
                            : entry.role == schema::Role::head ? "reader.head"
                                                               : "reader.unit";
    rows.push_back(reader_row(each, entry.role, site.labels.of(why), own));
    if (rows.size() == 200) break;  // maxItems of the API file.
  }
  return rows;
}

Result<Instant, app::Failure> known_at(const Site& site, const Moment& moment) {
  if (!moment.as_of) return site.now();
  const auto page = site.deps.events().read_all(*moment.as_of, log::ReadLimits{.events_max = 1});
  if (!page) return app::Failure(page.error());
  return page->events.empty() ? site.now() : page->events.front().recorded;
}

Result<PersonsShown, app::Failure> shown_persons(const Site& site, const CaseAccess& access,
                                                 const std::vector<PersonId>& persons, Date on) {
  if (access.names) return read_persons(site, persons, view::At{}, on);
  const auto all = everybody(site, access.now);
  if (!all) return all.error();
  return pseudonyms(*all);
}

void add_facts(Site& site, boost::json::object& body, const CaseAt& at) {
  const app::Catalogue& catalogue = site.deps.catalogue;
  const domain::CaseFile& file = at.file;
  body["case_number"] = at.number.text();
  body["version"] = at.version;
  body["status"] = file.status == domain::CaseFile::Status::closed ? "closed" : "open";
  body["since"] = to_string(file.since);
  body["area"] = file.area.text();
  body["area_name"] = catalogue.area_name(file.area);
  body["comune"] = file.competent_comune.text();
  body["comune_name"] = catalogue.comune_name(file.competent_comune);
  if (file.closed_on) body["closed_on"] = to_string(*file.closed_on);
  body["events"] = at.events;
  if (!at.management) return;
  boost::json::object manager;
  manager["operator_id"] = to_string(at.management->case_manager);
  const auto name = site.deps.operators.display_name(at.management->case_manager);
  manager["display_name"] = name ? *name : "—";
  manager["since"] = to_string(at.management->from);
  manager["unit"] = at.management->unit.text();
  body["case_manager"] = std::move(manager);
}

}  // namespace

Response get_case(Site& site, const Call& call) {
  const auto id = call.id<CaseId>("case_id");
  if (!id) return site.no(refusals::not_found);
  auto moment = moment_of(call.request, site.today());
  if (!moment) return site.no(moment.error());
  if (const auto settled = site.settle(*moment); !settled) return site.no(settled.error());
  auto outcome = case_access(site, call, *id);
  if (auto* refused = std::get_if<Response>(&outcome)) return std::move(*refused);
  const CaseAccess& access = std::get<CaseAccess>(outcome);
  if (auto unrecorded = record_case(site, call, *id, access, schema::RecordPart::case_at_date)) {
    return std::move(*unrecorded);
  }

  const auto then = read_case(site, *id, moment->as_of, moment->on);
  if (!then) return site.no(then.error());
  // Known, but not yet true on that date: nothing to show.
  if (!*then || (*then)->file.status == domain::CaseFile::Status::none) {
    return site.no(refusals::not_found);
  }
  const CaseAt& at = **then;
  auto money = site.deps.views.ask("fees", site.at(*moment), [&](const view::ReadRows& rows) {
    return read_money(rows, *id, at, moment->on);
  });
  if (!money) return site.no(money.error());
  if (money->late) return site.no(refusals::not_visible_yet);
  if (!moment->as_of) money->value.reviewed_on = moment->on;
  const auto household = read_household(site, at, *moment);
  if (!household) return site.no(household.error());
  const auto persons = shown_persons(site, access, household->persons, moment->on);
  if (!persons) return site.no(persons.error());

  boost::json::object body;
  body["case_id"] = to_string(*id);
  add_facts(site, body, at);
  // A court's mandate is for who may read its papers.
  body["mandate"] = access.court ? mandate_name(at.mandate) : "consensual";
  body["on"] = to_string(moment->on);
  const auto instant = known_at(site, *moment);
  if (!instant) return site.no(instant.error());
  body["known_at"] = to_string(*instant);
  body["position"] = newest(money->applied);
  body["masked"] = access.masked();
  body["household"] = household_document(*household, *persons, access, moment->on);
  auto services = service_rows(site, money->value, *persons, *moment);
  if (!services) return site.no(services.error());
  body["services"] = std::move(*services);
  auto deadlines = case_deadlines(site, *id, at, *moment);
  if (!deadlines) return site.no(deadlines.error());
  body["deadlines"] = std::move(*deadlines);
  auto readers = reader_rows(site, access.now);
  if (!readers) return site.no(readers.error());
  body["readers"] = std::move(*readers);
  body["can_write"] = access.write && access.now.file.status == domain::CaseFile::Status::in_charge;
  if (access.names && !at.file.subjects.empty()) {
    const auto first = persons->find(at.file.subjects.front());
    if (first != persons->end()) body["family_name"] = first->second.surname;
  }
  if (money->value.isee) {
    auto isee = isee_document(site, money->value);
    if (!isee) return site.no(isee.error());
    body["isee"] = std::move(*isee);
  }
  if (access.reason) body["opened_reason"] = access.reason->text();
  Response response = json_response(Status::ok, body);
  response.set("ETag", etag_of(at.version));
  return response;
}

}  // namespace telaio::http::handlers
