// SPDX-License-Identifier: EUPL-1.2
// Where a bench writes: a folder of its own under the one given, removed at the end.
#pragma once

#include <filesystem>

namespace telaio::bench {

class Workplace {
 public:
  // Throws std::runtime_error when nothing can be written there.
  explicit Workplace(const std::filesystem::path& parent);
  Workplace(const Workplace&) = delete;
  Workplace& operator=(const Workplace&) = delete;
  ~Workplace();
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace telaio::bench
