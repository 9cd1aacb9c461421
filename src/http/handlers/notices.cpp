// SPDX-License-Identifier: EUPL-1.2
// A notice that gives way to another with a new IUV and a new last day, outside the monthly run:
// the amount stays. A difference in the amount is a settlement's, which the run puts on an invoice.
#include "app/account_commands.hpp"
#include "crypto/digest.hpp"
#include "http/handlers/handlers.hpp"
#include "http/http_refusals.hpp"
#include "http/json_body.hpp"
#include "projections/accounts/accounts_query.hpp"

namespace telaio::http::handlers {

namespace {

// The same command names the same notice, however often it is sent.
NoticeId notice_id_of(const CommandId& command) {
  constexpr std::string_view domain = "telaio/notice-id/v1";
  const auto digest = crypto::sha256({as_bytes(domain), command.view()});
  return NoticeId(uuid_from(BytesView(digest).first(id_size)));
}

}  // namespace

Response replace_notice(Site& site, const Call& call) {
  const auto id = call.id<NoticeId>("notice_id");
  if (!id) return site.no(refusals::not_found);
  boost::json::object object;
  if (auto bad = read_body(site, call, object)) return std::move(*bad);
  std::vector<FieldError> errors;
  ObjectReader body(object, "", errors);
  app::ReplaceNotice command;
  command.notice = *id;
  command.due_on = body.date("due_on");
  command.segregation = domain::segregation_default;
  body.finish();
  if (!errors.empty()) return site.no(errors);
  const auto request = site.command(call, Code("accounts"));
  if (!request) return site.no(request.error());
  const auto answer = site.deps.views.ask("accounts", view::At{}, [&](const view::ReadRows& rows) {
    return projections::accounts::invoice_of_notice(rows, *id, site.today());
  });
  if (!answer) return site.no(answer.error());
  if (!answer->value) return site.no(refusals::not_found);
  command.person = answer->value->person;
  command.replacement = notice_id_of(request->command);
  const auto executed = app::execute(site.deps.transactor, *request, command);
  if (!executed) return site.no(executed.error());
  boost::json::object written;
  written["notice_id"] = to_string(command.replacement);
  written["position"] = executed->position;
  written["repeated"] = executed->repeated;
  return json_response(Status::created, written);
}

}  // namespace telaio::http::handlers
