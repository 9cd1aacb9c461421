// SPDX-License-Identifier: EUPL-1.2
// What will happen when: actions in order of time, each of which may plan more. Ties keep the order
// in which they were planned, so a run is repeatable.
#pragma once

#include <cstdint>
#include <functional>
#include <queue>
#include <vector>

#include "base/instant.hpp"

namespace telaio::generator {

class Agenda {
 public:
  using Action = std::function<void()>;

  void plan(Instant when, Action action) { queue_.push({when, next_++, std::move(action)}); }

  // Runs what is due at or before `end`, giving each its time; later actions are dropped.
  template <class SetClock>
  void run_until(Instant end, SetClock set_clock) {
    while (!queue_.empty() && queue_.top().when <= end) {
      const Entry entry = queue_.top();
      queue_.pop();
      set_clock(entry.when);
      entry.action();
    }
  }

 private:
  struct Entry {
    Instant when;
    std::uint64_t order;
    Action action;
    bool operator<(const Entry& other) const {  // The queue's top is its largest.
      return when != other.when ? when > other.when : order > other.order;
    }
  };

  std::priority_queue<Entry> queue_;
  std::uint64_t next_ = 0;
};

}  // namespace telaio::generator
