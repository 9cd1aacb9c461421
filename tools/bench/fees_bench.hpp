// SPDX-License-Identifier: EUPL-1.2
// What determining a fee costs, and whether it stays the same as regulations and a service's
// history grow. The bar: at ten times as much, at most 1.2 times the cost.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "tools/bench/measure.hpp"

namespace telaio::bench {

struct FeesBench {
  std::filesystem::path folder;  // Empty; on the disk that is to be measured.
  std::filesystem::path lists;   // The config folder: codes and published regulations.
  std::size_t rounds = 3;
  std::uint32_t history = 12;      // Months determined before, for the short history.
  std::uint32_t regulations = 10;  // In the log, for the short list.
  std::uint32_t services = 20;     // Determined in one turn.
  std::function<void(const std::string&)> told;
};

// Throws std::runtime_error when a store fails or a command is refused.
std::vector<Question> bench_fees(const FeesBench& bench);

}  // namespace telaio::bench
