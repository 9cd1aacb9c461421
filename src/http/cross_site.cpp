// SPDX-License-Identifier: EUPL-1.2
#include "http/cross_site.hpp"

#include "http/session_cookie.hpp"

namespace telaio::http {

bool is_cross_site(const Request& request) {
  if (request.method == Method::get || request.method == Method::head) return false;
  const std::string_view site = request.field("sec-fetch-site");
  if (!site.empty()) return site != "same-origin";
  const std::string_view origin = request.field("origin");
  if (origin.empty()) return !session_token_of(request).empty();
  constexpr std::string_view scheme = "https://";
  return !origin.starts_with(scheme) ||
         !same_name(origin.substr(scheme.size()), request.field("host"));
}

}  // namespace telaio::http
