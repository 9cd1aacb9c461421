// SPDX-License-Identifier: EUPL-1.2
#include "http/dispatcher.hpp"

#include <algorithm>

#include "crypto/digest.hpp"
#include "http/cross_site.hpp"
#include "http/http_refusals.hpp"
#include "http/session_cookie.hpp"

namespace telaio::http {

namespace {

constexpr std::string_view openapi_path = "/api/openapi.json";

bool allows(const Roles& roles, schema::Role role) {
  return std::find(roles.begin(), roles.end(), role) != roles.end();
}

}  // namespace

Dispatcher::Dispatcher(const Dependencies& dependencies, Texts texts, Labels labels,
                       StaticFiles files, std::string openapi)
    : site_(dependencies, std::move(texts), std::move(labels)),
      files_(std::move(files)),
      openapi_(std::move(openapi)),
      routes_(all_routes()) {
  for (const Route& route : routes_) router_.add(route.method, route.pattern);
}

Response Dispatcher::answer(const Request& request) {
  const RouteOutcome outcome = router_.find(request.method, request.target.segments);
  if (const auto* match = std::get_if<RouteMatch>(&outcome)) {
    Response response = answer_route(request, *match);
    response.route = routes_[match->route].pattern;
    return response;
  }
  return answer_elsewhere(request, outcome);
}

Response Dispatcher::answer_elsewhere(const Request& request, const RouteOutcome& outcome) const {
  if (const auto* other = std::get_if<OtherMethods>(&outcome)) {
    Response response = site_.no(refusals::method_not_allowed);
    response.set("Allow", other->allow);
    return response;
  }
  const bool reading = request.method == Method::get || request.method == Method::head;
  if (reading && request.target.segments == std::vector<std::string>{"api", "openapi.json"}) {
    Response response;
    response.body = openapi_;
    response.set("Content-Type", "application/json");
    response.route = openapi_path;
    return response;
  }
  if (reading) {
    if (auto file = files_.answer(request)) {
      file->route = "/*";
      return std::move(*file);
    }
  }
  return site_.no(refusals::not_found);
}

Response Dispatcher::answer_route(const Request& request, const RouteMatch& match) {
  const Route& route = routes_[match.route];
  if (is_cross_site(request)) return site_.no(refusals::cross_site);
  if (route.roles.empty()) return route.handler(site_, Call{request, match.parameters, nullptr});

  Identified identified = identify(request);
  if (!identified.caller) return std::move(identified.refusal);
  if (!allows(route.roles, identified.caller->actor.role)) return site_.no(refusals::forbidden);
  return route.handler(site_, Call{request, match.parameters, &*identified.caller});
}

Dispatcher::Identified Dispatcher::identify(const Request& request) {
  const std::string_view token = session_token_of(request);
  if (token.empty()) return {std::nullopt, site_.no(refusals::session_missing)};
  const auto session = site_.deps.vault().sessions().find(token);
  if (!session) return {std::nullopt, site_.no(session.error())};
  if (!*session) {
    Response response = site_.no(refusals::session_expired);
    response.set("Set-Cookie", no_session_cookie());
    return {std::nullopt, std::move(response)};
  }
  const auto actor =
      site_.deps.operators.actor((*session)->operator_id, site_.deps.catalogue.lead_comune);
  if (!actor) return {std::nullopt, site_.no(actor.error())};
  if (!*actor) return {std::nullopt, site_.no(refusals::role_missing)};
  const auto digest = crypto::sha256(as_bytes(token));
  return {Caller{**actor, **session, to_hex(digest)}, Response{}};
}

}  // namespace telaio::http
