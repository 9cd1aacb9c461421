// SPDX-License-Identifier: EUPL-1.2
#include "tools/bench/open_loop.hpp"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "base/clock.hpp"

namespace telaio::bench {
namespace {

// What the pacing thread and the store's threads share.
class Answers {
 public:
  void sent() {
    const std::lock_guard lock(mutex_);
    ++waiting_;
  }
  void answered(Instant due, bool counts) {
    const Instant now = monotonic_now();
    // Told under the lock: whoever waits for the last one may destroy the answers at once.
    const std::lock_guard lock(mutex_);
    if (counts) latencies_.add(due, now);
    --waiting_;
    some_.notify_one();
  }
  Latencies& await_all() {
    std::unique_lock lock(mutex_);
    some_.wait(lock, [&] { return waiting_ == 0; });
    return latencies_;
  }

 private:
  std::mutex mutex_;
  std::condition_variable some_;
  std::uint64_t waiting_ = 0;
  Latencies latencies_;
};

}  // namespace

Sample open_loop(std::uint64_t per_second, const Turn& turn, std::uint64_t& first,
                 const Submit& submit) {
  const auto micros = [](std::chrono::microseconds length) { return length.count(); };
  const std::int64_t pace = Instant::micros_per_second / static_cast<std::int64_t>(per_second);
  const Instant begun = monotonic_now();
  const Instant warm = begun.plus_micros(micros(turn.warm));
  const Instant end = warm.plus_micros(micros(turn.measured));
  Answers answers;
  for (Instant due = begun; due < end; due = due.plus_micros(pace)) {
    const std::int64_t early = due.micros() - monotonic_now().micros();
    if (early > 0) std::this_thread::sleep_for(std::chrono::microseconds(early));
    answers.sent();
    submit(first++, [&answers, due, counts = due >= warm] { answers.answered(due, counts); });
  }
  return answers.await_all().sample(warm, monotonic_now());
}

}  // namespace telaio::bench
