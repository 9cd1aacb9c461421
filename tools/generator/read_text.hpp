// SPDX-License-Identifier: EUPL-1.2
// A file of config/ that the generator reads whole.
#pragma once

#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>

namespace telaio::generator {

// Throws std::runtime_error that names the file: without it there is no demonstration.
inline std::string read_text(const std::filesystem::path& file) {
  std::ifstream in(file);
  if (!in) throw std::runtime_error(file.string() + " cannot be read");
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

}  // namespace telaio::generator
