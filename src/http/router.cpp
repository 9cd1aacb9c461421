// SPDX-License-Identifier: EUPL-1.2
#include "http/router.hpp"

#include "base/assert.hpp"

namespace telaio::http {

RouteIndex Router::add(Method method, std::string_view pattern) {
  TELAIO_ASSERT(pattern.starts_with('/'));
  Route route;
  route.method = method;
  route.pattern = std::string(pattern);
  pattern.remove_prefix(1);
  while (true) {
    const std::size_t slash = pattern.find('/');
    const std::string_view piece = pattern.substr(0, slash);
    const bool parameter = piece.starts_with('{') && piece.ends_with('}');
    const std::string_view text = parameter ? piece.substr(1, piece.size() - 2) : piece;
    route.segments.push_back({std::string(text), parameter});
    if (slash == std::string_view::npos) break;
    pattern.remove_prefix(slash + 1);
  }
  for (const Route& known : routes_) {
    TELAIO_ASSERT(known.method != method || known.pattern != route.pattern);
  }
  routes_.push_back(std::move(route));
  return routes_.size() - 1;
}

bool Router::matches(const Route& route, const std::vector<std::string>& segments) {
  if (route.segments.size() != segments.size()) return false;
  for (std::size_t i = 0; i < segments.size(); ++i) {
    const Segment& expected = route.segments[i];
    if (expected.parameter ? segments[i].empty() : expected.text != segments[i]) return false;
  }
  return true;
}

bool Router::more_literal(const Route& a, const Route& b) {
  for (std::size_t i = 0; i < a.segments.size(); ++i) {
    if (a.segments[i].parameter != b.segments[i].parameter) return b.segments[i].parameter;
  }
  return false;
}

RouteOutcome Router::find(Method method, const std::vector<std::string>& segments) const {
  const Method wanted = method == Method::head ? Method::get : method;
  const Route* best = nullptr;
  std::string allow;
  for (const Route& route : routes_) {
    if (!matches(route, segments)) continue;
    if (route.method == wanted) {
      if (best == nullptr || more_literal(route, *best)) best = &route;
      continue;
    }
    if (!allow.empty()) allow += ", ";
    allow += to_string(route.method);
  }
  if (best == nullptr) {
    if (allow.empty()) return NoSuchPath{};
    return OtherMethods{allow};
  }

  RouteMatch match;
  match.route = static_cast<RouteIndex>(best - routes_.data());
  for (std::size_t i = 0; i < segments.size(); ++i) {
    const Segment& segment = best->segments[i];
    if (segment.parameter) match.parameters.push_back({segment.text, segments[i]});
  }
  return match;
}

}  // namespace telaio::http
