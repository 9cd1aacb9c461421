// SPDX-License-Identifier: EUPL-1.2
// A log on disk for one test, on a clock that the test sets.
#pragma once

#include "log/rocksdb/engine.hpp"
#include "tests/log/fixtures.hpp"

namespace telaio::torture {

inline constexpr std::int64_t start_micros = 1'767'225'600'000'000;  // 2026-01-01T00:00:00Z.

struct OpenLog {
  log::testing::TemporaryFolder folder{log::testing::TemporaryFolder::InMemory()};
  ManualClock clock{Instant::from_micros(start_micros)};
  std::unique_ptr<log::StoredLog> events = log::rocksdb::create(place(), clock).value();

  log::rocksdb::Place place() const { return {folder.path() / "log", folder.path() / "anchor"}; }
  void reopen() {
    events.reset();
    events = log::rocksdb::open(place(), clock).value();
  }
};

}  // namespace telaio::torture
