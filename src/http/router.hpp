// SPDX-License-Identifier: EUPL-1.2
// Finds the handler of a request by method and path. Patterns are those of the API file:
// "/api/v1/cases/{case_id}/interventions"; a parameter is one whole segment. Built at start,
// read-only afterwards, so every thread may use it.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "http/request.hpp"

namespace telaio::http {

struct PathParameter {
  std::string_view name;  // Lives as long as the router.
  std::string value;
  bool operator==(const PathParameter&) const = default;
};
using PathParameters = std::vector<PathParameter>;

// Number of a route, from 0, in the order of `add`.
using RouteIndex = std::size_t;

struct RouteMatch {
  RouteIndex route = 0;
  PathParameters parameters;
};
struct NoSuchPath {};
// The path exists with other methods: what the Allow field of a 405 says.
struct OtherMethods {
  std::string allow;
};
using RouteOutcome = std::variant<RouteMatch, NoSuchPath, OtherMethods>;

class Router {
 public:
  // A method and pattern are added once (asserted). A literal segment wins over a parameter.
  RouteIndex add(Method method, std::string_view pattern);
  // HEAD finds the GET handler: the body is left out when the answer is written.
  RouteOutcome find(Method method, const std::vector<std::string>& segments) const;
  // For logs and metrics: never the path itself, which names a case or a person.
  const std::string& pattern(RouteIndex route) const { return routes_[route].pattern; }
  Method method(RouteIndex route) const { return routes_[route].method; }
  std::size_t size() const { return routes_.size(); }

 private:
  struct Segment {
    std::string text;  // Literal, or the parameter's name.
    bool parameter = false;
    bool operator==(const Segment&) const = default;
  };
  struct Route {
    Method method = Method::get;
    std::string pattern;
    std::vector<Segment> segments;
  };
  static bool matches(const Route& route, const std::vector<std::string>& segments);
  // True when `a` has a literal where `b` has a parameter, at the first place where they differ.
  static bool more_literal(const Route& a, const Route& b);

  std::vector<Route> routes_;
};

}  // namespace telaio::http
