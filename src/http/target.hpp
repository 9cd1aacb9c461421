// SPDX-License-Identifier: EUPL-1.2
// Request targets, strictly: origin form only, decoded once, nothing that two readers could read in
// two ways (dot segments, encoded slashes, repeated parameters).
#pragma once

#include <string_view>

#include "base/result.hpp"
#include "http/request.hpp"

namespace telaio::http {

// Refuses http.target_too_long, http.target_malformed, http.parameter_repeated.
Result<Target, Refusal> parse_target(std::string_view text);

}  // namespace telaio::http
