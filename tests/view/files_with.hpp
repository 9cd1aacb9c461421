// SPDX-License-Identifier: EUPL-1.2
// Looking for bytes where the disk keeps them, whatever the database says.
#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

namespace telaio::testing {

// Files, the write-ahead log and the manifest included, that hold the bytes.
inline std::vector<std::string> files_with(const std::filesystem::path& folder,
                                           std::string_view needle) {
  std::vector<std::string> found;
  for (const auto& file : std::filesystem::recursive_directory_iterator(folder)) {
    if (!file.is_regular_file()) continue;
    std::ifstream in(file.path(), std::ios::binary);
    const std::string all((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
    if (all.find(needle) != std::string::npos) found.push_back(file.path().filename());
  }
  return found;
}

}  // namespace telaio::testing
