// SPDX-License-Identifier: EUPL-1.2
#include "http/session_cookie.hpp"

namespace telaio::http {

namespace {
constexpr std::string_view name = "__Host-session";
constexpr std::string_view attributes = "; Path=/; Secure; HttpOnly; SameSite=Lax";
}  // namespace

std::string_view session_token_of(const Request& request) {
  // RFC 6265: a client sends one Cookie field; two could hide a second cookie of our name.
  if (count_fields(request.fields, "cookie") != 1) return {};
  return cookie_value(request.field("cookie"), name);
}

std::string session_cookie(std::string_view token) {
  return std::string(name) + "=" + std::string(token) + std::string(attributes);
}

std::string no_session_cookie() {
  return std::string(name) + "=" + std::string(attributes) + "; Max-Age=0";
}

}  // namespace telaio::http
