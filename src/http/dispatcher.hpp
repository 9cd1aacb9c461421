// SPDX-License-Identifier: EUPL-1.2
// From a request to its answer, without a network: finds the route, refuses what comes from other
// sites, finds out who asks, checks the role, calls the handler. Thread-safe; blocks on disk.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "http/kept_answers.hpp"
#include "http/request_windows.hpp"
#include "http/router.hpp"
#include "http/site.hpp"
#include "http/static_files.hpp"

namespace telaio::http {

// Roles that may call a route; empty: no session is needed.
using Roles = std::vector<schema::Role>;

// One route of the API file, or of the public surface beside it.
struct Route {
  Method method = Method::get;
  std::string_view pattern;  // Static storage.
  Roles roles;
  Response (*handler)(Site&, const Call&) = nullptr;
  // Allowed also while the password must be changed.
  bool before_password = false;
  // No work of the person: it does not keep the session alive.
  bool background = false;
  // Its answer depends on the target, the log, the views and the day alone, is the same for all who
  // may ask, and shows nothing whose reading is recorded: it may be given again (KeptAnswers).
  bool kept = false;
};
// All of them (routes.cpp).
std::vector<Route> all_routes();

class Dispatcher {
 public:
  // `openapi` is the text served at /api/openapi.json.
  Dispatcher(const Dependencies& dependencies, Texts texts, Labels labels, StaticFiles files,
             std::string openapi, const RateLimits& rate_limits = {},
             const LiveLimits& live_limits = {});

  Response answer(const Request& request);
  // The same answer, if it takes neither the disk nor a wait: quick, for a network thread. Nothing:
  // ask answer(); the request was not counted yet.
  std::optional<Response> answer_at_once(const Request& request);
  const Texts& texts() const { return site_.texts; }
  Live& live() { return site_.live; }

 private:
  // Who asks, or the problem to answer with; neither on routes that need no session.
  struct Identified {
    std::optional<Caller> caller;
    std::optional<Response> refusal;
  };
  Identified identify(const Request& request, const Route& route);
  Identified identify_session(const Request& request, bool background);
  // Who asks, as far as it is known without reading.
  std::optional<Caller> kept_caller(const Request& request, const Route& route);
  Response answer_route(const Request& request, const RouteMatch& match, Identified identified);
  Response answer_kept(const Request& request, const Route& route, const Call& call);
  AnswerBasis basis() const;
  // Counts the request, and lets `made` answer it if it is not one too many.
  template <class Made>
  Response counted(const Request& request, const std::optional<Caller>& caller, Made&& made);
  Response answer_elsewhere(const Request& request, const RouteOutcome& outcome) const;

  Site site_;
  const StaticFiles files_;
  const std::string openapi_;
  const std::vector<Route> routes_;
  Router router_;
  RequestWindows windows_;
  KeptAnswers kept_answers_;
};

}  // namespace telaio::http
