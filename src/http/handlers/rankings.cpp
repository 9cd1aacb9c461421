// SPDX-License-Identifier: EUPL-1.2
// Ranked lists: those that were published, one of them, and the next one, shown before it is
// published. A list names people by what they asked for (P3): every showing is recorded.
#include "app/rankings.hpp"

#include "app/streams.hpp"
#include "crypto/digest.hpp"
#include "http/handlers/case_rows.hpp"
#include "http/handlers/handlers.hpp"
#include "http/handlers/ranking_reading.hpp"
#include "http/http_refusals.hpp"
#include "http/json_body.hpp"
#include "http/stream_reader.hpp"

namespace telaio::http::handlers {

namespace {

namespace rankings = projections::rankings;

constexpr std::string_view view_name = "rankings";

// Places of one list: more than any Ambito funds at once.
constexpr std::int64_t places_max = 100'000;

// The same command names the same list, however often it is sent.
RankingId ranking_id_of(const CommandId& command) {
  constexpr std::string_view domain = "telaio/ranking-id/v1";
  const auto digest = crypto::sha256({as_bytes(domain), command.view()});
  return RankingId(uuid_from(BytesView(digest).first(id_size)));
}

// What the projection knows that a new list needs, as of everything written so far.
struct Known {
  std::vector<ServiceId> services;
  std::optional<RankingId> current;  // The list of the same call that the new one takes over.
};

Result<Known, app::Failure> known_for(const Site& site, const CriteriaId& criteria, Date on) {
  const std::uint64_t size = site.deps.events().head().size;
  Moment moment;
  if (size > 0) moment.after = size - 1;
  const auto answer =
      site.deps.views.ask(view_name, site.at(moment), [&](const view::ReadRows& rows) {
        Known known;
        known.services = rankings::applications_of(rows, criteria, on);
        for (const rankings::List& list : rankings::lists_on(rows, site.today(), std::nullopt)) {
          if (list.criteria == criteria && list.current() && !known.current) {
            known.current = list.list;
          }
        }
        return known;
      });
  if (!answer) return app::Failure(answer.error());
  if (answer->late) return app::Failure(Refusal{refusals::not_visible_yet, {}});
  return answer->value;
}

}  // namespace

Response list_rankings(Site& site, const Call& call) {
  auto moment = moment_of(call.request, site.today());
  if (!moment) return site.no(moment.error());
  const auto service = service_parameter(call.request);
  if (!service) return site.no(service.error());
  if (const auto settled = site.settle(*moment); !settled) return site.no(settled.error());
  const auto answer = site.deps.views.ask(
      view_name, site.at(*moment),
      [&](const view::ReadRows& rows) { return rankings::lists_on(rows, moment->on, *service); });
  if (!answer) return site.no(answer.error());
  if (answer->late) return site.no(refusals::not_visible_yet);
  constexpr std::size_t shown_max = 200;
  boost::json::array items;
  for (const rankings::List& list : answer->value) {
    if (items.size() < shown_max) items.push_back(ranking_summary(site, list));
  }
  boost::json::object body;
  body["on"] = to_string(moment->on);
  body["total"] = answer->value.size();
  body["items"] = std::move(items);
  body["position"] = newest(answer->applied);
  return json_response(Status::ok, body);
}

Response get_ranking(Site& site, const Call& call) {
  const auto page = page_of(call.request);
  if (!page) return site.no(page.error());
  const auto found = read_ranking(site, call);
  if (!found) return site.no(found.error());
  return show_ranking(site, call, *found, *page, Status::ok);
}

Response publish_ranking(Site& site, const Call& call) {
  boost::json::object object;
  if (auto bad = read_body(site, call, object)) return std::move(*bad);
  std::vector<FieldError> errors;
  ObjectReader body(object, "", errors);
  app::PublishRanking command;
  command.criteria = body.id<CriteriaId>("criteria_id");
  command.list.on = body.date("on");
  command.list.places = static_cast<std::uint32_t>(body.integer("places", 0, places_max));
  const bool preview = body.boolean_or("preview", false);
  body.finish();
  if (!errors.empty()) return site.no(errors);
  const auto request = site.command(call, Code("rankings"));
  if (!request) return site.no(request.error());
  command.list.list = ranking_id_of(request->command);

  // A repeated command finds its own list: it never takes its own place.
  const auto done = read_list(site, command.list.list);
  if (!done) return site.no(done.error());
  if (!*done) {
    const auto known = known_for(site, command.criteria, command.list.on);
    if (!known) return site.no(known.error());
    command.services = known->services;
    command.list.supersedes = known->current;
  }
  const PageAsked first_page{limits::page_max, ""};
  if (preview) {
    auto list = app::preview(site.deps.transactor, command);
    if (!list) return site.no(list.error());
    auto found = with_criteria(site, std::move(*list), std::nullopt);
    if (!found) return site.no(found.error());
    return show_ranking(site, call, *found, first_page, Status::ok);
  }
  const auto executed = app::execute(site.deps.transactor, *request, command);
  if (!executed) return site.no(executed.error());
  const auto written = read_list(site, command.list.list);
  if (!written) return site.no(written.error());
  if (!*written) return site.no(refusals::not_found);
  auto found = with_criteria(site, (*written)->list, (*written)->position);
  if (!found) return site.no(found.error());
  return show_ranking(site, call, *found, first_page, Status::created);
}

}  // namespace telaio::http::handlers
