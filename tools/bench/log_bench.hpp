// SPDX-License-Identifier: EUPL-1.2
// The log against the bare disk and against plain RocksDB on the same library (design 11): durable
// appends, replay, one stream, verification.
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "tools/bench/measure.hpp"

namespace telaio::bench {

struct LogBench {
  std::filesystem::path folder;  // Empty; on the disk that is to be measured.
  std::size_t rounds = 3;
  std::chrono::milliseconds turn{1'500};  // Of the append contenders.
  std::uint64_t events = 200'000;         // That the reading contenders read.
  std::function<void(const std::string&)> told;
};

// Throw std::runtime_error when a store fails.
std::vector<Question> bench_appends(const LogBench& bench);
std::vector<Question> bench_reads(const LogBench& bench);

}  // namespace telaio::bench
