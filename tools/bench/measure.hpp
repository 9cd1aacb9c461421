// SPDX-License-Identifier: EUPL-1.2
// How we measure: contenders of one question take turns, round after round, so that a slow minute
// of the machine falls on all of them; what counts is the median and the ratio to a contender of
// the same run, never an absolute figure.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <iosfwd>
#include <string>
#include <vector>

#include "base/instant.hpp"

namespace telaio::bench {

// How long a contender of a closed loop runs each time.
struct Turn {
  std::chrono::milliseconds measured{1'500};
  std::chrono::milliseconds warm{150};  // Before it, not counted.
};

// What one turn of a contender gave.
struct Sample {
  double per_second = 0;
  double p50_micros = 0;  // 0: latency makes no sense here.
  double p99_micros = 0;
};

struct Contender {
  std::string name;
  std::function<Sample()> turn;
  bool ours = false;
};

struct Figure {
  std::string name;
  bool ours = false;
  double median = 0;  // Per second.
  double least = 0;
  double most = 0;
  double p50_micros = 0;  // Medians over the rounds.
  double p99_micros = 0;
};

// What is asked, and the answers in the order of the contenders.
struct Question {
  std::string title;
  std::string unit;  // "events/s"
  std::vector<Figure> figures;
};

// Every contender once per round. `told` is called before each turn, for a progress line.
Question ask(std::string title, std::string unit, std::vector<Contender> contenders,
             std::size_t rounds, const std::function<void(const std::string&)>& told);

// A table for people: medians, spreads, and the ratio of each of ours to every other.
void print(std::ostream& out, const Question& question);

// Latencies of one turn, in microseconds. Not thread-safe.
class Latencies {
 public:
  void add(Instant begun, Instant ended) { micros_.push_back(ended.micros() - begun.micros()); }
  std::size_t count() const { return micros_.size(); }
  // `fraction` from 0 to 1; 0 when there are none.
  double at(double fraction);
  Sample sample(Instant begun, Instant ended);

 private:
  std::vector<std::int64_t> micros_;
};

// A turn that does `operations` things once, without single latencies.
Sample timed(std::uint64_t operations, const std::function<void()>& work);

}  // namespace telaio::bench
