// SPDX-License-Identifier: EUPL-1.2
// Where the code lists, texts and registers (config/) are when nobody says.
#pragma once

#include <filesystem>
#include <string_view>

namespace telaio::tools {

// `given` if it is not empty; else what is installed beside the program (shared_folder.hpp), else
// the project's own config/.
std::filesystem::path lists_folder(std::string_view given);

}  // namespace telaio::tools
