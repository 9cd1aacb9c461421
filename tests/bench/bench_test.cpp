// SPDX-License-Identifier: EUPL-1.2
// A bench that measures nothing, or something else than it says, is worse than none: medians and
// percentiles are checked on known numbers, and a small run on the real stores must end.
#include <gtest/gtest.h>
#include <stdlib.h>

#include <algorithm>
#include <sstream>

#include "tools/bench/callers.hpp"
#include "tools/bench/fees_bench.hpp"
#include "tools/bench/log_bench.hpp"

namespace telaio::bench {
namespace {

using namespace std::chrono_literals;

void say_nothing(const std::string& /*what*/) {}

TEST(Measure, TakesTurnsAndReportsMediansAndSpreads) {
  std::string order;
  std::vector<double> rates{30, 10, 20};
  std::size_t next = 0;
  const auto question = ask("title", "events/s",
                            {{"other",
                              [&] {
                                order += 'o';
                                return Sample{10, 0, 0};
                              }},
                             {"ours",
                              [&] {
                                order += 'u';
                                return Sample{rates[next++], 5, 9};
                              },
                              true}},
                            3, say_nothing);
  EXPECT_EQ(order, "ououou");
  ASSERT_EQ(question.figures.size(), 2U);
  EXPECT_EQ(question.figures[1].median, 20);
  EXPECT_EQ(question.figures[1].least, 10);
  EXPECT_EQ(question.figures[1].most, 30);
  std::ostringstream out;
  print(out, question);
  EXPECT_NE(out.str().find("2.00 × : ours / other"), std::string::npos) << out.str();
}

TEST(Measure, PercentilesAreThoseOfTheSortedLatencies) {
  Latencies latencies;
  EXPECT_EQ(latencies.at(0.5), 0);
  const Instant start = Instant::from_micros(0);
  for (std::int64_t micros = 101; micros > 0; --micros) {
    latencies.add(start, start.plus_micros(micros));
  }
  EXPECT_EQ(latencies.at(0), 1);
  EXPECT_EQ(latencies.at(0.5), 51);
  EXPECT_EQ(latencies.at(0.99), 100);
  EXPECT_EQ(latencies.at(1), 101);
  EXPECT_EQ(latencies.sample(start, start.plus_micros(1'000'000)).per_second, 101);
}

TEST(Callers, AreAllAnsweredAndNeverSendARequestTwice) {
  std::uint64_t first = 1;
  std::vector<std::uint64_t> seen;
  const auto sample = closed_loop(3, 20ms, first, [&](std::uint64_t request, const auto& done) {
    seen.push_back(request);
    done();
  });
  EXPECT_EQ(seen.size(), first - 1);
  EXPECT_TRUE(std::ranges::is_sorted(seen));
  EXPECT_GT(sample.per_second, 0);
}

TEST(LogBench, MeasuresTheRealStores) {
  std::string folder = (std::filesystem::temp_directory_path() / "telaio-bench-XXXXXX").string();
  ASSERT_NE(::mkdtemp(folder.data()), nullptr);
  const LogBench bench{folder, 1, 20ms, 400, say_nothing};
  auto questions = bench_appends(bench);
  std::ranges::move(bench_reads(bench), std::back_inserter(questions));
  EXPECT_EQ(questions.size(), 6U);
  for (const Question& question : questions) {
    for (const Figure& figure : question.figures) {
      EXPECT_GT(figure.median, 0) << question.title << ", " << figure.name;
    }
  }
  std::filesystem::remove_all(folder);
}

TEST(FeesBench, DeterminesRealFeesOnARealInstallation) {
  std::string folder = (std::filesystem::temp_directory_path() / "telaio-bench-XXXXXX").string();
  ASSERT_NE(::mkdtemp(folder.data()), nullptr);
  FeesBench bench;
  bench.folder = folder;
  bench.lists = std::filesystem::path(TELAIO_SOURCE_DIR) / "config";
  bench.rounds = 1;
  bench.history = 1;
  bench.regulations = 1;
  bench.services = 2;
  bench.told = say_nothing;
  const auto questions = bench_fees(bench);
  ASSERT_EQ(questions.size(), 2U);
  EXPECT_EQ(questions[0].figures.size(), 2U);
  EXPECT_EQ(questions[1].figures.size(), 3U);
  for (const Question& question : questions) {
    for (const Figure& figure : question.figures) {
      EXPECT_GT(figure.median, 0) << question.title << ", " << figure.name;
    }
  }
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace telaio::bench
