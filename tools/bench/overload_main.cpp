// SPDX-License-Identifier: EUPL-1.2
// What a service does when it is asked ten times what it can do (tools/bench/overload starts one
// and looks at its log afterwards). Measures what it can do, offers so many times as much, waits
// until it answers as usual; writes the figures as JSON and what became of each request beside it.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <numeric>
#include <random>
#include <sstream>

#include "tools/bench/overload_load.hpp"

namespace {

using namespace telaio::bench;
namespace json = boost::json;

constexpr std::size_t told_every_seconds = 30;
constexpr double kib_per_mib = 1'024;

struct Arguments {
  std::uint16_t port = 0;
  std::string writers;
  std::string body;
  std::string folder;
  pid_t process = 0;
  double times = 10;
  std::int64_t seconds = 600;
  std::int64_t capacity_seconds = 20;
  std::size_t connections = OpenLoop{}.connections;
};

// One line a writer: the cookie, a tabulator, their cases with commas between.
std::vector<Writer> read_writers(const std::string& file) {
  std::ifstream in(file);
  std::vector<Writer> writers;
  for (std::string line; std::getline(in, line);) {
    const auto at = line.find('\t');
    if (at == std::string::npos) continue;
    Writer writer{line.substr(0, at), {}};
    std::istringstream cases(line.substr(at + 1));
    for (std::string one; std::getline(cases, one, ',');) writer.cases.push_back(one);
    if (!writer.cases.empty()) writers.push_back(std::move(writer));
  }
  return writers;
}

std::string new_run() {
  std::random_device noise;
  return fmt::format("{:08x}{:08x}", noise(), noise());
}

// One byte a number, and number and position of what was acknowledged.
void write_fates(const std::filesystem::path& folder, const std::string& run, const Tally& tally) {
  std::ofstream fates(folder / (run + ".fates"), std::ios::binary);
  fates.write(reinterpret_cast<const char*>(tally.fates().data()),
              static_cast<std::streamsize>(tally.fates().size()));
  std::ofstream positions(folder / (run + ".positions"), std::ios::binary);
  for (const auto& [number, position] : tally.acknowledged()) {
    positions.write(reinterpret_cast<const char*>(&number), sizeof number);
    positions.write(reinterpret_cast<const char*>(&position), sizeof position);
  }
}

json::object counts_of(const Tally& tally) {
  json::object others;
  for (const auto& [what, count] : tally.others()) others[what] = count;
  return {{"offered", tally.given_out()},
          {"acknowledged", tally.count(Fate::acknowledged)},
          {"overloaded", tally.count(Fate::overloaded)},
          {"refused_connections", tally.count(Fate::refused)},
          {"not_tried", tally.count(Fate::not_tried)},
          {"unanswered", tally.count(Fate::unanswered)},
          {"other", tally.count(Fate::other)},
          {"others", std::move(others)}};
}

json::object latency_of(const Latencies& latencies) {
  return {{"p50_ms", latencies.quantile(0.5)},
          {"p99_ms", latencies.quantile(0.99)},
          {"max_ms", latencies.quantile(1)}};
}

// Resident memory in MiB a minute over the second half, by least squares.
double slope_of(const std::vector<Moment>& moments) {
  const std::size_t first = moments.size() / 2;
  const auto count = static_cast<double>(moments.size() - first);
  if (count < 2) return 0;
  double x = 0, y = 0, xx = 0, xy = 0;
  for (std::size_t i = first; i < moments.size(); ++i) {
    const double at = static_cast<double>(i) / 60;
    const double mib = static_cast<double>(moments[i].resident_kib) / kib_per_mib;
    x += at;
    y += mib;
    xx += at * at;
    xy += at * mib;
  }
  return (count * xy - x * y) / (count * xx - x * x);
}

json::object memory_of(const std::vector<Moment>& moments, std::uint64_t before) {
  std::uint64_t most = 0;
  json::array samples;
  for (const Moment& moment : moments) {
    most = std::max(most, moment.resident_kib);
    samples.push_back(moment.resident_kib);
  }
  return {{"before_mib", static_cast<double>(before) / kib_per_mib},
          {"most_mib", static_cast<double>(most) / kib_per_mib},
          {"slope_mib_per_minute", slope_of(moments)},
          {"samples_kib", std::move(samples)}};
}

void tell(std::size_t second, const Moment& moment, const Tally& tally) {
  if (second % told_every_seconds != 0) return;
  fmt::print("{:4} s: {} offerte, {} registrate, {} rinviate, {} senza connessione; {:.0f} MiB\n",
             second, tally.given_out(), moment.acknowledged, moment.overloaded,
             tally.count(Fate::refused), static_cast<double>(moment.resident_kib) / kib_per_mib);
  std::fflush(stdout);
}

int run(const Arguments& given) {
  Target target{given.port, fmt::format("https://localhost:{}", given.port), given.body, new_run(),
                read_writers(given.writers)};
  if (target.writers.empty()) {
    std::cerr << "nessuno che possa scrivere in " << given.writers << "\n";
    return 2;
  }
  const std::filesystem::path folder = given.folder;
  ClosedLoop closed;
  closed.measured = std::chrono::seconds(given.capacity_seconds) - closed.warm;
  const ClosedResult capacity = run_closed(target, closed);
  write_fates(folder, target.run, capacity.tally);
  fmt::print("capacità: {:.0f} note al secondo ({} richiedenti, ciclo chiuso)\n",
             capacity.per_second, closed.callers);

  if (capacity.per_second == 0) {
    std::cerr << "non scrive note: " << json::serialize(counts_of(capacity.tally)) << "\n";
    return 1;
  }

  OpenLoop open;
  open.per_second = capacity.per_second * given.times;
  open.length = std::chrono::seconds(given.seconds);
  open.connections = given.connections;
  target.run = new_run();
  const std::uint64_t before = resident_kib(given.process);
  fmt::print("carico: {:.0f} richieste al secondo per {} s, {} connessioni\n", open.per_second,
             given.seconds, open.connections);
  std::fflush(stdout);
  const OpenResult load = run_open(target, open, {given.process, tell});
  write_fates(folder, target.run, load.tally);

  target.run = new_run();
  const Normal normal =
      wait_normal(target, std::chrono::milliseconds(500), std::chrono::seconds(60));
  write_fates(folder, target.run, normal.tally);

  json::object result{
      {"capacity_per_second", capacity.per_second},
      {"times", given.times},
      {"seconds", given.seconds},
      {"capacity", counts_of(capacity.tally)},
      {"load", counts_of(load.tally)},
      {"acknowledged_latency", latency_of(load.tally.latencies(Fate::acknowledged))},
      {"overloaded_latency", latency_of(load.tally.latencies(Fate::overloaded))},
      {"memory", memory_of(load.moments, before)},
      {"resident_after_mib", static_cast<double>(resident_kib(given.process)) / 1'024}};
  if (normal.after) result["normal_after_ms"] = normal.after->count();
  std::ofstream(folder / "load.json") << json::serialize(result) << "\n";
  return 0;
}

}  // namespace

int main(int count, char** values) {
  CLI::App app("Misura quante note scrive un servizio e gliene chiede molte di più");
  Arguments given;
  app.add_option("--port", given.port)->required();
  app.add_option("--writers", given.writers, "Una riga per operatore: cookie, tabulatore, casi");
  app.add_option("--body", given.body, "La nota, in JSON");
  app.add_option("--folder", given.folder, "Dove scrivere load.json e le sorti")->required();
  app.add_option("--process", given.process, "Il processo del servizio");
  app.add_option("--times", given.times);
  app.add_option("--seconds", given.seconds);
  app.add_option("--capacity-seconds", given.capacity_seconds)->check(CLI::Range(6, 600));
  app.add_option("--connections", given.connections);
  CLI11_PARSE(app, count, values);
  try {
    return run(given);
  } catch (const std::exception& error) {
    std::cerr << error.what() << "\n";
    return 3;
  }
}
