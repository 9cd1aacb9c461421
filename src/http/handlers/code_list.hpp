// SPDX-License-Identifier: EUPL-1.2
// A list of codes out of a body.
#pragma once

#include <string_view>
#include <vector>

#include "base/code.hpp"
#include "http/json_body.hpp"

namespace telaio::http::handlers {

// At most `most` codes; empty when the member is missing. Each that is no code is an error of the
// field.
std::vector<Code> codes_of(ObjectReader& body, std::string_view name, std::size_t most);

}  // namespace telaio::http::handlers
