// SPDX-License-Identifier: EUPL-1.2
#include "tools/installation/shared_folder.hpp"

#include <system_error>

namespace telaio::tools {

std::optional<std::filesystem::path> shared_folder_of(const std::filesystem::path& executable) {
  const auto programs = executable.parent_path();
  if (programs.filename() != "bin") return std::nullopt;
  auto folder = programs.parent_path() / "share" / "telaio";
  std::error_code unknown;
  if (!std::filesystem::is_directory(folder, unknown)) return std::nullopt;
  return folder;
}

std::optional<std::filesystem::path> shared_folder() {
  std::error_code unknown;
  return shared_folder_of(std::filesystem::read_symlink("/proc/self/exe", unknown));
}

std::filesystem::path openapi_file() {
  const auto folder = shared_folder();
  return folder ? *folder / "openapi.json" : std::filesystem::path(TELAIO_OPENAPI_FILE);
}

}  // namespace telaio::tools
