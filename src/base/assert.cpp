// SPDX-License-Identifier: EUPL-1.2
#include "base/assert.hpp"

#include <cstdio>
#include <cstdlib>

namespace telaio {

void assertion_failed(const char* condition, const char* file, int line) noexcept {
  std::fprintf(stderr, "bug: assertion failed: %s (%s:%d)\n", condition, file, line);
  std::abort();
}

}  // namespace telaio
