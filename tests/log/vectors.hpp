// SPDX-License-Identifier: EUPL-1.2
// tests/vectors/evidence.json: vectors that were computed independently of this program.
#pragma once

#include <boost/json.hpp>
#include <string_view>

#include "log/tree/hashing.hpp"

namespace telaio::log::testing {

const boost::json::object& evidence(std::string_view section);
tree::Hash hash_from_hex(std::string_view hex);
Bytes bytes_from_hex(std::string_view hex);
// The text of a member.
std::string_view text_of(const boost::json::value& object, std::string_view key);

}  // namespace telaio::log::testing
