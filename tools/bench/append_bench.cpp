// SPDX-License-Identifier: EUPL-1.2
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <stdexcept>

#include "base/clock.hpp"
#include "log/rocksdb/engine.hpp"
#include "tools/bench/callers.hpp"
#include "tools/bench/log_bench.hpp"
#include "tools/bench/plain_rocksdb.hpp"
#include "tools/bench/sample.hpp"

namespace telaio::bench {
namespace {

constexpr std::array<std::size_t, 3> caller_counts{1, 64, 256};
constexpr std::uint64_t streams = 10'000;
constexpr std::size_t probe_bytes = 4'096;

// What the disk itself allows a single caller: 4,096 bytes appended, one fdatasync, again.
Sample probe_disk(const std::filesystem::path& file, std::chrono::milliseconds duration) {
  const int descriptor = ::open(file.c_str(), O_CREAT | O_WRONLY | O_APPEND | O_CLOEXEC, 0600);
  if (descriptor < 0) throw std::runtime_error("non si può scrivere " + file.string());
  const std::array<char, probe_bytes> block{};
  Latencies latencies;
  const Instant begun = monotonic_now();
  const Instant end = begun.plus_micros(std::chrono::microseconds(duration).count());
  for (Instant now = begun; now < end;) {
    const bool written = ::write(descriptor, block.data(), block.size()) == probe_bytes;
    if (!written || ::fdatasync(descriptor) != 0) throw std::runtime_error("il disco rifiuta");
    const Instant done = monotonic_now();
    latencies.add(now, done);
    now = done;
  }
  ::close(descriptor);
  std::filesystem::remove(file);
  return latencies.sample(begun, end);
}

void expect_appended(const log::AppendOutcome& outcome) {
  // On the log's own thread nothing may be thrown: a bench whose appends fail is over.
  if (!std::holds_alternative<log::Appended>(outcome)) {
    std::fputs("bench: il registro ha rifiutato una scrittura\n", stderr);
    std::abort();
  }
}

}  // namespace

std::vector<Question> bench_appends(const LogBench& bench) {
  const SystemClock clock;
  auto opened =
      log::rocksdb::create({bench.folder / "append-log", bench.folder / "append-anchor"}, clock);
  if (!opened) throw std::runtime_error(opened.error().detail);
  log::EventLog& ours = **opened;
  PlainRocksdb plain(bench.folder / "append-plain", Layout::two_keys);

  std::uint64_t next_ours = 1;
  std::uint64_t next_plain = 1;
  const Submit to_ours = [&](std::uint64_t request, std::function<void()> done) {
    ours.append(sample_commit(request, request % streams),
                [done = std::move(done)](const log::AppendOutcome& outcome) {
                  expect_appended(outcome);
                  done();
                });
  };
  const Submit to_plain = [&](std::uint64_t request, std::function<void()> done) {
    plain.append(request % streams, sample_bytes(), std::move(done));
  };

  std::vector<Question> questions;
  for (const std::size_t callers : caller_counts) {
    std::vector<Contender> contenders{
        {"RocksDB, due chiavi, a gruppi",
         [&, callers] { return closed_loop(callers, bench.turn, next_plain, to_plain); }},
        {"registro di Telaio",
         [&, callers] { return closed_loop(callers, bench.turn, next_ours, to_ours); }, true}};
    if (callers == 1) {
      contenders.insert(contenders.begin(),
                        {"fdatasync di 4096 byte aggiunti",
                         [&] { return probe_disk(bench.folder / "probe", bench.turn); }});
    }
    questions.push_back(ask(fmt::format("Scritture durevoli, {} richieste insieme", callers),
                            "eventi/s", std::move(contenders), bench.rounds, bench.told));
  }
  return questions;
}

}  // namespace telaio::bench
