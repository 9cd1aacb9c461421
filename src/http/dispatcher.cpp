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

// What the access log may say of a session: from it nobody finds the token, nor the vault's row.
Uuid session_id_of(std::string_view token) {
  constexpr std::string_view tag = "telaio/session-id/v1";
  const auto digest = crypto::sha256({as_bytes(tag), as_bytes(token)});
  return uuid_from(BytesView(digest).first(id_size));
}

bool is_api(const Request& request) {
  const auto& segments = request.target.segments;
  return !segments.empty() && segments.front() == "api";
}

// A page that reads again by itself says so: nobody may sit before it any more.
bool is_background(const Request& request, const Route& route) {
  return route.background || !request.field("telaio-refresh").empty();
}

// What a reading asks, written in one way: no decoded piece has a line break in it (target.hpp).
std::string asked(const Request& request) {
  std::string text;
  for (const std::string& segment : request.target.segments) text += '/' + segment;
  for (const QueryParameter& parameter : request.target.query) {
    text += '\n' + parameter.name + '\n' + parameter.value;
  }
  return text;
}

// What a call stands on that is answered later.
struct KeptCall {
  PathParameters path;
  Caller caller;
};

// Whose window a request counts in. Only who is really signed in has one of their own: a made-up
// cookie would otherwise be a way around the limit.
std::string key_of(const Request& request, const std::optional<Caller>& caller) {
  return caller ? "operator " + to_string(caller->actor.id) : "address " + request.peer;
}

void say(const Rate& rate, Response& response) {
  response.set("RateLimit-Limit", std::to_string(rate.limit));
  response.set("RateLimit-Remaining", std::to_string(rate.remaining));
  response.set("RateLimit-Reset", std::to_string(rate.reset_seconds));
}

}  // namespace

Dispatcher::Dispatcher(const Dependencies& dependencies, Texts texts, Labels labels,
                       StaticFiles files, std::string openapi, const RateLimits& rate_limits,
                       const LiveLimits& live_limits)
    : site_(dependencies, std::move(texts), std::move(labels), live_limits),
      files_(std::move(files)),
      openapi_(std::move(openapi)),
      routes_(all_routes()),
      windows_(rate_limits, limits::request_windows_max) {
  for (const Route& route : routes_) router_.add(route.method, route.pattern);
}

Response Dispatcher::answer(const Request& request) {
  const RouteOutcome outcome = router_.find(request.method, request.target.segments);
  const auto* match = std::get_if<RouteMatch>(&outcome);
  // Files of the browser application cost nothing and are not counted.
  if (match == nullptr && !is_api(request)) return answer_elsewhere(request, outcome);

  if (match == nullptr) {
    return counted(request, std::nullopt, [&] { return answer_elsewhere(request, outcome); });
  }
  Identified identified = identify(request, routes_[match->route]);
  const std::optional<Caller> caller = identified.caller;
  Response response = counted(request, caller,
                              [&] { return answer_route(request, *match, std::move(identified)); });
  response.route = routes_[match->route].pattern;
  return response;
}

std::optional<Response> Dispatcher::answer_at_once(const Request& request) {
  if (request.method != Method::get && request.method != Method::head) return std::nullopt;
  const RouteOutcome outcome = router_.find(request.method, request.target.segments);
  const auto* match = std::get_if<RouteMatch>(&outcome);
  if (match == nullptr) {
    if (is_api(request)) return std::nullopt;
    return answer_elsewhere(request, outcome);
  }
  const Route& route = routes_[match->route];
  if (!route.kept || is_cross_site(request)) return std::nullopt;
  const auto caller = kept_caller(request, route);
  if (!caller) return std::nullopt;
  auto found = kept_answers_.find(asked(request), basis());
  if (!found) return std::nullopt;
  Response response = counted(request, caller, [&] { return std::move(*found); });
  response.route = route.pattern;
  return response;
}

template <class Made>
Response Dispatcher::counted(const Request& request, const std::optional<Caller>& caller,
                             Made&& made) {
  const Rate rate = windows_.take(key_of(request, caller), site_.now());
  Response response = rate.allowed
                          ? std::forward<Made>(made)()
                          : problem_later(refusals::rate_limited, rate.reset_seconds, site_.texts);
  if (number(response.status) < 500) say(rate, response);
  return response;
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

Response Dispatcher::answer_route(const Request& request, const RouteMatch& match,
                                  Identified identified) {
  const Route& route = routes_[match.route];
  if (identified.refusal) return std::move(*identified.refusal);
  if (route.roles.empty())
    return route.handler(site_, Call{request, match.parameters, nullptr, nullptr});
  const Caller& caller = *identified.caller;
  if (caller.session.password_change_due && !route.before_password) {
    return site_.no(refusals::password_change_due);
  }
  if (!allows(route.roles, caller.actor.role)) return site_.no(refusals::forbidden);
  if (request.may_answer_later && request.method == Method::post) {
    const auto kept = std::make_shared<const KeptCall>(KeptCall{match.parameters, caller});
    return route.handler(site_, Call{request, kept->path, &kept->caller, kept});
  }
  const Call call{request, match.parameters, &caller, nullptr};
  return route.kept ? answer_kept(request, route, call) : route.handler(site_, call);
}

Response Dispatcher::answer_kept(const Request& request, const Route& route, const Call& call) {
  std::string what = asked(request);
  const AnswerBasis before = basis();
  if (auto found = kept_answers_.find(what, before)) return std::move(*found);
  Response response = route.handler(site_, call);
  kept_answers_.keep(std::move(what), before, response);
  return response;
}

AnswerBasis Dispatcher::basis() const {
  return {site_.deps.events().head().size, site_.deps.views.edition(), site_.today()};
}

std::optional<Caller> Dispatcher::kept_caller(const Request& request, const Route& route) {
  const std::string_view token = session_token_of(request);
  const auto session = site_.deps.vault().sessions().kept(token, !is_background(request, route));
  if (!session || session->password_change_due) return std::nullopt;
  auto actor =
      site_.deps.operators.kept_actor(session->operator_id, site_.deps.catalogue.lead_comune);
  if (!actor || !allows(route.roles, actor->role)) return std::nullopt;
  return Caller{std::move(*actor), *session, Uuid()};
}

Dispatcher::Identified Dispatcher::identify(const Request& request, const Route& route) {
  // Another site's request is refused before its cookie is looked at: it must not keep a session
  // alive.
  if (is_cross_site(request)) return {std::nullopt, site_.no(refusals::cross_site)};
  if (route.roles.empty()) return {};
  return identify_session(request, is_background(request, route));
}

Dispatcher::Identified Dispatcher::identify_session(const Request& request, bool background) {
  const std::string_view token = session_token_of(request);
  if (token.empty()) return {std::nullopt, site_.no(refusals::session_missing)};
  vault::Sessions& sessions = site_.deps.vault().sessions();
  const auto session = background ? sessions.look(token) : sessions.find(token);
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
  return {Caller{**actor, **session, session_id_of(token)}, std::nullopt};
}

}  // namespace telaio::http
