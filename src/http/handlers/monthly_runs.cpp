// SPDX-License-Identifier: EUPL-1.2
// The monthly run of a Comune: starting it (or counting what it would do), following it, ending it.
// Whom the rules refused is shown by name and service (P3): every showing is recorded.
#include <boost/json/array.hpp>

#include "http/handlers/accounts_reading.hpp"
#include "http/handlers/handlers.hpp"
#include "http/http_refusals.hpp"
#include "http/json_body.hpp"
#include "http/persons.hpp"

namespace telaio::http::handlers {

namespace {

namespace json = boost::json;

constexpr std::array<std::string_view, 4> state_names{"running", "done", "cancelled", "failed"};
constexpr std::array<std::string_view, 3> stage_names{"reading", "fees", "invoices"};
constexpr Code run_purpose("monthly_run");

Result<json::array, app::Failure> refused_rows(const Site& site, const Call& call,
                                               const MonthlyRunJob& run) {
  std::vector<PersonId> persons;
  for (const auto& each : run.outcome.refused) persons.push_back(each.person);
  const auto may_be_named = nameable(site, call, persons);
  if (!may_be_named) return app::Failure(may_be_named.error());
  const auto names = names_of(site, persons, *may_be_named, view::At{}, site.today());
  if (!names) return names.error();
  json::array rows;
  for (const app::MonthlyRefused& each : run.outcome.refused) {
    json::object row;
    row["person_id"] = to_string(each.person);
    row["person_name"] = names->at(each.person).display_name();
    if (each.service) {
      row["service_id"] = to_string(*each.service);
      row["service_name"] = site.deps.catalogue.service_name(each.service_code);
    }
    row["code"] = each.refusal.code;
    row["reason"] = site.texts.sentence(each.refusal);
    rows.push_back(std::move(row));
  }
  return rows;
}

json::object run_document(const Site& site, const MonthlyRunJob& run) {
  json::object body;
  body["run_id"] = to_string(run.id);
  body["state"] = state_names[static_cast<std::size_t>(run.state)];
  body["comune"] = run.question.comune.text();
  body["comune_name"] = site.deps.catalogue.comune_name(run.question.comune);
  body["month"] = to_string(run.question.month).substr(0, month_size);
  if (run.question.service_code) body["service"] = run.question.service_code->text();
  body["dry_run"] = run.question.dry_run;
  body["stage"] = stage_names[static_cast<std::size_t>(run.progress.stage)];
  body["done"] = run.progress.done;
  body["total"] = run.progress.total;
  body["started_at"] = to_string(run.started);
  if (run.finished) body["finished_at"] = to_string(*run.finished);
  const app::MonthlyOutcome& outcome = run.outcome;
  body["services"] = outcome.services;
  body["fees_determined"] = outcome.fees_determined;
  body["fees_present"] = outcome.fees_present;
  body["suspended"] = outcome.suspended;
  body["invoices"] = outcome.invoices;
  body["notices"] = outcome.notices;
  body["notices_replaced"] = outcome.notices_replaced;
  body["credits"] = outcome.credits;
  body["amount"] = to_string(outcome.total);
  return body;
}

}  // namespace

Response start_monthly_run(Site& site, const Call& call) {
  json::object object;
  if (auto bad = read_body(site, call, object)) return std::move(*bad);
  std::vector<FieldError> errors;
  ObjectReader body(object, "", errors);
  app::MonthlyRunQuestion question;
  question.comune = body.code("comune");
  const std::string month = body.text("month", month_size, month_size);
  question.service_code = body.optional_code("service");
  question.due_on =
      body.optional_date("due_on").value_or(site.today().plus_days(app::invoice_due_days));
  question.dry_run = body.boolean_or("dry_run", false);
  const auto first = month_of(month);
  if (!first && !month.empty()) body.fail("month", Refusal{refusals::field_value, {}});
  const auto& lists = site.deps.catalogue.lists;
  if (!question.comune.empty() && !lists.comuni.contains(question.comune)) {
    body.fail("comune", Refusal{refusals::field_value, {}});
  }
  if (question.service_code && !lists.services.contains(*question.service_code)) {
    body.fail("service", Refusal{refusals::field_value, {}});
  }
  body.finish();
  if (!errors.empty()) return site.no(errors);
  question.month = *first;
  const auto request = site.command(call, run_purpose);
  if (!request) return site.no(request.error());
  const auto started = site.monthly_runs.start(*request, question);
  if (!started) return site.no(started.error());
  return json_response(Status::accepted, run_document(site, *started));
}

Response get_monthly_run(Site& site, const Call& call) {
  const auto id = call.id<MonthlyRunId>("run_id");
  const auto found = id ? site.monthly_runs.find(*id) : std::nullopt;
  if (!found) return site.no(refusals::not_found);
  json::object body = run_document(site, *found);
  if (found->outcome.refused.empty()) {
    body["refused"] = json::array();
    return json_response(Status::ok, body);
  }
  app::Access access;
  access.subject = found->id;
  access.part = schema::RecordPart::account;
  if (auto unrecorded = site.record(call, access)) return std::move(*unrecorded);
  auto refused = refused_rows(site, call, *found);
  if (!refused) return site.no(refused.error());
  body["refused"] = std::move(*refused);
  return json_response(Status::ok, body);
}

Response cancel_monthly_run(Site& site, const Call& call) {
  const auto id = call.id<MonthlyRunId>("run_id");
  if (!id || !site.monthly_runs.cancel(*id)) return site.no(refusals::not_found);
  return no_content();
}

}  // namespace telaio::http::handlers
