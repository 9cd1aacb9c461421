// SPDX-License-Identifier: EUPL-1.2
// The facts of a case, newest first, as known at one point: each with its title, and its text where
// this reader may have it. Corrected facts stay, with what they said.
#include <algorithm>

#include "http/case_access.hpp"
#include "http/handlers/case_rows.hpp"
#include "http/handlers/handlers.hpp"
#include "http/handlers/timeline_item.hpp"
#include "http/http_refusals.hpp"

namespace telaio::http::handlers {

namespace {

namespace timeline = projections::timeline;

// Facts of one case read for one page: the largest case has a few thousand.
constexpr std::size_t rows_max = 20'000;

std::string cursor_after(const timeline::Row& row) {
  return encode_cursor(std::to_string(row.on.days()) + " " + std::to_string(row.position));
}

std::optional<timeline::Cursor> place_of(const std::string& cursor) {
  const std::size_t space = cursor.find(' ');
  if (space == std::string::npos) return std::nullopt;
  const auto days = parse_number(std::string_view(cursor).substr(0, space), 1'000'000);
  const auto position =
      parse_number(std::string_view(cursor).substr(space + 1), std::uint64_t{1} << 53U);
  if (!days || !position) return std::nullopt;
  return timeline::Cursor{Date::from_days(static_cast<std::int32_t>(*days)), *position};
}

bool comes_after(const timeline::Row& row, const timeline::Cursor& place) {
  return row.on != place.on ? row.on < place.on : row.position < place.position;
}

bool wanted(const timeline::Row& row, std::string_view kind) {
  if (kind.empty()) return true;
  if (kind == "correction") return !row.corrections.empty();
  return timeline_kind(row.type) == kind;
}

boost::json::object counts_of(const std::vector<timeline::Row>& rows) {
  boost::json::object counts;
  counts["all"] = rows.size();
  for (const std::string_view kind :
       {"intervention", "decision", "money", "household", "access", "correction"}) {
    counts[kind] = std::count_if(rows.begin(), rows.end(),
                                 [&](const timeline::Row& row) { return wanted(row, kind); });
  }
  return counts;
}

// Changes with every fact and every correction of the case up to the moment asked about, when facts
// are erased, and when the reader may see more or less of them. Each reader has another: what one
// may read is not what the next may.
std::string etag_of_rows(const std::vector<timeline::Row>& rows, const OperatorId& reader,
                         bool masked) {
  std::uint64_t newest = 0;
  for (const timeline::Row& row : rows) {
    newest = std::max(newest, row.position + 1);
    for (const view::Correction& each : row.corrections)
      newest = std::max(newest, each.position + 1);
  }
  return "\"" + std::to_string(newest) + "-" + std::to_string(rows.size()) +
         (masked ? "-m-" : "-") + to_string(reader) + "\"";
}

bool is_kind(std::string_view text) {
  return text == "intervention" || text == "decision" || text == "money" || text == "household" ||
         text == "access" || text == "correction";
}

}  // namespace

Response get_timeline(Site& site, const Call& call) {
  const auto id = call.id<CaseId>("case_id");
  if (!id) return site.no(refusals::not_found);
  auto moment = moment_of(call.request, site.today());
  if (!moment) return site.no(moment.error());
  const auto page = page_of(call.request);
  if (!page) return site.no(page.error());
  const std::string_view kind = call.request.parameter("kind").value_or("");
  if (!kind.empty() && !is_kind(kind)) return site.no(refusals::fields_wrong);
  const auto place =
      page->cursor.empty() ? std::optional<timeline::Cursor>() : place_of(page->cursor);
  if (!page->cursor.empty() && !place) return site.no(refusals::cursor_malformed);
  if (const auto settled = site.settle(*moment); !settled) return site.no(settled.error());

  auto outcome = case_access(site, call, *id);
  if (auto* refused = std::get_if<Response>(&outcome)) return std::move(*refused);
  const CaseAccess& access = std::get<CaseAccess>(outcome);
  timeline::Wanted question;
  question.case_file = *id;
  // Without a date the future is shown too: appointments and planned deliveries.
  if (moment->on_given) question.on = moment->on;
  question.limit = rows_max;
  const auto answer = site.deps.views.ask(
      "timeline", site.at(*moment),
      [&](const view::ReadRows& rows) { return timeline::page(rows, question).rows; });
  if (!answer) return site.no(answer.error());
  if (answer->late) return site.no(refusals::not_visible_yet);

  const std::vector<timeline::Row>& all = answer->value;
  const std::string etag = etag_of_rows(all, call.actor().id, access.masked());
  if (call.request.field("if-none-match") == etag) {
    // Nothing of the case is shown, so nothing is recorded: a page that asks by itself whether
    // there is news must not fill the access log with readings that nobody did.
    Response same;
    same.status = Status::not_modified;
    same.set("ETag", etag);
    return same;
  }
  if (auto unrecorded = record_case(site, call, *id, access, schema::RecordPart::timeline)) {
    return std::move(*unrecorded);
  }

  std::vector<const timeline::Row*> shown;
  std::size_t total = 0;
  bool more = false;
  for (const timeline::Row& row : all) {
    if (!wanted(row, kind)) continue;
    ++total;
    if (place && !comes_after(row, *place)) continue;
    if (shown.size() < page->limit) {
      shown.push_back(&row);
    } else {
      more = true;
    }
  }
  auto items = timeline_items(site, call, access, shown);
  if (!items) return site.no(items.error());
  boost::json::object body;
  body["items"] = std::move(*items);
  body["total"] = total;
  body["position"] = newest(answer->applied);
  body["counts"] = counts_of(all);
  body["masked"] = access.masked();
  if (more) body["next_cursor"] = cursor_after(*shown.back());
  if (!all.empty()) body["first_on"] = to_string(all.back().on);
  Response response = json_response(Status::ok, body);
  response.set("ETag", etag);
  return response;
}

}  // namespace telaio::http::handlers
