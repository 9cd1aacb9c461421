// SPDX-License-Identifier: EUPL-1.2
// At most so many requests on their way: whoever loads a store waits here instead of filling
// memory.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <mutex>

namespace telaio::bench {

// Thread-safe.
class Window {
 public:
  void enter() {
    std::unique_lock lock(mutex_);
    room_.wait(lock, [&] { return inside_ < inside_max; });
    ++inside_;
  }
  void leave() {
    // Told under the lock: whoever waits for the last one may destroy the window at once.
    const std::lock_guard lock(mutex_);
    --inside_;
    room_.notify_all();
  }
  void await_empty() {
    std::unique_lock lock(mutex_);
    room_.wait(lock, [&] { return inside_ == 0; });
  }

 private:
  static constexpr std::size_t inside_max = 1'024;
  std::mutex mutex_;
  std::condition_variable room_;
  std::size_t inside_ = 0;
};

}  // namespace telaio::bench
