// SPDX-License-Identifier: EUPL-1.2
// What a log of many events costs to open, to read and to prove from, beside one of a tenth of its
// length: nothing may grow with the log but the disk it takes.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <iosfwd>
#include <string>

namespace telaio::bench {

struct ScaleBench {
  std::filesystem::path folder;      // Empty; on the disk that is to be measured.
  std::uint64_t events = 4'400'000;  // Of the longer log; the shorter has a tenth.
  std::function<void(const std::string&)> told;
};

// One log, measured by a process that only reads it. Trivial: it comes through a pipe.
struct ScaleFigures {
  std::uint64_t events = 0;
  double fill_per_second = 0;
  double bytes_per_event = 0;    // All the log's files.
  double content_per_event = 0;  // Header and sealed part alone.
  double recovery_millis = 0;    // First opening after the load: the write-ahead log is read back.
  double bare_open_millis = 0;   // RocksDB alone, opened and its last record read.
  double open_millis = 0;        // The log, opened and its last event read.
  double resident_open = 0;      // Bytes of memory after that.
  double resident_reading = 0;   // Bytes of memory after all the readings below.
  double replay_per_second = 0;  // Events, headers, of the newest million.
  double stream_p50_micros = 0;  // One stream at random.
  double stream_p99_micros = 0;
  double proof_p50_micros = 0;  // Inclusion of one event at random, asked for the second time.
  double proof_p99_micros = 0;
  double proof_cold_p99_micros = 0;  // Asked for the first time.
  std::uint64_t proof_hashes_max = 0;
  double consistency_p99_micros = 0;
  std::uint64_t consistency_hashes_max = 0;
};

struct ScaleReport {
  ScaleFigures shorter;
  ScaleFigures longer;
};

// Needs 700 bytes of disk per event. To be called before any thread is started: processes are
// forked. Throws std::runtime_error when a store fails, or the disk has no such room.
ScaleReport bench_scale(const ScaleBench& bench);

// A table for people: both logs, and the design's goals (section 11, T40) with verdicts.
void print(std::ostream& out, const ScaleReport& report);

}  // namespace telaio::bench
