// SPDX-License-Identifier: EUPL-1.2
// The head everybody sees: replaced when a group is durable, never before. Readers wait on it; it
// wakes them and tells them nothing else. Thread-safe.
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>

#include "log/event_log.hpp"

namespace telaio::log {

class PublishedHead {
 public:
  explicit PublishedHead(const Head& head) : head_(head) {}

  Head get() const;
  void publish(const Head& head);
  // True once the head holds more than `position` events; false at the deadline.
  bool wait_past(Position position, std::chrono::milliseconds timeout) const;

 private:
  mutable std::mutex mutex_;
  mutable std::condition_variable grown_;
  Head head_;  // Its size never shrinks.
};

}  // namespace telaio::log
