// SPDX-License-Identifier: EUPL-1.2
// What became of each request of an overload (tools/bench/overload), by its number: numbers are
// given out one after the other, and are the second half of the request's idempotency key, so that
// the log itself can be asked afterwards. Used by one thread.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace telaio::bench {

enum class Fate : std::uint8_t {
  unanswered,  // Under way, or lost with its connection: it may have been done.
  acknowledged,
  overloaded,  // The typed "come back later".
  refused,     // No connection, or closed before anything could be sent.
  not_tried,   // The caller itself had no room for one more.
  other
};
inline constexpr std::size_t fate_count = 6;

// Milliseconds, counted one by one up to a ceiling.
class Latencies {
 public:
  void add(std::chrono::steady_clock::duration took);
  // The least whole number of milliseconds within which `share` of them were done; 0 for none.
  std::size_t quantile(double share) const;

 private:
  static constexpr std::size_t ceiling = 60'000;
  std::vector<std::uint64_t> counts_ = std::vector<std::uint64_t>(ceiling + 1);
  std::uint64_t all_ = 0;
};

class Tally {
 public:
  // The number of the next request.
  std::uint64_t next();
  // What came of it; once each. Acknowledged: the position it was given.
  void settle(std::uint64_t number, Fate fate, std::uint64_t position = 0);
  // An answer that is neither 201 nor the typed refusal: what it said.
  void note_other(const std::string& what) { ++others_[what]; }
  void took(Fate fate, std::chrono::steady_clock::duration time);

  std::uint64_t count(Fate fate) const { return counts_[static_cast<std::size_t>(fate)]; }
  std::uint64_t given_out() const { return fates_.size(); }
  const std::map<std::string, std::uint64_t>& others() const { return others_; }
  const Latencies& latencies(Fate fate) const {
    return fate == Fate::acknowledged ? acknowledged_ : refused_;
  }
  const std::vector<Fate>& fates() const { return fates_; }
  // Number and position of what was acknowledged, in the order of the answers.
  const std::vector<std::pair<std::uint64_t, std::uint64_t>>& acknowledged() const {
    return positions_;
  }

 private:
  std::vector<Fate> fates_;  // By number.
  std::array<std::uint64_t, fate_count> counts_{};
  std::vector<std::pair<std::uint64_t, std::uint64_t>> positions_;
  std::map<std::string, std::uint64_t> others_;
  Latencies acknowledged_;
  Latencies refused_;
};

}  // namespace telaio::bench
