// SPDX-License-Identifier: EUPL-1.2
#include "http/failure_windows.hpp"

#include <algorithm>

namespace telaio::http {

bool FailureWindows::over(const Window& window, Instant now) const {
  return now >= window.began.plus_seconds(window_seconds_);
}

bool FailureWindows::blocked(std::string_view key, Instant now) {
  return blocked_seconds(key, now) > 0;
}

std::int64_t FailureWindows::blocked_seconds(std::string_view key, Instant now) {
  const std::lock_guard lock(mutex_);
  const auto found = windows_.find(key);
  if (found == windows_.end() || over(found->second, now)) return 0;
  if (found->second.failures < failures_max_) return 0;
  const std::int64_t passed = now.micros() - found->second.began.micros();
  const std::int64_t left = window_seconds_ * Instant::micros_per_second - passed;
  return (left + Instant::micros_per_second - 1) / Instant::micros_per_second;
}

void FailureWindows::failed(std::string_view key, Instant now) {
  const std::lock_guard lock(mutex_);
  auto found = windows_.find(key);
  if (found == windows_.end()) {
    if (windows_.size() >= keys_max_) make_room(now);
    found = windows_.emplace(std::string(key), Window{now, 0}).first;
  }
  if (over(found->second, now)) found->second = Window{now, 0};
  ++found->second.failures;
}

// Drops the windows that are over; if none is, the oldest one, so that a flood of addresses cannot
// grow the memory.
void FailureWindows::make_room(Instant now) {
  std::erase_if(windows_, [&](const auto& entry) { return over(entry.second, now); });
  if (windows_.size() < keys_max_) return;
  windows_.erase(std::min_element(
      windows_.begin(), windows_.end(),
      [](const auto& a, const auto& b) { return a.second.began < b.second.began; }));
}

}  // namespace telaio::http
