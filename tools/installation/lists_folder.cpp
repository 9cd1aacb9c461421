// SPDX-License-Identifier: EUPL-1.2
#include "tools/installation/lists_folder.hpp"

#include "tools/installation/shared_folder.hpp"

namespace telaio::tools {

std::filesystem::path lists_folder(std::string_view given) {
  if (!given.empty()) return given;
  const auto installed = shared_folder();
  return installed ? *installed / "config" : std::filesystem::path(TELAIO_CONFIG_FOLDER);
}

}  // namespace telaio::tools
