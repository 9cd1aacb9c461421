// SPDX-License-Identifier: EUPL-1.2
// Checks a JSON value against a schema of openapi.json: the part of JSON Schema that file uses
// (types, closed objects, required, enum, pattern, lengths, bounds, arrays, references).
#pragma once

#include <boost/json/value.hpp>
#include <string>
#include <vector>

namespace telaio::http::test {

// What does not fit, each with its place; empty: the value fits. `whole` is the API file.
std::vector<std::string> misfits(const boost::json::value& value, const boost::json::value& schema,
                                 const boost::json::value& whole, const std::string& at = "");

}  // namespace telaio::http::test
