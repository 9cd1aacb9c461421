// SPDX-License-Identifier: EUPL-1.2
// Where the files that a package installs beside the program are: code lists, texts, the file that
// describes the API. A program that runs from its build has none of its own, and uses the sources'.
#pragma once

#include <filesystem>
#include <optional>

namespace telaio::tools {

// `PREFIX/share/telaio` for an executable at `PREFIX/bin/…`; nothing when it is not there.
std::optional<std::filesystem::path> shared_folder_of(const std::filesystem::path& executable);
// That of this program.
std::optional<std::filesystem::path> shared_folder();
// The description of the API.
std::filesystem::path openapi_file();

}  // namespace telaio::tools
