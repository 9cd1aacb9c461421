// SPDX-License-Identifier: EUPL-1.2
#include <fmt/format.h>

#include <ostream>
#include <string_view>

#include "log/rocksdb/engine.hpp"
#include "tools/bench/scale_bench.hpp"

namespace telaio::bench {
namespace {

constexpr double mebibyte = 1'048'576;

// The goals of design section 11 and of T40 (P8 to P10 of its list of bars).
constexpr double open_over_bare_max = 1.5;
constexpr double open_longer_over_shorter_max = 1.2;
constexpr double proof_p99_micros_max = 1'000;
constexpr std::uint64_t inclusion_hashes_max = 26;
constexpr std::uint64_t consistency_hashes_max = 27;
constexpr double bytes_over_content_max = 1.6;
constexpr double resident_max = 64 * mebibyte;  // And the cache as it is configured.

struct Row {
  std::string_view name;
  double ScaleFigures::* figure;
  double unit;
};

constexpr Row rows[] = {
    {"scrittura, eventi/s", &ScaleFigures::fill_per_second, 1},
    {"disco per evento, byte", &ScaleFigures::bytes_per_event, 1},
    {"prima apertura dopo il carico, ms", &ScaleFigures::recovery_millis, 1},
    {"RocksDB nudo: apertura e prima lettura, ms", &ScaleFigures::bare_open_millis, 1},
    {"registro: apertura e prima lettura, ms", &ScaleFigures::open_millis, 1},
    {"memoria dopo l'apertura, MiB", &ScaleFigures::resident_open, mebibyte},
    {"memoria dopo le letture, MiB", &ScaleFigures::resident_reading, mebibyte},
    {"rilettura dell'ultimo milione, eventi/s", &ScaleFigures::replay_per_second, 1},
    {"un flusso di 50 eventi a caso, p50 µs", &ScaleFigures::stream_p50_micros, 1},
    {"un flusso di 50 eventi a caso, p99 µs", &ScaleFigures::stream_p99_micros, 1},
    {"prova di inclusione, p50 µs", &ScaleFigures::proof_p50_micros, 1},
    {"prova di inclusione, p99 µs", &ScaleFigures::proof_p99_micros, 1},
    {"la stessa, la prima volta, p99 µs", &ScaleFigures::proof_cold_p99_micros, 1},
    {"prova di coerenza, p99 µs", &ScaleFigures::consistency_p99_micros, 1},
};

void goal(std::ostream& out, std::string_view what, double measured, double at_most) {
  out << fmt::format("  {:52} {:>10.2f}   al più {:<8.6g} {}\n", what, measured, at_most,
                     measured <= at_most ? "sì" : "no");
}

}  // namespace

void print(std::ostream& out, const ScaleReport& report) {
  const ScaleFigures& a = report.shorter;
  const ScaleFigures& b = report.longer;
  out << fmt::format("\n{:46} {:>14} {:>14}\n", "eventi nel registro", a.events, b.events);
  for (const Row& row : rows) {
    out << fmt::format("{:46} {:>14.1f} {:>14.1f}\n", row.name, a.*row.figure / row.unit,
                       b.*row.figure / row.unit);
  }
  out << fmt::format("{:46} {:>14} {:>14}\n", "impronte di una prova di inclusione, al più",
                     a.proof_hashes_max, b.proof_hashes_max);
  out << fmt::format("{:46} {:>14} {:>14}\n\n", "impronte di una prova di coerenza, al più",
                     a.consistency_hashes_max, b.consistency_hashes_max);

  const log::rocksdb::Options defaults;
  const double cache = static_cast<double>(defaults.block_cache_bytes);
  goal(out, "apertura, sul RocksDB nudo", b.open_millis / b.bare_open_millis, open_over_bare_max);
  goal(out, "apertura, sul registro dieci volte più corto", b.open_millis / a.open_millis,
       open_longer_over_shorter_max);
  goal(out, "prova di inclusione, p99 µs", b.proof_p99_micros, proof_p99_micros_max);
  goal(out, "impronte di una prova di inclusione", static_cast<double>(b.proof_hashes_max),
       inclusion_hashes_max);
  goal(out, "impronte di una prova di coerenza", static_cast<double>(b.consistency_hashes_max),
       consistency_hashes_max);
  goal(out, "disco, su intestazione e parte cifrata", b.bytes_per_event / b.content_per_event,
       bytes_over_content_max);
  goal(out, "memoria dopo le letture, MiB", b.resident_reading / mebibyte,
       (resident_max + cache) / mebibyte);
}

}  // namespace telaio::bench
