// SPDX-License-Identifier: EUPL-1.2
// What a Comune asked its people to pay for a month, on a page and as files, and the outcomes of
// notices. Names beside services are of class P3: the list is recorded as read, and in a file that
// leaves the service each person is.
#include <boost/json/array.hpp>
#include <set>

#include "app/account_commands.hpp"
#include "crypto/digest.hpp"
#include "http/handlers/accounts_reading.hpp"
#include "http/handlers/case_rows.hpp"
#include "http/handlers/handlers.hpp"
#include "http/http_refusals.hpp"
#include "http/json_body.hpp"

namespace telaio::http::handlers {

namespace {

namespace accounts = projections::accounts;
namespace json = boost::json;
namespace sheets = app::sheets;
using sheets::NoticeState;

constexpr std::array<std::string_view, 5> state_names{"none", "pending", "paid", "annulled",
                                                      "expired"};
constexpr std::array<std::string_view, 3> outcome_names{"paid", "annulled", "expired"};
constexpr Code accounts_purpose("accounts");

// The list of a Comune and month, as a subject of the access log.
Uuid list_of(const AccountsAsked& asked) {
  const std::string month = to_string(asked.month);
  const auto digest = crypto::sha256({as_bytes(std::string_view("telaio/accounts-list/v1")),
                                      as_bytes(asked.comune.text()), as_bytes(month)});
  return uuid_from(BytesView(digest).first(id_size));
}

// One access of the list; with `action` export_, one of each person besides.
std::optional<Response> record_list(Site& site, const Call& call, const AccountsAsked& asked,
                                    const AccountsShown& shown, schema::AccessAction action) {
  std::vector<app::Access> accesses(1);
  accesses[0].subject = list_of(asked);
  if (action == schema::AccessAction::export_) {
    std::set<PersonId> persons;
    for (const InvoiceShown& each : shown.invoices) persons.insert(each.invoice.person);
    for (const PersonId& person : persons) accesses.emplace_back().subject = person;
  }
  for (app::Access& access : accesses) {
    access.part = schema::RecordPart::account;
    access.action = action;
  }
  const bool leaves = action == schema::AccessAction::export_;
  return site.record(call, accesses, leaves ? app::purposes::disclosure : app::purposes::reading);
}

json::object line_document(const accounts::Line& line, const std::string& service_name) {
  json::object body;
  body["kind"] = line.fee ? "fee" : "settlement";
  if (line.fee) body["fee_id"] = to_string(*line.fee);
  body["service_name"] = service_name;
  body["amount"] = to_string(line.amount);
  return body;
}

json::object notice_document(const accounts::Notice& notice, NoticeState state,
                             const std::string& iuv) {
  json::object body;
  body["notice_id"] = to_string(notice.notice);
  body["state"] = state_names[static_cast<std::size_t>(state)];
  body["amount"] = to_string(notice.amount);
  body["due_on"] = to_string(notice.due_on);
  if (notice.closed_on) body["closed_on"] = to_string(*notice.closed_on);
  if (!iuv.empty()) body["iuv"] = iuv;
  return body;
}

json::object invoice_document(const InvoiceShown& shown) {
  const accounts::Invoice& invoice = shown.invoice;
  json::object body;
  body["invoice_id"] = to_string(invoice.invoice);
  body["person_name"] = shown.person_name;
  body["issued_on"] = to_string(invoice.issued_on);
  body["due_on"] = to_string(invoice.due_on);
  body["total"] = to_string(invoice.total);
  json::array lines;
  for (std::size_t i = 0; i < invoice.lines.size(); ++i) {
    lines.push_back(line_document(invoice.lines[i], shown.service_names[i]));
  }
  body["lines"] = std::move(lines);
  if (!invoice.notices.empty()) {
    body["notice"] = notice_document(invoice.notices.back(), state_of(invoice), shown.iuv);
  }
  return body;
}

sheets::Accounts sheet_of(const Site& site, const AccountsAsked& asked,
                          const AccountsShown& shown) {
  sheets::Accounts sheet{site.deps.catalogue.comune_name(asked.comune), asked.month, {}};
  for (const InvoiceShown& each : shown.invoices) {
    sheets::Invoice row;
    row.number = to_string(each.invoice.invoice);
    row.person = each.person_name;
    row.issued_on = each.invoice.issued_on;
    row.due_on = each.invoice.due_on;
    row.total = each.invoice.total;
    for (std::size_t i = 0; i < each.invoice.lines.size(); ++i) {
      const accounts::Line& line = each.invoice.lines[i];
      row.lines.push_back({each.service_names[i], line.settlement.has_value(), line.amount});
    }
    row.state = state_of(each.invoice);
    if (!each.invoice.notices.empty()) {
      row.notice_amount = each.invoice.notices.back().amount;
      row.closed_on = each.invoice.notices.back().closed_on;
    }
    row.iuv = each.iuv;
    sheet.invoices.push_back(std::move(row));
  }
  return sheet;
}

struct Read {
  AccountsAsked asked;
  AccountsShown shown;
};
// Read and recorded; or the answer to give instead.
std::variant<Read, Response> read_recorded(Site& site, const Call& call,
                                           schema::AccessAction action) {
  const auto asked = accounts_asked(site, call.request);
  if (!asked) return site.no(asked.error());
  auto shown = read_accounts(site, call, *asked);
  if (!shown) return site.no(shown.error());
  if (shown->late) return site.no(refusals::not_visible_yet);
  if (auto unrecorded = record_list(site, call, *asked, *shown, action)) {
    return std::move(*unrecorded);
  }
  return Read{*asked, std::move(*shown)};
}

Response file(std::string content, std::string_view type, const AccountsAsked& asked,
              std::string_view ending) {
  Response response;
  response.body = std::move(content);
  response.set("Content-Type", std::string(type));
  response.set("Content-Disposition",
               "attachment; filename=\"quote-" + std::string(asked.comune.text()) + "-" +
                   to_string(asked.month).substr(0, month_size) + "." + std::string(ending) + "\"");
  return response;
}

}  // namespace

Response list_accounts(Site& site, const Call& call) {
  auto outcome = read_recorded(site, call, schema::AccessAction::view);
  if (auto* refused = std::get_if<Response>(&outcome)) return std::move(*refused);
  const auto& [asked, shown] = std::get<Read>(outcome);
  const app::Catalogue& catalogue = site.deps.catalogue;
  json::object body;
  body["comune"] = asked.comune.text();
  body["month"] = to_string(asked.month).substr(0, month_size);
  body["on"] = to_string(asked.moment.on);
  body["position"] = newest(shown.applied);
  json::array comuni;
  for (const Code& comune : catalogue.lists.comuni) {
    comuni.push_back(
        json::object{{"code", comune.text()}, {"name", catalogue.comune_name(comune)}});
  }
  body["comuni"] = std::move(comuni);
  json::array services;
  for (const auto& [code, service] : catalogue.services) {
    if (!service.priced) continue;
    services.push_back(json::object{{"code", code.text()}, {"name", service.name}});
  }
  body["services"] = std::move(services);
  json::array invoices;
  for (const InvoiceShown& each : shown.invoices) invoices.push_back(invoice_document(each));
  body["invoices"] = std::move(invoices);
  const auto total = sheets::total_of(sheet_of(site, asked, shown));
  if (!total) return site.no(Fault{"sheets.too_large", "the total does not fit"});
  body["total"] = to_string(*total);
  return json_response(Status::ok, body);
}

Response get_accounts_csv(Site& site, const Call& call) {
  auto outcome = read_recorded(site, call, schema::AccessAction::export_);
  if (auto* refused = std::get_if<Response>(&outcome)) return std::move(*refused);
  const auto& [asked, shown] = std::get<Read>(outcome);
  return file(sheets::to_csv(sheet_of(site, asked, shown)), "text/csv; charset=utf-8", asked,
              "csv");
}

Response get_accounts_xlsx(Site& site, const Call& call) {
  auto outcome = read_recorded(site, call, schema::AccessAction::export_);
  if (auto* refused = std::get_if<Response>(&outcome)) return std::move(*refused);
  const auto& [asked, shown] = std::get<Read>(outcome);
  const auto content = sheets::to_xlsx(sheet_of(site, asked, shown));
  if (!content) return site.no(content.error());
  return file(std::string(as_text(*content)),
              "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", asked, "xlsx");
}

Response record_notice_outcome(Site& site, const Call& call) {
  const auto id = call.id<NoticeId>("notice_id");
  if (!id) return site.no(refusals::not_found);
  json::object object;
  if (auto bad = read_body(site, call, object)) return std::move(*bad);
  std::vector<FieldError> errors;
  ObjectReader body(object, "", errors);
  app::CloseNotice command;
  command.outcome.notice = *id;
  // outcome_names stand in the order of NoticeOutcome, after `unknown`.
  command.outcome.outcome =
      static_cast<schema::NoticeOutcome>(body.choice("outcome", outcome_names) + 1);
  command.outcome.on = body.date("on");
  command.outcome.amount = body.optional_money("amount");
  command.iuv = body.optional_text("iuv", 1, domain::iuv_characters_max).value_or("");
  body.finish();
  if (!errors.empty()) return site.no(errors);
  const auto request = site.command(call, accounts_purpose);
  if (!request) return site.no(request.error());
  const auto answer = site.deps.views.ask("accounts", view::At{}, [&](const view::ReadRows& rows) {
    return accounts::invoice_of_notice(rows, *id, site.today());
  });
  if (!answer) return site.no(answer.error());
  if (!answer->value) return site.no(refusals::not_found);
  command.person = answer->value->person;
  const auto executed = app::execute(site.deps.transactor, *request, command);
  if (!executed) return site.no(executed.error());
  json::object written;
  written["notice_id"] = to_string(*id);
  written["position"] = executed->position;
  written["repeated"] = executed->repeated;
  return json_response(Status::created, written);
}

}  // namespace telaio::http::handlers
