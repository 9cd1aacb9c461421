// SPDX-License-Identifier: EUPL-1.2
// A regulation as one element of a regulations file: reading what this writes gives the same
// regulation (docs/formats/regulation.md).
#pragma once

#include <boost/json/object.hpp>

#include "domain/fees/regulation.hpp"

namespace telaio::app::regulations {

// Every rule is written out, also those with a default, so that a file says the same thing to a
// reader who does not know ours. A segment whose numbers cannot be read has none.
boost::json::object to_json(const domain::fees::Regulation& regulation);

}  // namespace telaio::app::regulations
