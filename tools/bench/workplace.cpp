// SPDX-License-Identifier: EUPL-1.2
#include "tools/bench/workplace.hpp"

#include <stdlib.h>

#include <stdexcept>
#include <string>
#include <system_error>

namespace telaio::bench {

Workplace::Workplace(const std::filesystem::path& parent) {
  std::string pattern = (parent / "telaio-bench-XXXXXX").string();
  if (::mkdtemp(pattern.data()) == nullptr) {
    throw std::runtime_error("non si può scrivere " + pattern);
  }
  path_ = pattern;
}

Workplace::~Workplace() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

}  // namespace telaio::bench
