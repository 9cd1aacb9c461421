// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <array>
#include <memory>
#include <random>
#include <stdexcept>

#include "base/clock.hpp"
#include "log/rocksdb/engine.hpp"
#include "log/verify.hpp"
#include "tools/bench/log_bench.hpp"
#include "tools/bench/plain_rocksdb.hpp"
#include "tools/bench/sample.hpp"
#include "tools/bench/window.hpp"

namespace telaio::bench {
namespace {

constexpr std::uint64_t stream_events = 50;  // What a case's stream holds (design 11).
constexpr std::size_t stream_loads = 2'000;
constexpr std::size_t entry_bytes = 80;
constexpr std::uint64_t fixed_seed = 20'261'122;

// The same events in every store; a stream's events lie far apart in the order of the log.
struct Stores {
  Stores(const LogBench& bench, std::span<Peer* const> others)
      : beside(others.begin(), others.end()),
        streams(std::max<std::uint64_t>(1, bench.events / stream_events)),
        plain(bench.folder / "read-plain", Layout::two_keys),
        clustered(bench.folder / "read-clustered", Layout::clustered) {
    auto opened =
        log::rocksdb::create({bench.folder / "read-log", bench.folder / "read-anchor"}, clock);
    if (!opened) throw std::runtime_error(opened.error().detail);
    ours = *std::move(opened);
    fill_ours(bench);
    bench.told("preparo i dati: " + plain.name());
    plain.fill(bench.events, streams);
    clustered.fill(bench.events, streams);
    for (Peer* peer : beside) {
      bench.told("preparo i dati: " + peer->name());
      peer->fill(bench.events, streams);
    }
  }

  void fill_ours(const LogBench& bench) const {
    bench.told("preparo i dati: " + std::string(names::ours));
    Window window;
    for (std::uint64_t n = 0; n < bench.events; ++n) {
      window.enter();
      ours->append(sample_commit(n + 1, n % streams),
                   [&](const log::AppendOutcome&) { window.leave(); });
    }
    window.await_empty();
    if (ours->head().size != bench.events)
      throw std::runtime_error("una scrittura è stata rifiutata");
  }

  SystemClock clock;
  std::vector<Peer*> beside;
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
  std::vector<Contender> contenders;
  const auto add_peer = [&](Peer& peer) {
    contenders.push_back(
        {peer.name(),
         [&] { return timed(bench.events, [&] { expect(peer.scan() == bench.events); }); }});
  };
  add_peer(stores.plain);
  for (Peer* peer : stores.beside) add_peer(*peer);
  const auto add_ours = [&](std::string_view name, bool parts) {
    contenders.push_back(
        {std::string(name),
         [&bench, ours, parts] { return timed(bench.events, [&] { ours(parts); }); }, true});
  };
  add_ours(names::ours_headers, false);
  add_ours(names::ours_parts, true);
  return ask(std::string(names::replay), "eventi/s", std::move(contenders), bench.rounds,
             bench.told);
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
  std::vector<Contender> contenders;
  const auto add_peer = [&](Peer& peer) {
    contenders.push_back({peer.name(), [&] {
                            return load_streams(stores, [&](std::uint64_t stream) {
                              return peer.read_stream(stream);
                            });
                          }});
  };
  add_peer(stores.clustered);
  for (Peer* peer : stores.beside) add_peer(*peer);
  contenders.push_back(
      {std::string(names::ours_headers), [&] { return load_streams(stores, headers); }, true});
  contenders.push_back(
      {std::string(names::ours_parts), [&] { return load_streams(stores, ours); }, true});
  return ask(std::string(names::one_stream), "flussi/s", std::move(contenders), bench.rounds,
             bench.told);
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
  return ask(std::string(names::verification), "eventi/s",
             {{std::string(names::hashes), [&] { return timed(bench.events, hashes); }},
              {std::string(names::ours_verify), [&] { return timed(bench.events, verify); }, true}},
             bench.rounds, bench.told);
}

}  // namespace

std::vector<Question> bench_reads(const LogBench& bench, std::span<Peer* const> beside) {
  Stores stores(bench, beside);
  return {replay(bench, stores), one_stream(bench, stores), verification(bench, stores)};
}

}  // namespace telaio::bench
