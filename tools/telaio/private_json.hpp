// SPDX-License-Identifier: EUPL-1.2
// A private part in clear, as JSON, for bundles that are handed over. Personal data: the caller has
// recorded the access.
#pragma once

#include <boost/json/object.hpp>

#include "schemas/event_generated.h"

namespace telaio::cli {

// {"type", and its fields by their names in the schema}; only the type for one that this program
// does not know.
boost::json::object private_json(const schema::PrivateFactUnion& content);

}  // namespace telaio::cli
