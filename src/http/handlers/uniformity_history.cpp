// SPDX-License-Identifier: EUPL-1.2
// The uniformity of a service over time: on each date on which a rule of some Comune changed, the
// figures as known at the position asked for, and as they were known on that very day. The two
// differ where a regulation was written down late, corrected or annulled.
#include <algorithm>

#include "http/handlers/case_rows.hpp"
#include "http/handlers/comune_rules.hpp"
#include "http/handlers/handlers.hpp"
#include "http/handlers/uniformity_document.hpp"
#include "http/http_refusals.hpp"

namespace telaio::http::handlers {

namespace {

namespace regulations = projections::regulations;
using regulations::InForce;

// Dates one history goes through, the newest; each is compared twice.
constexpr std::size_t history_dates_max = 24;

struct OnDate {
  Date date;
  std::vector<InForce> in_force;
};

struct Changes {
  std::vector<OnDate> dates;  // Oldest first.
  std::size_t total = 0;
};

Changes read_changes(const view::ReadRows& rows, const Code& service, Date last) {
  std::vector<Date> dates = regulations::change_dates(rows, service, last);
  Changes changes;
  changes.total = dates.size();
  if (dates.size() > history_dates_max) {
    dates.erase(dates.begin(), dates.end() - history_dates_max);
  }
  for (const Date date : dates) {
    changes.dates.push_back({date, regulations::in_force(rows, service, date)});
  }
  return changes;
}

// What was known at the end of the day, and never more than what is asked to be known; nothing
// before the first event.
Result<std::vector<InForce>, app::Failure> known_then(const Site& site, const Code& service,
                                                      Date date, const Moment& asked) {
  const auto position = site.deps.views.known_on(date);
  if (!position) return app::Failure(position.error());
  if (!*position) return std::vector<InForce>();
  view::At at;
  at.as_of = asked.as_of ? std::min(**position, *asked.as_of) : **position;
  auto answer = site.deps.views.ask(regulations_view, at, [&](const view::ReadRows& rows) {
    return regulations::in_force(rows, service, date);
  });
  if (!answer) return app::Failure(answer.error());
  return std::move(answer->value);
}

// The figures and how many Comuni they are of.
Result<boost::json::object, app::Failure> figures_of(const Site& site, RuleReader& reader,
                                                     const std::vector<InForce>& in_force) {
  const auto rules = reader.read(in_force);
  if (!rules) return rules.error();
  const auto compared = compared_rules(site, *rules);
  const auto comparison = domain::fees::compare_rules(compared);
  boost::json::object body;
  if (comparison.measures) body = figures_document(*comparison.measures);
  body["comuni"] = compared.size();
  body["adopters"] = comparison.adopters;
  return body;
}

}  // namespace

Response get_uniformity_history(Site& site, const Call& call) {
  auto moment = moment_of(call.request, site.today());
  if (!moment) return site.no(moment.error());
  const auto service = Code::parse(call.request.parameter("service").value_or(""));
  if (!service || (!service->empty() && !site.deps.catalogue.services.contains(*service))) {
    return site.no(refusals::fields_wrong);
  }
  if (const auto settled = site.settle(*moment); !settled) return site.no(settled.error());
  const auto answer = site.deps.views.ask(
      regulations_view, site.at(*moment),
      [&](const view::ReadRows& rows) { return read_changes(rows, *service, moment->on); });
  if (!answer) return site.no(answer.error());
  if (answer->late) return site.no(refusals::not_visible_yet);

  RuleReader reader(site.deps.events());
  boost::json::array points;
  for (const OnDate& each : answer->value.dates) {
    auto now = figures_of(site, reader, each.in_force);
    if (!now) return site.no(now.error());
    const auto then_in_force = known_then(site, *service, each.date, *moment);
    if (!then_in_force) return site.no(then_in_force.error());
    auto then = figures_of(site, reader, *then_in_force);
    if (!then) return site.no(then.error());
    points.push_back(boost::json::object{
        {"on", to_string(each.date)}, {"now", std::move(*now)}, {"then", std::move(*then)}});
  }
  boost::json::object body;
  body["service"] = service->text();
  body["position"] = newest(answer->applied);
  body["points"] = std::move(points);
  body["total"] = answer->value.total;
  return json_response(Status::ok, body);
}

}  // namespace telaio::http::handlers
