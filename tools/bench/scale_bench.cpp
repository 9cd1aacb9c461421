// SPDX-License-Identifier: EUPL-1.2
#include "tools/bench/scale_bench.hpp"

#include <fmt/format.h>
#include <rocksdb/db.h>
#include <rocksdb/options.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <random>
#include <stdexcept>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "log/rocksdb/engine.hpp"
#include "log/rocksdb/keys.hpp"
#include "tools/bench/measure.hpp"
#include "tools/bench/own_process.hpp"
#include "tools/bench/sample.hpp"
#include "tools/bench/window.hpp"

namespace telaio::bench {
namespace {

constexpr std::uint64_t bytes_needed_per_event = 700;
// A case's stream has 50 events; so many cases are written to at a time, then others.
constexpr std::uint64_t stream_events = 50;
constexpr std::uint64_t streams_at_once = 10'000;
constexpr std::size_t openings = 5;
constexpr std::size_t looks = 10'000;
constexpr std::uint64_t replayed_max = 1'000'000;
constexpr std::uint64_t fixed_seed = 20'261'123;
constexpr std::uint64_t told_every = 1'000'000;

log::rocksdb::Place place_in(const std::filesystem::path& folder) {
  return {folder / "log", folder / "anchor"};
}

std::uint64_t stream_number(std::uint64_t event) {
  const std::uint64_t round = streams_at_once * stream_events;
  return event / round * streams_at_once + event % streams_at_once;
}

// Ids as clients make them: they come in no order, unlike the counted ones of the other benches.
CommandId scattered(std::uint64_t number) {
  std::mt19937_64 random(number);
  Bytes bytes;
  append_u64(bytes, random());
  append_u64(bytes, random());
  return CommandId(uuid_from(bytes));
}

template <class Value>
Value have(Result<Value, Fault> result) {
  if (!result) throw std::runtime_error(result.error().code + ": " + result.error().detail);
  return std::move(*result);
}

double millis_since(Instant begun) {
  return static_cast<double>(monotonic_now().micros() - begun.micros()) / 1'000;
}

double median(std::vector<double> values) {
  std::ranges::sort(values);
  return values[values.size() / 2];
}

// Bytes of this process that are in memory now.
double resident() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("VmRSS:")) return std::stod(line.substr(6)) * 1'024;
  }
  throw std::runtime_error("/proc/self/status");
}

double folder_bytes(const std::filesystem::path& folder) {
  double bytes = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file()) bytes += static_cast<double>(entry.file_size());
  }
  return bytes;
}

void expect_room(const ScaleBench& bench) {
  const auto space = std::filesystem::space(bench.folder);
  const std::uint64_t needed = bench.events * bytes_needed_per_event;
  if (space.available >= needed) return;
  throw std::runtime_error(fmt::format("per {} eventi servono {} GB liberi in {}, ce ne sono {}",
                                       bench.events, (needed >> 30U) + 1, bench.folder.string(),
                                       space.available >> 30U));
}

// Appends up to `events`; answers how many a second.
double fill(const ScaleBench& bench, std::uint64_t events) {
  const SystemClock clock;
  const auto place = place_in(bench.folder);
  const bool there = std::filesystem::exists(place.log);
  const auto log =
      have(there ? log::rocksdb::open(place, clock) : log::rocksdb::create(place, clock));
  const std::uint64_t first = log->head().size;
  const Instant begun = monotonic_now();
  Window window;
  for (std::uint64_t n = first; n < events; ++n) {
    window.enter();
    auto commit = sample_commit(n, stream_number(n));
    commit.command = scattered(n);
    log->append(std::move(commit), [&](const log::AppendOutcome&) { window.leave(); });
    if ((n + 1) % told_every == 0) {
      bench.told(fmt::format("scritti {} eventi di {}, {:.0f}/s", n + 1, events,
                             static_cast<double>(n + 1 - first) * 1'000 / millis_since(begun)));
    }
  }
  window.await_empty();
  if (log->head().size != events) throw std::runtime_error("una scrittura è stata rifiutata");
  return static_cast<double>(events - first) * 1'000 / millis_since(begun);
}

double open_bare(const std::filesystem::path& folder) {
  namespace rdb = ::rocksdb;
  const Instant begun = monotonic_now();
  rdb::DBOptions options;
  options.max_open_files = 1'000;  // As the log has it.
  std::vector<std::string> names;
  rdb::Status status = rdb::DB::ListColumnFamilies(options, folder.string(), &names);
  std::vector<rdb::ColumnFamilyDescriptor> families;
  for (const std::string& name : names) {
    rdb::ColumnFamilyOptions family;
    family.disable_auto_compactions = true;
    families.emplace_back(name, family);
  }
  std::vector<rdb::ColumnFamilyHandle*> handles;
  rdb::DB* db = nullptr;
  if (status.ok()) status = rdb::DB::Open(options, folder.string(), families, &handles, &db);
  if (!status.ok()) throw std::runtime_error(status.ToString());
  double millis = 0;
  for (auto* handle : handles) {
    if (handle->GetName() != log::rocksdb::records_family) continue;
    const std::unique_ptr<rdb::Iterator> last(db->NewIterator(rdb::ReadOptions(), handle));
    last->SeekToLast();
    if (!last->Valid()) throw std::runtime_error("nessun record");
    millis = millis_since(begun);
  }
  for (auto* handle : handles) db->DestroyColumnFamilyHandle(handle).PermitUncheckedError();
  delete db;
  return millis;
}

std::unique_ptr<log::StoredLog> open_and_read(const ScaleBench& bench, const Clock& clock,
                                              double& millis) {
  const Instant begun = monotonic_now();
  auto log = have(log::rocksdb::open(place_in(bench.folder), clock));
  const auto page = have(log->read_all(log->head().size - 1, {}));
  if (page.events.size() != 1) throw std::runtime_error("l'ultimo evento non si legge");
  millis = millis_since(begun);
  return log;
}

void measure_openings(const ScaleBench& bench, const Clock& clock, ScaleFigures& figures) {
  open_and_read(bench, clock, figures.recovery_millis);
  std::vector<double> bare;
  std::vector<double> ours;
  for (std::size_t n = 0; n < openings; ++n) {
    bare.push_back(open_bare(place_in(bench.folder).log));
    open_and_read(bench, clock, ours.emplace_back());
  }
  figures.bare_open_millis = median(bare);
  figures.open_millis = median(ours);
}

// The time of each of `looks` calls with a position at random below `below`, the same ones at each
// call of this.
template <class Look>
Latencies timed_looks(std::uint64_t below, const Look& look) {
  std::mt19937_64 random(fixed_seed);
  Latencies latencies;
  for (std::size_t n = 0; n < looks; ++n) {
    const std::uint64_t at = random() % below;
    const Instant begun = monotonic_now();
    look(at);
    latencies.add(begun, monotonic_now());
  }
  return latencies;
}

void measure_proofs(const log::StoredLog& log, ScaleFigures& figures) {
  const std::uint64_t size = log.head().size;
  const auto prove = [&](std::uint64_t at) {
    const auto proof = have(log.inclusion_proof(at, size));
    figures.proof_hashes_max = std::max<std::uint64_t>(figures.proof_hashes_max, proof.size());
  };
  figures.proof_cold_p99_micros = timed_looks(size, prove).at(0.99);
  Latencies warm = timed_looks(size, prove);
  figures.proof_p50_micros = warm.at(0.5);
  figures.proof_p99_micros = warm.at(0.99);
  const auto consistent = [&](std::uint64_t at) {
    const auto proof = have(log.consistency_proof(at + 1, size));
    figures.consistency_hashes_max =
        std::max<std::uint64_t>(figures.consistency_hashes_max, proof.size());
  };
  timed_looks(size, consistent);
  figures.consistency_p99_micros = timed_looks(size, consistent).at(0.99);
}

void measure_readings(const log::StoredLog& log, ScaleFigures& figures) {
  const std::uint64_t size = log.head().size;
  const auto load = [&](std::uint64_t at) {
    const auto page = have(log.read_stream(stream_of(stream_number(at)), 0, {.parts = false}));
    if (page.events.empty()) throw std::runtime_error("un flusso è vuoto");
  };
  Latencies streams = timed_looks(size, load);
  figures.stream_p50_micros = streams.at(0.5);
  figures.stream_p99_micros = streams.at(0.99);

  const std::uint64_t replayed = std::min(size, replayed_max);
  const Instant begun = monotonic_now();
  for (std::uint64_t at = size - replayed; at < size;) {
    at += have(log.read_all(at, {.parts = false})).events.size();
  }
  figures.replay_per_second = static_cast<double>(replayed) * 1'000 / millis_since(begun);
}

ScaleFigures measure(const ScaleBench& bench) {
  const SystemClock clock;
  ScaleFigures figures;
  measure_openings(bench, clock, figures);
  double again = 0;
  const auto log = open_and_read(bench, clock, again);
  figures.events = log->head().size;
  figures.resident_open = resident();
  measure_proofs(*log, figures);
  measure_readings(*log, figures);
  figures.resident_reading = resident();
  figures.bytes_per_event =
      folder_bytes(place_in(bench.folder).log) / static_cast<double>(figures.events);
  figures.content_per_event = static_cast<double>(sample_bytes().size());
  return figures;
}

ScaleFigures fill_and_measure(const ScaleBench& bench, std::uint64_t events) {
  const double per_second = in_own_process([&] { return fill(bench, events); });
  bench.told(fmt::format("misuro il registro di {} eventi", events));
  ScaleFigures figures = in_own_process([&] { return measure(bench); });
  figures.fill_per_second = per_second;
  return figures;
}

}  // namespace

ScaleReport bench_scale(const ScaleBench& bench) {
  expect_room(bench);
  ScaleReport report;
  report.shorter = fill_and_measure(bench, std::max<std::uint64_t>(1, bench.events / 10));
  report.longer = fill_and_measure(bench, bench.events);
  return report;
}

}  // namespace telaio::bench
