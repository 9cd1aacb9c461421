// SPDX-License-Identifier: EUPL-1.2
// Drafts tried on what was really determined: what can be tried, starting, following and ending a
// simulation. Only figures about groups leave the service; whose they are is in no answer.
#include <boost/json/array.hpp>

#include "app/simulation/simulation_json.hpp"
#include "http/handlers/handlers.hpp"
#include "http/http_refusals.hpp"
#include "http/json_body.hpp"
#include "http/simulation_request.hpp"
#include "http/wording.hpp"
#include "projections/regulations/regulations_query.hpp"

namespace telaio::http::handlers {

namespace {

namespace fees = domain::fees;
namespace json = boost::json;
namespace regulations = projections::regulations;

constexpr std::array<std::string_view, 3> source_names{"document", "published", "regulation"};
constexpr std::array<std::string_view, 4> state_names{"running", "done", "cancelled", "failed"};

void put_text(json::object& object, std::string_view name, const std::string& text) {
  if (!text.empty()) object[name] = text;
}

json::object named_comune(const Site& site, const Code& comune) {
  return {{"comune", comune.text()}, {"name", site.deps.catalogue.comune_name(comune)}};
}

json::object draft_document(const Site& site, const Draft& draft) {
  const fees::Regulation& regulation = draft.regulation;
  json::object body;
  body["source"] = source_names[static_cast<std::size_t>(draft.source)];
  body["slug"] = regulation.slug;
  put_text(body, "authority", regulation.authority);
  put_text(body, "act", regulation.act);
  put_text(body, "source_url", regulation.source_url);
  put_text(body, "signed_reading", regulation.signed_reading);
  json::array warnings;
  for (const fees::Finding& finding : draft.warnings) {
    warnings.push_back(json::value(describe(site.texts, finding)));
  }
  body["warnings"] = std::move(warnings);
  return body;
}

// With the report only where one is asked for: a list does without.
json::object simulation_document(const Site& site, const Simulation& simulation, bool with_report) {
  const app::RealFeesQuestion& question = simulation.input->question;
  json::object body;
  body["simulation_id"] = to_string(simulation.id);
  body["state"] = state_names[static_cast<std::size_t>(simulation.state)];
  body["read"] = simulation.read;
  body["total"] = simulation.total;
  body["started_at"] = to_string(simulation.started);
  if (simulation.finished) body["finished_at"] = to_string(*simulation.finished);
  body["service"] = question.service_code.text();
  body["service_name"] = site.deps.catalogue.service_name(question.service_code);
  body["from"] = to_string(question.period.from);
  body["to"] = to_string(question.period.to);
  if (question.comune) {
    body["comune"] = question.comune->text();
    body["comune_name"] = site.deps.catalogue.comune_name(*question.comune);
  }
  json::array drafts;
  for (const Draft& draft : simulation.input->drafts) {
    drafts.push_back(draft_document(site, draft));
  }
  body["drafts"] = std::move(drafts);
  if (simulation.state == Simulation::State::failed) {
    body["detail"] = simulation.refusal ? site.texts.sentence(*simulation.refusal)
                                        : site.labels.of("simulation.failed");
  }
  if (!with_report || !simulation.report) return body;
  json::array comuni;
  for (const auto& [comune, row] : simulation.report->drafts.front().by_comune) {
    if (!comune.empty()) comuni.push_back(named_comune(site, comune));
  }
  body["comuni"] = std::move(comuni);
  json::array results;
  for (std::size_t i = 0; i < simulation.report->drafts.size(); ++i) {
    results.push_back(app::simulation::to_json(*simulation.report, i));
  }
  body["results"] = std::move(results);
  return body;
}

json::array services_document(const Site& site) {
  json::array services;
  for (const auto& [code, service] : site.deps.catalogue.services) {
    if (!service.priced) continue;
    services.push_back(json::object{{"service", code.text()},
                                    {"name", service.name},
                                    {"unit", quantity_unit_name(service.unit)}});
  }
  return services;
}

// The texts in the order of the file, also those that cannot be tried as they are.
json::array published_document(const Site& site) {
  json::array texts;
  for (const auto& loaded : site.simulations.published()) {
    const fees::Regulation& regulation = loaded.regulation;
    json::object text{{"slug", regulation.slug}};
    put_text(text, "authority", regulation.authority);
    put_text(text, "service_text", regulation.service);
    if (regulation.unit != fees::Unit::unknown) text["unit"] = quantity_unit_name(regulation.unit);
    const bool errors = fees::has_errors(app::regulations::findings_of(loaded));
    text["usable"] = !errors || !regulation.signed_reading.empty();
    texts.push_back(std::move(text));
  }
  return texts;
}

json::object version_document(const Site& site, const regulations::Version& version) {
  json::object body{{"regulation_id", to_string(version.regulation)},
                    {"service", version.service_code.text()},
                    {"slug", version.slug},
                    {"valid_from", to_string(version.valid_from)}};
  put_text(body, "authority", version.authority);
  put_text(body, "act", version.act);
  if (version.ended_on) body["valid_to"] = to_string(*version.ended_on);
  if (!version.comune.empty()) {
    body["comune"] = version.comune.text();
    body["comune_name"] = site.deps.catalogue.comune_name(version.comune);
  }
  return body;
}

}  // namespace

Response list_simulations(Site& site, const Call& call) {
  struct Known {
    std::vector<regulations::Version> versions;
    std::vector<Code> comuni;
  };
  const auto known =
      site.deps.views.ask("regulations", view::At{}, [&](const view::ReadRows& rows) {
        return Known{regulations::versions(rows, {}), regulations::comuni_on(rows, site.today())};
      });
  if (!known) return site.no(known.error());
  json::object body;
  body["services"] = services_document(site);
  json::array comuni;
  for (const Code& comune : known->value.comuni) comuni.push_back(named_comune(site, comune));
  body["comuni"] = std::move(comuni);
  body["published"] = published_document(site);
  json::array in_log;
  for (const auto& version : known->value.versions) {
    if (version.ever_in_force()) in_log.push_back(version_document(site, version));
  }
  body["regulations"] = std::move(in_log);
  json::array mine;
  for (const Simulation& simulation : site.simulations.all_of(call.actor().id)) {
    mine.push_back(simulation_document(site, simulation, false));
  }
  body["simulations"] = std::move(mine);
  return json_response(Status::ok, body);
}

Response start_simulation(Site& site, const Call& call) {
  json::object object;
  if (auto bad = read_body(site, call, object)) return std::move(*bad);
  auto input = simulation_input(site, object);
  if (auto* bad = std::get_if<Response>(&input)) return std::move(*bad);
  const auto request = site.command(call, simulation_purpose);
  if (!request) return site.no(request.error());
  const auto started = site.simulations.start(
      *request, std::get<std::shared_ptr<const SimulationInput>>(std::move(input)));
  if (!started) return site.no(started.error());
  return json_response(Status::accepted, simulation_document(site, *started, true));
}

Response get_simulation(Site& site, const Call& call) {
  const auto id = call.id<SimulationId>("simulation_id");
  if (!id) return site.no(refusals::not_found);
  const auto found = site.simulations.find(*id, call.actor().id);
  if (!found) return site.no(refusals::not_found);
  return json_response(Status::ok, simulation_document(site, *found, true));
}

Response remove_simulation(Site& site, const Call& call) {
  const auto id = call.id<SimulationId>("simulation_id");
  if (!id || !site.simulations.remove(*id, call.actor().id)) return site.no(refusals::not_found);
  return no_content();
}

}  // namespace telaio::http::handlers
