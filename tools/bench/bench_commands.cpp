// SPDX-License-Identifier: EUPL-1.2
#include "tools/bench/bench_commands.hpp"

#include <fmt/format.h>
#include <rocksdb/version.h>
#include <stdlib.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <boost/json.hpp>
#include <fstream>
#include <memory>
#include <ostream>
#include <thread>

#include "tools/bench/log_bench.hpp"

namespace telaio::cli {
namespace {

namespace json = boost::json;

struct BenchOptions {
  std::string folder = "/var/tmp";
  std::size_t rounds = 3;
  std::uint32_t turn_millis = 1'500;
  std::uint64_t events = 200'000;
};

// A folder of its own under the one given, removed at the end.
class Workplace {
 public:
  explicit Workplace(const std::filesystem::path& parent) {
    std::string pattern = (parent / "telaio-bench-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr)
      throw std::runtime_error("non si può scrivere " + pattern);
    path_ = pattern;
  }
  Workplace(const Workplace&) = delete;
  Workplace& operator=(const Workplace&) = delete;
  ~Workplace() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

std::string cpu_name() {
  std::ifstream file("/proc/cpuinfo");
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with("model name")) return line.substr(line.find(':') + 2);
  }
  return "?";
}

// How the library was built decides more than anything we do: it is named beside each figure.
std::string library_build() {
#ifdef TELAIO_ROCKSDB_OPTIMISED
  return "optimised";
#else
  return "system";
#endif
}

std::string machine() {
  utsname names{};
  ::uname(&names);
  return fmt::format("{} × {}, {} {}, RocksDB {}.{}.{} ({})", std::thread::hardware_concurrency(),
                     cpu_name(), names.sysname, names.release, ROCKSDB_MAJOR, ROCKSDB_MINOR,
                     ROCKSDB_PATCH, library_build());
}

json::object to_json(const bench::Question& question) {
  json::array figures;
  for (const bench::Figure& figure : question.figures) {
    figures.push_back({{"name", figure.name},
                       {"ours", figure.ours},
                       {"per_second", figure.median},
                       {"least", figure.least},
                       {"most", figure.most},
                       {"p50_us", figure.p50_micros},
                       {"p99_us", figure.p99_micros}});
  }
  return {{"question", question.title}, {"unit", question.unit}, {"figures", std::move(figures)}};
}

void run_log_bench(const BenchOptions& options, Cli& cli) {
  const Workplace place(options.folder);
  bench::LogBench settings;
  settings.folder = place.path();
  settings.rounds = options.rounds;
  settings.turn = std::chrono::milliseconds(options.turn_millis);
  settings.events = options.events;
  settings.told = [&](const std::string& what) { cli.err << what << "\n" << std::flush; };
  auto questions = bench::bench_appends(settings);
  std::ranges::move(bench::bench_reads(settings), std::back_inserter(questions));
  if (cli.json) {
    json::array answers;
    for (const auto& question : questions) answers.push_back(to_json(question));
    cli.out << json::object{{"machine", machine()}, {"questions", std::move(answers)}} << "\n";
    return;
  }
  cli.out << machine() << "\n";
  for (const auto& question : questions) bench::print(cli.out, question);
}

}  // namespace

void add_bench_commands(CLI::App& app, Cli& cli) {
  auto* group = app.add_subcommand("bench", "Misure su questa macchina, come rapporti");
  group->require_subcommand(1);
  const auto options = std::make_shared<BenchOptions>();
  auto* command = group->add_subcommand("log", "Il registro, il disco nudo e RocksDB nudo");
  command->footer("Dura circa un minuto.\n\nEsempio:\n  telaio bench log --folder /var/tmp");
  command->add_flag("--json", cli.json, "Un solo oggetto JSON");
  command->add_option("--folder", options->folder, "Dove scrivere; alla fine si cancella")
      ->capture_default_str();
  command->add_option("--rounds", options->rounds, "Turni di ciascun concorrente")
      ->capture_default_str()
      ->check(CLI::Range(1, 100));
  command->add_option("--turn", options->turn_millis, "Durata di un turno, in millisecondi")
      ->capture_default_str()
      ->check(CLI::Range(100, 60'000));
  command->add_option("--events", options->events, "Eventi da rileggere")
      ->capture_default_str()
      ->check(CLI::Range(50, 100'000'000));
  command->callback([options, &cli] { run_log_bench(*options, cli); });
}

}  // namespace telaio::cli
