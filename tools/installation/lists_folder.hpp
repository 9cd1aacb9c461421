// SPDX-License-Identifier: EUPL-1.2
// Where the code lists, texts and registers (config/) are when nobody says.
#pragma once

#include <filesystem>
#include <string_view>

namespace telaio::tools {

// `given` if it is not empty; else the project's own config/ if the program runs from its build,
// else where the package installs it.
std::filesystem::path lists_folder(std::string_view given);

}  // namespace telaio::tools
