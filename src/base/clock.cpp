// SPDX-License-Identifier: EUPL-1.2
#include "base/clock.hpp"

#include <chrono>

namespace telaio {

using std::chrono::duration_cast;
using std::chrono::microseconds;

Instant SystemClock::now() const {
  const auto since = std::chrono::system_clock::now().time_since_epoch();
  return Instant::from_micros(duration_cast<microseconds>(since).count());
}

Instant monotonic_now() {
  const auto since = std::chrono::steady_clock::now().time_since_epoch();
  return Instant::from_micros(duration_cast<microseconds>(since).count());
}

}  // namespace telaio
