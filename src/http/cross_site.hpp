// SPDX-License-Identifier: EUPL-1.2
// Whether a request that changes something comes from our own pages. The session cookie travels
// with requests other sites cause, too (CSRF): the browser says who caused it, and we believe only
// that.
#pragma once

#include "http/request.hpp"

namespace telaio::http {

// GET and HEAD change nothing and pass. Others need Sec-Fetch-Site: same-origin; from a client that
// does not send it, Origin must be https and name the host of the request; programs without either
// (no browser: no cookie of somebody else's session to ride on) pass only without a session cookie.
bool is_cross_site(const Request& request);

}  // namespace telaio::http
