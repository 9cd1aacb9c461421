// SPDX-License-Identifier: EUPL-1.2
// The sixteen schemes of config/regulations/published.json, by id.
#pragma once

#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <string_view>

#include "app/regulations/regulation_json.hpp"

namespace telaio::app::regulations::testing {

inline std::string published_text() {
  std::ifstream file(std::string(TELAIO_SOURCE_DIR) + "/config/regulations/published.json");
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

inline const LoadedFile& published_file() {
  static const LoadedFile file = load(published_text()).value();
  return file;
}

inline const LoadedRegulation& published(std::string_view id) {
  for (const LoadedRegulation& loaded : published_file().regulations) {
    if (loaded.regulation.slug == id) return loaded;
  }
  throw std::out_of_range("no such regulation: " + std::string(id));
}

}  // namespace telaio::app::regulations::testing
