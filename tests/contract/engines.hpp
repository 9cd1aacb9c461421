// SPDX-License-Identifier: EUPL-1.2
// The engines that must keep the contract of log/event_log.hpp. A test of the contract knows
// nothing of them but this.
#pragma once

#include <gtest/gtest.h>

#include "base/clock.hpp"
#include "log/memory/memory_log.hpp"
#include "log/rocksdb/engine.hpp"
#include "tests/log/fixtures.hpp"

namespace telaio::log::testing {

inline constexpr std::int64_t start_micros = 1'767'225'600'000'000;  // 2026-01-01T00:00:00Z.

struct MemoryEngine {
  std::unique_ptr<StoredLog> log;

  explicit MemoryEngine(const Clock& clock) : log(memory::create(clock)) {}
};

struct RocksdbEngine {
  TemporaryFolder folder;
  std::unique_ptr<StoredLog> log;

  explicit RocksdbEngine(const Clock& clock) {
    const rocksdb::Place place{folder.path() / "log", folder.path() / "anchor"};
    // Small, so that what the tests read is partly in memory, partly written out.
    rocksdb::Options options;
    options.recent_events_max = 8;
    log = rocksdb::create(place, clock, options).value();
  }
};

// One log, empty, on a clock that the test sets.
template <class Engine>
class LogContract : public ::testing::Test {
 protected:
  ManualClock clock{Instant::from_micros(start_micros)};
  Engine engine{clock};

  EventLog& events() { return *engine.log; }
  AppendOutcome append(Commit commit) { return append_and_wait(events(), std::move(commit)); }
};

using Engines = ::testing::Types<MemoryEngine, RocksdbEngine>;

struct EngineNames {
  template <class Engine>
  static std::string GetName(int) {
    return std::is_same_v<Engine, MemoryEngine> ? "memory" : "rocksdb";
  }
};

}  // namespace telaio::log::testing
