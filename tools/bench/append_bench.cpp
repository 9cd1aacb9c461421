// SPDX-License-Identifier: EUPL-1.2
#include <fmt/format.h>

#include <array>
#include <stdexcept>

#include "base/clock.hpp"
#include "log/rocksdb/engine.hpp"
#include "tools/bench/callers.hpp"
#include "tools/bench/disk_probe.hpp"
#include "tools/bench/log_bench.hpp"
#include "tools/bench/plain_rocksdb.hpp"
#include "tools/bench/sample.hpp"

namespace telaio::bench {
namespace {

constexpr std::array<std::size_t, 3> caller_counts{1, 64, 256};
constexpr std::uint64_t streams = 10'000;
void expect_appended(const log::AppendOutcome& outcome) {
  // On the log's own thread nothing may be thrown: a bench whose appends fail is over.
  if (!std::holds_alternative<log::Appended>(outcome)) {
    std::fputs("bench: il registro ha rifiutato una scrittura\n", stderr);
    std::abort();
  }
}

// A peer's requests, numbered on from one question to the next.
struct Appending {
  Peer& peer;
  std::uint64_t next = 1;
  Sample turn(std::size_t callers, const Turn& turn) {
    return closed_loop(callers, turn, next,
                       [this](std::uint64_t request, std::function<void()> done) {
                         peer.append(request % streams, sample_bytes(), std::move(done));
                       });
  }
};

}  // namespace

std::string names::appends(std::size_t callers) {
  return fmt::format("Scritture durevoli, {} richieste insieme", callers);
}

std::vector<Question> bench_appends(const LogBench& bench, std::span<Peer* const> beside) {
  const SystemClock clock;
  auto opened =
      log::rocksdb::create({bench.folder / "append-log", bench.folder / "append-anchor"}, clock);
  if (!opened) throw std::runtime_error(opened.error().detail);
  log::EventLog& ours = **opened;
  PlainRocksdb plain(bench.folder / "append-plain", Layout::two_keys);

  std::uint64_t next_ours = 1;
  const Submit to_ours = [&](std::uint64_t request, std::function<void()> done) {
    ours.append(sample_commit(request, request % streams),
                [done = std::move(done)](const log::AppendOutcome& outcome) {
                  expect_appended(outcome);
                  done();
                });
  };
  std::vector<Appending> appending;
  appending.push_back({plain});
  for (Peer* peer : beside) appending.push_back({*peer});

  std::vector<Question> questions;
  for (const std::size_t callers : caller_counts) {
    std::vector<Contender> contenders;
    const auto probe = [&](std::string_view name, Probe kind) {
      contenders.push_back({std::string(name),
                            [&bench, kind] { return probe_disk(bench.folder, kind, bench.turn); }});
    };
    probe(names::disk_append, Probe::append);
    probe(names::disk_overwrite, Probe::overwrite);
    for (Appending& each : appending) {
      contenders.push_back({each.peer.name(), [&] { return each.turn(callers, bench.turn); }});
    }
    contenders.push_back({std::string(names::ours),
                          [&] { return closed_loop(callers, bench.turn, next_ours, to_ours); },
                          true});
    questions.push_back(
        ask(names::appends(callers), "eventi/s", std::move(contenders), bench.rounds, bench.told));
  }
  return questions;
}

}  // namespace telaio::bench
