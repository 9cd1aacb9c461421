// SPDX-License-Identifier: EUPL-1.2
// How often somebody failed lately, by key: guessing passwords from one address is stopped here
// (the vault suspends single accounts by itself). In memory only: a restart forgives.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

#include "base/instant.hpp"

namespace telaio::http {

class FailureWindows {
 public:
  // At most `failures_max` failures per key in `window_seconds`; `keys_max` keys are remembered.
  FailureWindows(std::uint32_t failures_max, std::int64_t window_seconds, std::size_t keys_max)
      : failures_max_(failures_max), window_seconds_(window_seconds), keys_max_(keys_max) {}

  // Thread-safe.
  bool blocked(std::string_view key, Instant now);
  // Until the window of a blocked key is over; 0 when it is not blocked.
  std::int64_t blocked_seconds(std::string_view key, Instant now);
  void failed(std::string_view key, Instant now);

 private:
  struct Window {
    Instant began;
    std::uint32_t failures = 0;
  };
  bool over(const Window& window, Instant now) const;
  void make_room(Instant now);

  std::uint32_t failures_max_;
  std::int64_t window_seconds_;
  std::size_t keys_max_;
  std::mutex mutex_;
  std::map<std::string, Window, std::less<>> windows_;
};

}  // namespace telaio::http
