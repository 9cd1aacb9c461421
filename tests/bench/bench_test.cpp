// SPDX-License-Identifier: EUPL-1.2
// A bench that measures nothing, or something else than it says, is worse than none: medians and
// percentiles are checked on known numbers, and a small run on the real stores must end.
#include <gtest/gtest.h>
#include <stdlib.h>

#include <algorithm>
#include <sstream>
#include <thread>

#include "base/clock.hpp"
#include "tools/bench/callers.hpp"
#include "tools/bench/disk_probe.hpp"
#include "tools/bench/fees_bench.hpp"
#include "tools/bench/https_bench.hpp"
#include "tools/bench/log_bench.hpp"
#include "tools/bench/open_loop.hpp"
#include "tools/bench/rocksdb_build.hpp"
#include "tools/bench/verdict.hpp"
#include "tools/bench/views_bench.hpp"
#include "tools/bench/workplace.hpp"

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

Question measured(std::string title, double ours, double peer) {
  Question question{std::move(title), "eventi/s", {}};
  question.figures.push_back({.name = "theirs", .median = peer});
  question.figures.push_back({.name = "ours", .ours = true, .median = ours});
  return question;
}

TEST(Verdict, IsReachedAtTheGoalExactlyAndNotJustBelow) {
  const Goal goal{"reads", "ours", "theirs", 0.75, false};
  const auto at = judge({measured("reads", 75, 100)}, {goal});
  ASSERT_EQ(at.size(), 1U);
  EXPECT_EQ(at.front().ratio, 0.75);
  EXPECT_TRUE(at.front().reached());
  EXPECT_FALSE(judge({measured("reads", 74.9, 100)}, {goal}).front().reached());
}

TEST(Verdict, ComparesFiguresOfTheSameQuestionAlone) {
  const Goal goal{"reads", "ours", "theirs", 1, false};
  const auto verdicts = judge({measured("writes", 500, 1), measured("reads", 1, 2)}, {goal});
  EXPECT_EQ(verdicts.front().ratio, 0.5);
}

TEST(Verdict, SaysThatNothingWasMeasuredRatherThanThatItWasReached) {
  const Goal goal{"reads", "ours", "theirs", 0, false};
  for (const auto& questions :
       {std::vector<Question>{}, {measured("writes", 1, 1)}, {measured("reads", 1, 0)}}) {
    const auto verdicts = judge(questions, {goal});
    EXPECT_EQ(verdicts.front().ratio, std::nullopt);
    EXPECT_FALSE(verdicts.front().reached());
    std::ostringstream out;
    print(out, verdicts);
    EXPECT_NE(out.str().find("non misurato"), std::string::npos) << out.str();
  }
}

TEST(Verdict, AMissedWishIsNotAMissedGoal) {
  const Goal required{"reads", "ours", "theirs", 2, false};
  const Goal wished{"reads", "ours", "theirs", 2, true};
  std::ostringstream out;
  print(out, judge({measured("reads", 1, 1)}, {required, wished}));
  EXPECT_NE(out.str().find("NO  "), std::string::npos) << out.str();
  EXPECT_NE(out.str().find("auspicato, no"), std::string::npos) << out.str();
}

TEST(Wrk, IsReadAsItPrints) {
  const std::string printed =
      "Running 2s test @ https://localhost:1/\n"
      "  1 threads and 64 connections\n"
      "  Thread Stats   Avg      Stdev     Max   +/- Stdev\n"
      "    Latency     1.21ms  350.00us   9.10ms   90.50%\n"
      "    Req/Sec    51.34k     2.01k   55.00k    75.00%\n"
      "  Latency Distribution\n"
      "     50%  812.00us\n     75%    1.10ms\n     90%    1.30ms\n     99%    2.50s \n"
      "  102680 requests in 2.00s, 210.00MB read\n";
  const auto report = read_wrk(printed + "Requests/sec:  51340.25\n");
  EXPECT_EQ(report.sample.per_second, 51'340.25);
  EXPECT_EQ(report.sample.p50_micros, 812);
  EXPECT_EQ(report.sample.p99_micros, 2'500'000);
  EXPECT_EQ(report.complaint, "");
}

// Refusals are answered faster than work is done: a run that holds one is not a measure.
TEST(Wrk, RefusedRequestsAreAComplaintAndNoRateIsAnError) {
  const std::string rates = "  Latency Distribution\n  50%  1.00ms\n  99%  2.00ms\n";
  const auto report = read_wrk(rates + "  Non-2xx or 3xx responses: 12\nRequests/sec:   10.00\n");
  EXPECT_EQ(report.complaint, "Non-2xx or 3xx responses: 12");
  EXPECT_THROW(read_wrk("unable to connect to localhost:1 Connection refused\n"),
               std::runtime_error);
}

TEST(RocksdbBuild, IsWhatTheBuildAskedFor) {
  const Workplace place(std::filesystem::temp_directory_path());
  const auto build = rocksdb_build(place.path());
  EXPECT_EQ(build.version, "7.8.3");
  EXPECT_NE(build.crc32, "") << "the library no longer says how it computes checksums";
  if (std::string_view(TELAIO_ROCKSDB) == "optimised") {
    EXPECT_TRUE(build.optimised()) << to_string(build);
  } else {
    // Debian's: when this fails, Debian builds it better, and docs/performance.md is to be changed.
    EXPECT_TRUE(build.assertions) << to_string(build);
    EXPECT_EQ(build.file, "librocksdb.so.7.8");
  }
}

TEST(DiskProbe, MeasuresBothWaysAndLeavesNothingBehind) {
  const Workplace place(std::filesystem::temp_directory_path());
  for (const Probe probe : {Probe::append, Probe::overwrite}) {
    EXPECT_GT(probe_disk(place.path(), probe, Turn{10ms, 1ms}).per_second, 0);
  }
  EXPECT_TRUE(std::filesystem::is_empty(place.path()));
}

TEST(Callers, AreAllAnsweredAndNeverSendARequestTwice) {
  std::uint64_t first = 1;
  std::vector<std::uint64_t> seen;
  const auto sample =
      closed_loop(3, Turn{20ms, 2ms}, first, [&](std::uint64_t request, const auto& done) {
        seen.push_back(request);
        done();
      });
  EXPECT_EQ(seen.size(), first - 1);
  EXPECT_TRUE(std::ranges::is_sorted(seen));
  EXPECT_GT(sample.per_second, 0);
}

TEST(OpenLoop, SendsAtItsPaceAndCountsFromTheMomentARequestWasDue) {
  std::uint64_t first = 1;
  bool stood_still = false;
  const Sample sample =
      open_loop(1'000, Turn{20ms, 2ms}, first, [&](std::uint64_t /*request*/, const auto& done) {
        // A store that stands still once, for most of the turn.
        const Instant until = monotonic_now().plus_micros(stood_still ? 0 : 15'000);
        stood_still = true;
        while (monotonic_now() < until) std::this_thread::yield();
        done();
      });
  EXPECT_EQ(first, 23U);  // 22 ms, one each.
  // The requests that were due meanwhile waited too.
  EXPECT_GT(sample.p50_micros, 1'000);
}

TEST(LogBench, MeasuresTheRealStores) {
  std::string folder = (std::filesystem::temp_directory_path() / "telaio-bench-XXXXXX").string();
  ASSERT_NE(::mkdtemp(folder.data()), nullptr);
  const LogBench bench{folder, 1, Turn{20ms, 2ms}, 400, say_nothing};
  auto questions = bench_appends(bench);
  std::ranges::move(bench_reads(bench), std::back_inserter(questions));
  EXPECT_EQ(questions.size(), 6U);
  // Each goal that plain RocksDB and the disk can answer names figures that exist.
  for (const Verdict& verdict : judge(questions, design_goals())) {
    const std::string& peer = verdict.goal.peer;
    const bool here = peer == names::two_keys || peer == names::clustered ||
                      peer == names::disk_append || peer == names::hashes;
    EXPECT_EQ(verdict.ratio.has_value(), here) << verdict.goal.question << ": " << peer;
  }
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

TEST(ViewsBench, FoldsTheRealDemonstrationAndUpgradesBesideAppends) {
  std::string folder = (std::filesystem::temp_directory_path() / "telaio-bench-XXXXXX").string();
  ASSERT_NE(::mkdtemp(folder.data()), nullptr);
  ViewsBench bench;
  bench.folder = folder;
  bench.lists = std::filesystem::path(TELAIO_SOURCE_DIR) / "config";
  bench.families = 2;
  bench.years = 1;
  bench.rounds = 1;
  bench.turn = Turn{50ms, 5ms};
  bench.told = say_nothing;
  const ViewsAnswers answers = bench_views(bench);
  EXPECT_EQ(answers.questions.size(), 3U);
  EXPECT_EQ(answers.verdicts.size(), 4U);
  for (const Verdict& verdict : answers.verdicts) {
    EXPECT_TRUE(verdict.ratio.has_value()) << verdict.goal.question;
  }
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace telaio::bench
