// SPDX-License-Identifier: EUPL-1.2
// The views on the facts of the demonstration (design 11): the whole log through all projections,
// appends at a fixed pace with and without a rebuild beside them, a board of today and of the past.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "tools/bench/measure.hpp"
#include "tools/bench/verdict.hpp"

namespace telaio::bench {

struct ViewsBench {
  std::filesystem::path folder;  // Empty; on the disk that is to be measured.
  std::filesystem::path lists;   // The config folder: the demonstration is made of it.
  std::uint32_t families = 300;
  std::uint32_t years = 2;
  std::size_t rounds = 3;
  Turn turn;  // Of the appends.
  std::function<void(const std::string&)> told;
};

struct ViewsAnswers {
  std::vector<Question> questions;
  std::vector<Verdict> verdicts;
};

// Loads the demonstration first. Throws std::runtime_error when a store fails.
ViewsAnswers bench_views(const ViewsBench& bench);

}  // namespace telaio::bench
