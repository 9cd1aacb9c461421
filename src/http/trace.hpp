// SPDX-License-Identifier: EUPL-1.2
// The id that joins the lines of one request across programs (W3C Trace Context).
#pragma once

#include <string>
#include <string_view>

namespace telaio::http {

// 32 hex digits, random.
std::string new_trace_id();
// The trace id of a well-formed `traceparent` field; a new one otherwise.
std::string trace_id_of(std::string_view traceparent);

}  // namespace telaio::http
