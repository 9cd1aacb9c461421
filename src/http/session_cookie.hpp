// SPDX-License-Identifier: EUPL-1.2
// The cookie that carries a session's token: out of reach of scripts, of other hosts and of plain
// HTTP (the __Host- prefix makes the browser enforce it).
#pragma once

#include <string>
#include <string_view>

#include "http/request.hpp"

namespace telaio::http {

// Empty when there is none, or two of the name.
std::string_view session_token_of(const Request& request);
// Values of Set-Cookie. The cookie lives as long as the browser; the vault decides how long the
// session does.
std::string session_cookie(std::string_view token);
std::string no_session_cookie();

}  // namespace telaio::http
