// SPDX-License-Identifier: EUPL-1.2
// tools/torture: runs torture tests for as many rounds, or as long, as one asks, and says what was
// done: a line per test for people, and one JSON object in a file for docs/reliability.md.
#include <CLI/CLI.hpp>
#include <boost/json.hpp>

#include <fstream>
#include <iostream>
#include <optional>

#include "base/clock.hpp"
#include "tests/torture/torture.hpp"

namespace telaio::torture {
namespace {

constexpr int exit_done = 0;
constexpr int exit_broken = 1;
constexpr int exit_usage = 2;

struct Wanted {
  std::vector<std::string> ids;  // Empty: all.
  std::string column = "quick";
  std::optional<std::uint64_t> rounds;
  std::optional<double> minutes;  // For all tests together, shared out evenly.
  std::uint64_t seed = 0;
  std::string json;
  bool list = false;
};

// What one test did.
struct Result {
  const Test* test = nullptr;
  std::uint64_t asked = 0;
  std::uint64_t done = 0;
  std::uint64_t seed = 0;
  double seconds = 0;
  std::string broken;  // What was wrong; empty when nothing was.
  std::map<std::string, std::uint64_t> counts;
};

std::uint64_t rounds_of(const Test& test, const Wanted& wanted) {
  if (wanted.rounds) return *wanted.rounds;
  if (wanted.column == "release") return test.release;
  return wanted.column == "nightly" ? test.nightly : test.quick;
}

std::string text_of(std::uint64_t rounds) {
  return rounds == all_of_them ? "all" : std::to_string(rounds);
}

double seconds_since(Instant start) {
  return static_cast<double>((monotonic_now().micros() - start.micros())) / 1'000'000;
}

void add_run(Result& result, Run& run) {
  result.done += run.done();
  for (const auto& [what, times] : run.counts()) result.counts[what] += times;
}

// Seeds follow each other when one run of the asked rounds is not all there is time for.
Result run_test(const Test& test, const Wanted& wanted, std::optional<double> seconds_max) {
  Result result{&test, rounds_of(test, wanted), 0, wanted.seed, 0, {}, {}};
  const Instant start = monotonic_now();
  const std::uint64_t slice = seconds_max ? test.quick : result.asked;
  std::uint64_t seed = wanted.seed;
  try {
    do {
      Run run(slice, seed++);
      try {
        test.run(run);
      } catch (...) {
        add_run(result, run);
        throw;
      }
      add_run(result, run);
    } while (seconds_max && seconds_since(start) < *seconds_max);
  } catch (const std::exception& broken) {
    result.broken = fmt::format("seed {}: {}", seed - 1, broken.what());
  }
  if (seconds_max) result.asked = result.done;
  result.seconds = seconds_since(start);
  return result;
}

void print(const Result& result) {
  std::cout << fmt::format("{:<5} {:<44} {:>8} of {:>8} rounds  seed {}  {:.0f} s  {}\n",
                           result.test->id, result.test->title, result.done, text_of(result.asked),
                           result.seed, result.seconds,
                           result.broken.empty() ? "ok" : "BROKEN: " + result.broken);
  for (const auto& [what, times] : result.counts) {
    std::cout << fmt::format("        {:>10} {}\n", times, what);
  }
  std::cout << std::flush;
}

boost::json::object json_of(const Result& result) {
  boost::json::object counts;
  for (const auto& [what, times] : result.counts) counts[what] = times;
  return {
      {"test", result.test->id}, {"title", result.test->title}, {"asked", text_of(result.asked)},
      {"done", result.done},     {"seed", result.seed},         {"seconds", result.seconds},
      {"broken", result.broken}, {"counts", std::move(counts)}};
}

void list_tests() {
  std::cout << "test   quick  nightly  release\n";
  for (const Test& test : all_tests()) {
    std::cout << fmt::format("{:<5} {:>6} {:>8} {:>8}  {}\n", test.id, text_of(test.quick),
                             text_of(test.nightly), text_of(test.release), test.title);
  }
}

int run_all(const Wanted& wanted) {
  std::vector<const Test*> tests;
  for (const std::string& id : wanted.ids) {
    const Test* test = test_called(id);
    if (test == nullptr) {
      std::cerr << "no test called " << id << "; --list names them\n";
      return exit_usage;
    }
    tests.push_back(test);
  }
  if (tests.empty()) {
    for (const Test& test : all_tests()) tests.push_back(&test);
  }
  std::optional<double> seconds_each;
  if (wanted.minutes) seconds_each = *wanted.minutes * 60 / static_cast<double>(tests.size());

  boost::json::array all;
  bool broken = false;
  for (const Test* test : tests) {
    const Result result = run_test(*test, wanted, seconds_each);
    print(result);
    all.push_back(json_of(result));
    broken = broken || !result.broken.empty();
  }
  if (!wanted.json.empty()) std::ofstream(wanted.json) << boost::json::serialize(all) << "\n";
  return broken ? exit_broken : exit_done;
}

int main_of(int count, char** arguments) {
  Wanted wanted;
  wanted.seed = std::random_device()();
  CLI::App app("Torture of the log: see docs/reliability.md", "tools/torture");
  app.add_option("tests", wanted.ids, "which tests (T1 T2 ...); all of them otherwise");
  app.add_option("--rounds", wanted.rounds, "rounds of each test");
  app.add_option("--column", wanted.column, "rounds as in the table: quick, nightly or release")
      ->check(CLI::IsMember({"quick", "nightly", "release"}));
  app.add_option("--minutes", wanted.minutes, "go on for so long, shared among the tests");
  app.add_option("--seed", wanted.seed, "what the choices follow from; fresh otherwise");
  app.add_option("--json", wanted.json, "file for the summary");
  app.add_flag("--list", wanted.list, "name the tests and their rounds, run nothing");
  CLI11_PARSE(app, count, arguments);
  if (wanted.list) {
    list_tests();
    return exit_done;
  }
  return run_all(wanted);
}

}  // namespace
}  // namespace telaio::torture

int main(int count, char** arguments) {
  return telaio::torture::main_of(count, arguments);
}
