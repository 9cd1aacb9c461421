// SPDX-License-Identifier: EUPL-1.2
// Accounts and their roles, projections and how far they are, and the two writes that go into the
// access log alone: an auditor's reason to see a case in clear, and a print or an export.
#include <algorithm>
#include <array>

#include "http/case_access.hpp"
#include "http/handlers/handlers.hpp"
#include "http/http_refusals.hpp"
#include "http/json_body.hpp"
#include "http/wording.hpp"

namespace telaio::http::handlers {

namespace {

constexpr std::array<std::string_view, 5> audit_reasons{
    "sample_check", "complaint", "court_request", "internal_inquiry", "access_request"};
constexpr std::array<std::string_view, 2> disclosure_actions{"print", "export"};
constexpr std::array<std::string_view, 7> disclosure_parts{
    "timeline", "household", "fees", "list", "case_at_date", "leps", "caseload"};
constexpr std::array<schema::RecordPart, 7> disclosed{
    schema::RecordPart::timeline, schema::RecordPart::household,    schema::RecordPart::fees,
    schema::RecordPart::list,     schema::RecordPart::case_at_date, schema::RecordPart::list,
    schema::RecordPart::list};

boost::json::object operator_row(const app::OperatorSummary& summary,
                                 const vault::AccountSummary& account) {
  boost::json::array roles;
  boost::json::object row;
  for (const auto& entry : summary.in_force) {
    boost::json::object role;
    role["role"] = role_name(entry.role);
    role["from"] = to_string(entry.during.from);
    if (entry.during.to) role["to"] = to_string(entry.during.to->plus_days(-1));
    if (!entry.scope_unit.empty()) role["scope_unit"] = entry.scope_unit.text();
    if (!entry.scope_unit.empty() && !row.contains("unit")) row["unit"] = entry.scope_unit.text();
    roles.push_back(std::move(role));
  }
  row["operator_id"] = to_string(summary.id);
  row["user"] = account.user_name;
  row["display_name"] = summary.display_name;
  row["roles"] = std::move(roles);
  row["second_factor"] = account.totp;
  row["active"] = account.enabled && !summary.in_force.empty();
  return row;
}

}  // namespace

Response open_case(Site& site, const Call& call) {
  const auto id = call.id<CaseId>("case_id");
  if (!id) return site.no(refusals::not_found);
  boost::json::object object;
  if (auto bad = read_body(site, call, object)) return std::move(*bad);
  std::vector<FieldError> errors;
  ObjectReader body(object, "", errors);
  const std::string_view reason = audit_reasons[body.choice("reason", audit_reasons)];
  body.finish();
  if (!errors.empty()) return site.no(errors);
  const auto request = site.command(call, app::purposes::audit_opening);
  if (!request) return site.no(request.error());

  const auto known = read_case(site, *id, std::nullopt, std::nullopt);
  if (!known) return site.no(known.error());
  if (!*known) return site.no(refusals::not_found);
  app::Access access;
  access.subject = *id;
  access.case_file = *id;
  access.part = schema::RecordPart::case_at_date;
  access.reason = Code::parse(reason);
  auto recorded = site.record_once(call, access, *request);
  if (auto* refused = std::get_if<Response>(&recorded)) return std::move(*refused);
  const log::Position position = std::get<log::Position>(recorded);
  // Sent again later, it says when the first one ends.
  const auto stored = site.deps.events().read_all(position, log::ReadLimits{.events_max = 1});
  if (!stored) return site.no(stored.error());
  const Instant at = stored->events.empty() ? site.now() : stored->events.front().recorded;
  boost::json::object opened;
  opened["case_id"] = to_string(*id);
  opened["reason"] = reason;
  opened["position"] = position;
  opened["expires_at"] = to_string(at.plus_seconds(app::opening_seconds));
  return json_response(Status::created, opened);
}

Response record_disclosure(Site& site, const Call& call) {
  boost::json::object object;
  if (auto bad = read_body(site, call, object)) return std::move(*bad);
  std::vector<FieldError> errors;
  ObjectReader body(object, "", errors);
  const std::size_t action = body.choice("action", disclosure_actions);
  const std::size_t part = body.choice("part", disclosure_parts);
  const auto case_file = body.optional_id<CaseId>("case_id");
  body.optional_integer("rows", 0, 1'000'000);
  body.finish();
  if (!errors.empty()) return site.no(errors);
  const auto request = site.command(call, app::purposes::disclosure);
  if (!request) return site.no(request.error());

  app::Access access;
  access.part = disclosed[part];
  access.action = action == 0 ? schema::AccessAction::print : schema::AccessAction::export_;
  if (case_file) {
    // Who may not read a case has nothing of it to print.
    auto allowed = case_access(site, call, *case_file);
    if (auto* refused = std::get_if<Response>(&allowed)) return std::move(*refused);
    access.subject = *case_file;
    access.case_file = *case_file;
    access.reason = std::get<CaseAccess>(allowed).reason;
  }
  auto recorded = site.record_once(call, access, *request);
  if (auto* refused = std::get_if<Response>(&recorded)) return std::move(*refused);
  boost::json::object written;
  written["position"] = std::get<log::Position>(recorded);
  return json_response(Status::created, written);
}

Response list_operators(Site& site, const Call& call) {
  const auto page = page_of(call.request);
  if (!page) return site.no(page.error());
  app::Question question;
  question.role = call.actor().role;
  question.action = app::Action::administer;
  if (app::authorise(question).verdict != app::Verdict::allowed) {
    return site.no(refusals::forbidden);
  }
  auto operators = site.deps.operators.list();
  if (!operators) return site.no(operators.error());
  const auto accounts = site.deps.vault().accounts().list();
  if (!accounts) return site.no(accounts.error());

  std::map<OperatorId, vault::AccountSummary> by_id;
  for (const vault::AccountSummary& account : *accounts) by_id[account.operator_id] = account;
  std::erase_if(*operators, [&](const auto& each) { return !by_id.contains(each.id); });
  std::sort(operators->begin(), operators->end(),
            [](const auto& a, const auto& b) { return a.id < b.id; });
  boost::json::array items;
  boost::json::object body;
  for (const app::OperatorSummary& each : *operators) {
    if (!page->cursor.empty() && to_string(each.id) <= page->cursor) continue;
    if (items.size() == page->limit) {
      body["next_cursor"] =
          encode_cursor(std::string(items.back().as_object().at("operator_id").as_string()));
      break;
    }
    items.push_back(operator_row(each, by_id.at(each.id)));
  }
  body["items"] = std::move(items);
  body["total"] = operators->size();
  return json_response(Status::ok, body);
}

Response list_views(Site& site, const Call&) {
  const log::Head head = site.deps.events().head();
  boost::json::array items;
  for (const view::ViewStatus& status : site.deps.views.status()) {
    boost::json::object row;
    const std::uint64_t lag = head.size > status.applied ? head.size - status.applied : 0;
    const std::int64_t age = head.last_recorded.micros() - status.last_recorded.micros();
    row["name"] = status.name;
    row["version"] = status.code_version;
    row["position"] = status.applied == 0 ? 0 : status.applied - 1;
    row["lag"] = lag;
    row["state"] = status.poison ? "stopped" : status.rebuilding ? "rebuilding" : "live";
    row["age_seconds"] = lag == 0 ? 0 : std::max<std::int64_t>(age, 0) / Instant::micros_per_second;
    row["complete"] = status.positions_complete;
    if (!status.positions_complete) {
      row["detail"] = site.labels.of("view.incomplete");
    } else if (status.poison) {
      row["detail"] = site.labels.of("view.stopped");
    } else if (status.stalled) {
      row["detail"] = site.labels.of("view.stalled");
    }
    if (status.applied > 0) row["last_event_at"] = to_string(status.last_recorded);
    items.push_back(std::move(row));
  }
  boost::json::object body;
  body["items"] = std::move(items);
  body["log_size"] = head.size;
  return json_response(Status::ok, body);
}

}  // namespace telaio::http::handlers
