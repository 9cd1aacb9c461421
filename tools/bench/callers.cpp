// SPDX-License-Identifier: EUPL-1.2
#include "tools/bench/callers.hpp"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <utility>
#include <vector>

#include "base/clock.hpp"

namespace telaio::bench {
namespace {

struct Answered {
  std::size_t caller;
  Instant at;
};

// What the store's threads and the one thread of the callers share.
class Mailbox {
 public:
  void put(std::size_t caller) {
    const Instant now = monotonic_now();
    {
      const std::lock_guard lock(mutex_);
      answered_.push_back({caller, now});
    }
    some_.notify_one();
  }
  std::vector<Answered> take() {
    std::unique_lock lock(mutex_);
    some_.wait(lock, [&] { return !answered_.empty(); });
    return std::exchange(answered_, {});
  }

 private:
  std::mutex mutex_;
  std::condition_variable some_;
  std::vector<Answered> answered_;
};

}  // namespace

Sample closed_loop(std::size_t callers, const Turn& turn, std::uint64_t& first,
                   const Submit& submit) {
  Mailbox mailbox;
  std::vector<Instant> sent(callers);
  const auto send = [&](std::size_t caller) {
    sent[caller] = monotonic_now();
    submit(first++, [&mailbox, caller] { mailbox.put(caller); });
  };
  const auto micros = [](std::chrono::microseconds length) { return length.count(); };
  const Instant warm = monotonic_now().plus_micros(micros(turn.warm));
  const Instant end = warm.plus_micros(micros(turn.measured));
  Latencies latencies;
  // A disk that stalls longer than the turn would else give no figure at all.
  const auto over = [&](Instant at) { return at >= end && latencies.count() >= callers; };
  Instant last = end;
  std::size_t waiting = callers;
  for (std::size_t caller = 0; caller < callers; ++caller) send(caller);
  while (waiting > 0) {
    for (const auto& [caller, at] : mailbox.take()) {
      const bool stop = over(at);
      if (at >= warm && !stop) {
        latencies.add(sent[caller], at);
        last = std::max(last, at);
      }
      if (stop) {
        --waiting;
      } else {
        send(caller);
      }
    }
  }
  return latencies.sample(warm, last);
}

}  // namespace telaio::bench
