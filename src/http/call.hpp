// SPDX-License-Identifier: EUPL-1.2
// One request with who makes it, as every handler gets it.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "app/actor.hpp"
#include "base/id.hpp"
#include "http/request.hpp"
#include "http/router.hpp"
#include "vault/sessions.hpp"

namespace telaio::http {

struct Caller {
  app::Actor actor;
  vault::Session session;
  Uuid session_id;  // Names the session in the access log: a hash of its token.
};

// All references live as long as the request is handled: to the handler's end, or, when the request
// may be answered later, as long as a copy of the call is kept, up to its answer.
struct Call {
  const Request& request;
  const PathParameters& path;
  // Null only on routes that need no session.
  const Caller* caller = nullptr;
  std::shared_ptr<const void> kept;  // What the references stand on, beside the request.

  const app::Actor& actor() const { return caller->actor; }
  // The text of a path parameter that the route's pattern has.
  std::string_view parameter(std::string_view name) const;
  template <class Kind>
  std::optional<Kind> id(std::string_view name) const {
    return parse_id<Kind>(parameter(name));
  }
};

}  // namespace telaio::http
