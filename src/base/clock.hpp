// SPDX-License-Identifier: EUPL-1.2
// The only door to the time of day. Rules receive `today` or `now` as values; services hold a
// `const Clock&`; a tidy test refuses any other call of the system's clocks.
#pragma once

#include <atomic>

#include "base/instant.hpp"

namespace telaio {

class Clock {
 public:
  Clock() = default;
  Clock(const Clock&) = delete;
  Clock& operator=(const Clock&) = delete;
  virtual ~Clock() = default;

  // Thread-safe. May go backwards when the machine's clock is set.
  virtual Instant now() const = 0;
};

class SystemClock final : public Clock {
 public:
  Instant now() const override;
};

// For tests and for the demonstration, which lives on a clock of its own.
class ManualClock final : public Clock {
 public:
  explicit ManualClock(Instant start) : micros_(start.micros()) {}
  Instant now() const override { return Instant::from_micros(micros_.load()); }
  void set(Instant now) { micros_.store(now.micros()); }

 private:
  std::atomic<std::int64_t> micros_;
};

// For measuring durations: never goes backwards, has no date.
Instant monotonic_now();

}  // namespace telaio
