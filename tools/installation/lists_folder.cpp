// SPDX-License-Identifier: EUPL-1.2
#include "tools/installation/lists_folder.hpp"

namespace telaio::tools {

std::filesystem::path lists_folder(std::string_view given) {
  if (!given.empty()) return given;
  const std::filesystem::path in_tree(TELAIO_CONFIG_FOLDER);
  return std::filesystem::exists(in_tree) ? in_tree : "/usr/share/telaio/config";
}

}  // namespace telaio::tools
