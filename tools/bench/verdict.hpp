// SPDX-License-Identifier: EUPL-1.2
// Whether a run reached what the design asks of it: ratios of two figures of the same question, so
// of the same minutes on the same machine.
#pragma once

#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

#include "tools/bench/measure.hpp"

namespace telaio::bench {

struct Goal {
  std::string question;  // Its title.
  std::string ours;      // The names of two of its figures.
  std::string peer;
  double at_least = 1;   // Ours over the peer's, medians.
  bool stretch = false;  // Wished for, not required.
};

struct Verdict {
  Goal goal;
  std::optional<double> ratio;  // Nothing when one of the two was not measured in this run.
  bool reached() const { return ratio && *ratio >= goal.at_least; }
};

// One for each goal, in their order. A figure of zero is not a measure.
std::vector<Verdict> judge(const std::vector<Question>& questions, const std::vector<Goal>& goals);

// A table for people: ratio, goal, verdict.
void print(std::ostream& out, const std::vector<Verdict>& verdicts);

// The goals of the log's questions and, over HTTPS, of the service's. The questions' titles are
// those of log_bench.hpp and https_bench.hpp, the peers' names those of their stores.
std::vector<Goal> design_goals();

}  // namespace telaio::bench
