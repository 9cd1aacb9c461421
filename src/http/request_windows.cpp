// SPDX-License-Identifier: EUPL-1.2
#include "http/request_windows.hpp"

#include <algorithm>

namespace telaio::http {

bool RequestWindows::over(Instant began, Instant now) const {
  // A clock that was set back must not lock anybody out.
  return now < began || now >= began.plus_seconds(limits_.window_seconds);
}

// Forgets windows that are over, and the oldest ones while there are too many: a flood of addresses
// cannot grow the memory.
void RequestWindows::make_room(Instant now) {
  while (!order_.empty() && (order_.size() >= keys_max_ || over(order_.front().at, now))) {
    const auto found = windows_.find(order_.front().key);
    if (found != windows_.end() && found->second.began == order_.front().at) windows_.erase(found);
    order_.pop_front();
  }
}

Rate RequestWindows::take(const std::string& key, Instant now) {
  const std::lock_guard lock(mutex_);
  make_room(now);
  const auto [found, fresh] = windows_.try_emplace(key, Window{now, 0});
  Window& window = found->second;
  if (!fresh && over(window.began, now)) window = Window{now, 0};
  if (window.requests == 0) order_.push_back({now, key});

  Rate rate;
  rate.limit = limits_.requests_max;
  rate.allowed = window.requests < limits_.requests_max;
  if (rate.allowed) ++window.requests;
  rate.remaining = limits_.requests_max - window.requests;
  const std::int64_t passed = now.micros() - window.began.micros();
  const std::int64_t left = limits_.window_seconds * Instant::micros_per_second - passed;
  rate.reset_seconds = std::max<std::int64_t>(
      1, (left + Instant::micros_per_second - 1) / Instant::micros_per_second);
  return rate;
}

}  // namespace telaio::http
