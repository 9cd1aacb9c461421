// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <array>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <random>
#include <stdexcept>

#include "base/clock.hpp"
#include "log/rocksdb/engine.hpp"
#include "log/verify.hpp"
#include "tools/bench/log_bench.hpp"
#include "tools/bench/plain_rocksdb.hpp"
#include "tools/bench/sample.hpp"

namespace telaio::bench {
namespace {

constexpr std::uint64_t stream_events = 50;  // What a case's stream holds (design 11).
constexpr std::size_t stream_loads = 2'000;
constexpr std::size_t in_flight_max = 1'024;
constexpr std::size_t entry_bytes = 80;
constexpr std::uint64_t fixed_seed = 20'261'122;

// At most in_flight_max requests on their way.
class Window {
 public:
  void enter() {
    std::unique_lock lock(mutex_);
    room_.wait(lock, [&] { return inside_ < in_flight_max; });
    ++inside_;
  }
  void leave() {
    {
      const std::lock_guard lock(mutex_);
      --inside_;
    }
    room_.notify_all();
  }
  void await_empty() {
    std::unique_lock lock(mutex_);
    room_.wait(lock, [&] { return inside_ == 0; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable room_;
  std::size_t inside_ = 0;
};

// The same events in three stores; a stream's events lie far apart in the order of the log.
struct Stores {
  explicit Stores(const LogBench& bench)
      : streams(std::max<std::uint64_t>(1, bench.events / stream_events)),
        plain(bench.folder / "read-plain", Layout::two_keys),
        clustered(bench.folder / "read-clustered", Layout::clustered) {
    auto opened =
        log::rocksdb::create({bench.folder / "read-log", bench.folder / "read-anchor"}, clock);
    if (!opened) throw std::runtime_error(opened.error().detail);
    ours = *std::move(opened);
    Window window;
    const auto leave = [&] { window.leave(); };
    for (std::uint64_t n = 0; n < bench.events; ++n) {
      if (n % 50'000 == 0) bench.told("preparo i dati: " + std::to_string(n) + " eventi");
      for (int store = 0; store < 3; ++store) window.enter();
      ours->append(sample_commit(n + 1, n % streams), [&](const log::AppendOutcome&) { leave(); });
      plain.append(n % streams, sample_bytes(), leave);
      clustered.append(n % streams, sample_bytes(), leave);
    }
    window.await_empty();
    if (ours->head().size != bench.events)
      throw std::runtime_error("una scrittura è stata rifiutata");
  }

  SystemClock clock;
  std::uint64_t streams;
  PlainRocksdb plain;
  PlainRocksdb clustered;
  std::unique_ptr<log::StoredLog> ours;
};

std::uint64_t read_pages(const std::function<Result<log::Page, Fault>(std::uint64_t)>& read) {
  std::uint64_t events = 0;
  for (bool end = false; !end;) {
    const auto page = read(events);
    if (!page) throw std::runtime_error(page.error().detail);
    events += page->events.size();
    end = page->end;
  }
  return events;
}

void expect(bool as_it_must_be) {
  if (!as_it_must_be) throw std::runtime_error("un archivio risponde altro da ciò che ha ricevuto");
}

Question replay(const LogBench& bench, Stores& stores) {
  const auto ours = [&](bool parts) {
    const log::ReadLimits limits{.parts = parts};
    expect(read_pages([&](std::uint64_t from) { return stores.ours->read_all(from, limits); }) ==
           bench.events);
  };
  const auto plain = [&] { expect(stores.plain.scan() == bench.events * sample_bytes().size()); };
  return ask("Rilettura di tutti gli eventi", "eventi/s",
             {{"RocksDB, iteratore", [&] { return timed(bench.events, plain); }},
              {"registro di Telaio, solo intestazioni",
               [&] { return timed(bench.events, [&] { ours(false); }); }, true},
              {"registro di Telaio, con le parti cifrate",
               [&] { return timed(bench.events, [&] { ours(true); }); }, true}},
             bench.rounds, bench.told);
}

// Loads of random streams, each timed.
Sample load_streams(const Stores& stores, const std::function<std::uint64_t(std::uint64_t)>& load) {
  std::mt19937_64 random(fixed_seed);
  Latencies latencies;
  const Instant begun = monotonic_now();
  for (std::size_t n = 0; n < stream_loads; ++n) {
    const Instant before = monotonic_now();
    expect(load(random() % stores.streams) > 0);
    latencies.add(before, monotonic_now());
  }
  return latencies.sample(begun, monotonic_now());
}

Question one_stream(const LogBench& bench, Stores& stores) {
  // What a command folds is headers alone; a page that shows texts reads the parts too.
  const auto headers = [&](std::uint64_t stream) {
    return read_pages([&](std::uint64_t from) {
      return stores.ours->read_stream(stream_of(stream), from, {.parts = false});
    });
  };
  const auto ours = [&](std::uint64_t stream) {
    return read_pages(
        [&](std::uint64_t from) { return stores.ours->read_stream(stream_of(stream), from, {}); });
  };
  const auto clustered = [&](std::uint64_t stream) { return stores.clustered.read_stream(stream); };
  return ask("Lettura di un flusso di 50 eventi", "flussi/s",
             {{"RocksDB ordinato per flusso", [&] { return load_streams(stores, clustered); }},
              {"registro di Telaio, solo intestazioni",
               [&] { return load_streams(stores, headers); }, true},
              {"registro di Telaio, con le parti cifrate",
               [&] { return load_streams(stores, ours); }, true}},
             bench.rounds, bench.told);
}

// The least that verification can cost: hashing part, header, leaf and one node per event, all in
// memory.
void hash_preimages(std::uint64_t events) {
  Bytes leaf(1 + entry_bytes);
  Bytes node(1 + 2 * crypto::sha256_size);
  for (std::uint64_t n = 0; n < events; ++n) {
    const auto part = crypto::sha256(sample_event().parts.front());
    const auto header = crypto::sha256(sample_event().header);
    std::ranges::copy(part, leaf.begin() + 1);
    std::ranges::copy(header, leaf.begin() + 33);
    const auto hash = crypto::sha256(leaf);
    std::ranges::copy(hash, node.begin() + 1);
    const auto above = crypto::sha256(node);
    std::ranges::copy(above, node.begin() + 33);
  }
}

Question verification(const LogBench& bench, Stores& stores) {
  const auto verify = [&] {
    const auto report = log::verify_log(*stores.ours);
    expect(report.intact() && report.events == bench.events);
  };
  const auto hashes = [&] { hash_preimages(bench.events); };
  return ask("Verifica di tutto il registro", "eventi/s",
             {{"le stesse impronte, dalla memoria", [&] { return timed(bench.events, hashes); }},
              {"telaio verify", [&] { return timed(bench.events, verify); }, true}},
             bench.rounds, bench.told);
}

}  // namespace

std::vector<Question> bench_reads(const LogBench& bench) {
  Stores stores(bench);
  return {replay(bench, stores), one_stream(bench, stores), verification(bench, stores)};
}

}  // namespace telaio::bench
