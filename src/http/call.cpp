// SPDX-License-Identifier: EUPL-1.2
#include "http/call.hpp"

#include "base/assert.hpp"

namespace telaio::http {

std::string_view Call::parameter(std::string_view name) const {
  for (const PathParameter& parameter : path) {
    if (parameter.name == name) return parameter.value;
  }
  TELAIO_ASSERT(false && "the route has no such parameter");
  return {};
}

}  // namespace telaio::http
