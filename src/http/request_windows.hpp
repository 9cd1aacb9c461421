// SPDX-License-Identifier: EUPL-1.2
// How many requests somebody sent lately, by key: nobody gets more than a window's share, and every
// answer says what is left (RateLimit-* fields of the Italian interoperability guidelines). In
// memory only: a restart forgives.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/instant.hpp"
#include "http/http_limits.hpp"

namespace telaio::http {

struct RateLimits {
  std::uint32_t requests_max = limits::requests_per_window;  // In each window, per key.
  std::int64_t window_seconds = limits::request_window_seconds;
};

// What one request found: `allowed`, and what the answer says.
struct Rate {
  bool allowed = true;
  std::uint32_t limit = 0;
  std::uint32_t remaining = 0;     // After this request.
  std::int64_t reset_seconds = 0;  // To the next window, at least 1.
};

class RequestWindows {
 public:
  RequestWindows(const RateLimits& limits, std::size_t keys_max)
      : limits_(limits), keys_max_(keys_max) {}

  // Counts one request of `key`. A window begins with its first request. Thread-safe; constant
  // time, whatever the number of keys.
  Rate take(const std::string& key, Instant now);

 private:
  struct Window {
    Instant began;
    std::uint32_t requests = 0;
  };
  struct Begun {
    Instant at;
    std::string key;
  };
  bool over(Instant began, Instant now) const;
  void make_room(Instant now);

  RateLimits limits_;
  std::size_t keys_max_;
  std::mutex mutex_;
  std::unordered_map<std::string, Window> windows_;
  std::deque<Begun> order_;  // One per window ever begun and not dropped yet, oldest first.
};

}  // namespace telaio::http
