// SPDX-License-Identifier: EUPL-1.2
// Uniformity of the tariffs across the Comuni of the Ambito (isee-and-copayment 4.4), out of the
// regulations that are in the log. Public texts only: nothing here is about a person.
#include <algorithm>
#include <map>
#include <set>

#include "app/regulations/regulation_json.hpp"
#include "app/simulation/published_texts.hpp"
#include "http/handlers/case_rows.hpp"
#include "http/handlers/comune_rules.hpp"
#include "http/handlers/handlers.hpp"
#include "http/handlers/uniformity_document.hpp"
#include "http/http_refusals.hpp"
#include "http/wording.hpp"

namespace telaio::http::handlers {

namespace {

namespace fees = domain::fees;
namespace regulations = projections::regulations;
using regulations::InForce;

// Published regulations that one chart puts beside those of the Comuni: more cannot be told apart.
constexpr std::size_t comparison_curves_max = 4;

// What the projection knows: of each service that has regulations, the rule of each Comune.
using Known = std::map<Code, std::vector<InForce>>;

Known read_known(const view::ReadRows& rows, Date on) {
  Known known;
  for (const Code& each : regulations::services(rows)) {
    known[each] = regulations::in_force(rows, each, on);
  }
  return known;
}

// Without a service the page opens on what a board has to look at: the service with the lowest
// index, of those that can be compared; otherwise the first that has a regulation.
Result<std::optional<Code>, app::Failure> choose_service(const Site& site, RuleReader& reader,
                                                         const Known& known) {
  std::optional<Code> chosen;
  std::optional<fees::Fraction> lowest;
  for (const auto& [service, in_force] : known) {
    const auto rules = reader.read(in_force);
    if (!rules) return rules.error();
    const auto found = fees::compare_rules(compared_rules(site, *rules));
    if (!chosen) chosen = service;
    if (!found.measures || !found.measures->u) continue;
    if (lowest && *lowest <= *found.measures->u) continue;
    lowest = found.measures->u;
    chosen = service;
  }
  return chosen;
}

struct Asked {
  Moment moment;
  std::optional<Code> service;
  std::vector<std::string> compare;  // Slugs of published regulations.
};

Result<Asked, app::Failure> asked_of(const Site& site, const Call& call) {
  const auto wrong = [] { return app::Failure(Refusal{refusals::fields_wrong, {}}); };
  auto moment = moment_of(call.request, site.today());
  if (!moment) return app::Failure(moment.error());
  Asked asked{*moment, std::nullopt, {}};
  if (const auto service = call.request.parameter("service")) {
    asked.service = Code::parse(*service);
    if (!asked.service || !site.deps.catalogue.services.contains(*asked.service)) return wrong();
  }
  std::string_view rest = call.request.parameter("compare").value_or("");
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(','), rest.size());
    asked.compare.emplace_back(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  if (asked.compare.size() > comparison_curves_max) return wrong();
  if (const auto settled = site.settle(asked.moment); !settled) return settled.error();
  return asked;
}

// The published texts that can stand on the same chart: of the same unit, in money, computable.
std::vector<fees::Regulation> comparable_texts(const std::vector<fees::ComparedRule>& compared) {
  std::vector<fees::Regulation> found;
  auto file = app::regulations::load(app::simulation::published_texts());
  if (!file || compared.empty()) return found;
  for (auto& each : file->regulations) {
    const fees::Regulation& text = each.regulation;
    const bool money = text.scheme == fees::FeeScheme::amount || text.full_cost;
    const bool same_unit = text.unit == compared.front().regulation.unit;
    if (money && same_unit && !text.segments.empty()) found.push_back(std::move(each.regulation));
  }
  return found;
}

bool put_curves(const Site& site, const Asked& asked, const std::vector<ComuneRule>& rules,
                const std::vector<fees::ComparedRule>& compared, Money isee_max,
                boost::json::object& body) {
  boost::json::array curves;
  for (const ComuneRule& rule : rules) {
    const bool money = rule.regulation && (rule.regulation->scheme == fees::FeeScheme::amount ||
                                           rule.regulation->full_cost);
    if (!money) continue;
    curves.push_back(curve_document(*rule.regulation, isee_max, std::string(rule.comune.text()),
                                    site.deps.catalogue.comune_name(rule.comune), false));
  }
  std::set<std::string> wanted(asked.compare.begin(), asked.compare.end());
  boost::json::array published;
  for (const fees::Regulation& text : comparable_texts(compared)) {
    published.push_back(
        boost::json::object{{"id", text.slug}, {"name", text.authority}, {"act", text.act}});
    if (wanted.erase(text.slug) == 0) continue;
    curves.push_back(curve_document(text, isee_max, text.slug, text.authority, true));
  }
  body["curves"] = std::move(curves);
  body["published"] = std::move(published);
  return wanted.empty();
}

boost::json::array services_document(const Site& site, const Known& known) {
  boost::json::array services;
  for (const auto& [service, in_force] : known) {
    const auto with_rule = std::ranges::count_if(
        in_force, [](const InForce& each) { return each.version.has_value(); });
    services.push_back(boost::json::object{{"service", service.text()},
                                           {"name", site.deps.catalogue.service_name(service)},
                                           {"comuni", with_rule}});
  }
  return services;
}

void put_service(const Site& site, const Code& service, const std::vector<ComuneRule>& rules,
                 boost::json::object& body) {
  body["service"] = service.text();
  body["service_name"] = site.deps.catalogue.service_name(service);
  for (const ComuneRule& rule : rules) {
    if (!rule.regulation || body.contains("unit")) continue;
    const auto unit = quantity_unit_name(rule.regulation->unit);
    if (!unit.empty()) body["unit"] = unit;
  }
}

}  // namespace

Response get_uniformity(Site& site, const Call& call) {
  const auto asked = asked_of(site, call);
  if (!asked) return site.no(asked.error());
  const auto answer = site.deps.views.ask(
      regulations_view, site.at(asked->moment),
      [&](const view::ReadRows& rows) { return read_known(rows, asked->moment.on); });
  if (!answer) return site.no(answer.error());
  if (answer->late) return site.no(refusals::not_visible_yet);

  RuleReader reader(site.deps.events());
  std::optional<Code> service = asked->service;
  if (!service) {
    const auto chosen = choose_service(site, reader, answer->value);
    if (!chosen) return site.no(chosen.error());
    service = *chosen;
  }
  boost::json::object body;
  body["on"] = to_string(asked->moment.on);
  body["position"] = newest(answer->applied);
  body["known_at"] = to_string(answer->last_recorded);
  body["services"] = services_document(site, answer->value);

  const auto found = service ? answer->value.find(*service) : answer->value.end();
  const auto rules =
      reader.read(found == answer->value.end() ? std::vector<InForce>() : found->second);
  if (!rules) return site.no(rules.error());
  if (service) put_service(site, *service, *rules, body);
  const auto compared = compared_rules(site, *rules);
  const auto comparison = fees::compare_rules(compared);
  body["comuni"] = comuni_document(site, *rules);
  put_comparison(site, *rules, comparison, body);
  if (!put_curves(site, *asked, *rules, compared, comparison.request.isee_max, body)) {
    return site.no(refusals::fields_wrong);
  }
  return json_response(Status::ok, body);
}

}  // namespace telaio::http::handlers
