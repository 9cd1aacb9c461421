// SPDX-License-Identifier: EUPL-1.2
#include "tests/log/vectors.hpp"

#include <algorithm>
#include <fstream>
#include <sstream>

namespace telaio::log::testing {
namespace {

const boost::json::object& whole_file() {
  static const boost::json::value file = [] {
    std::ifstream in(TELAIO_SOURCE_DIR "/tests/vectors/evidence.json");
    std::stringstream text;
    text << in.rdbuf();
    return boost::json::parse(text.str());
  }();
  return file.as_object();
}

}  // namespace

const boost::json::object& evidence(std::string_view section) {
  return whole_file().at(section).as_object();
}

Bytes bytes_from_hex(std::string_view hex) {
  return from_hex(hex).value();
}

tree::Hash hash_from_hex(std::string_view hex) {
  const Bytes bytes = bytes_from_hex(hex);
  tree::Hash hash{};
  std::copy(bytes.begin(), bytes.end(), hash.begin());
  return hash;
}

std::string_view text_of(const boost::json::value& object, std::string_view key) {
  return object.as_object().at(key).as_string();
}

}  // namespace telaio::log::testing
