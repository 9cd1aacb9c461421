// SPDX-License-Identifier: EUPL-1.2
#include "tools/bench/views_bench.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <ctime>
#include <memory>
#include <stdexcept>
#include <thread>

#include "app/catalogue.hpp"
#include "base/assert.hpp"
#include "base/clock.hpp"
#include "base/zone.hpp"
#include "projections/caseload/caseload_query.hpp"
#include "tools/bench/next_version.hpp"
#include "tools/bench/open_loop.hpp"
#include "tools/bench/sample.hpp"
#include "tools/generator/demo.hpp"
#include "tools/installation/installation.hpp"

namespace telaio::bench {
namespace {

namespace fs = std::filesystem;

constexpr double events_per_second_goal = 150'000;
constexpr std::uint64_t appends_per_second = 500;
constexpr double p99_growth_max = 1.2;
constexpr double p99_growth_micros = 1'000;  // Whichever allows more.
constexpr double past_board_goal = 0.5;      // At most twice the time.
constexpr std::uint64_t boards_per_turn = 50;
constexpr std::chrono::milliseconds level_pause{20};
const Date until = Date::of(2026, 6, 30);
const std::string goal_name = "traguardo";
const std::string alone = "nessuna ricostruzione";
const std::string beside = "mentre si ricostruisce";

template <class Value>
Value must(Result<Value, Fault> result) {
  if (!result) throw std::runtime_error(result.error().code + ": " + result.error().detail);
  return std::move(*result);
}

class World {
 public:
  explicit World(const ViewsBench& bench) : bench_(bench), clock_(rome_day_start(until)) {
    auto catalogue = must(app::load_catalogue(bench.lists / "codes"));
    generator::Plan plan;
    plan.families = bench.families;
    plan.years = bench.years;
    plan.until = until;
    clock_.set(rome_day_start(plan.begins()));
    installation_ =
        must(tools::Installation::create(bench.folder / "data", std::move(catalogue), clock_));
    bench.told("carico la dimostrazione");
    generator::load_demo(*installation_, clock_, plan, bench.lists, [](Date, std::uint64_t) {});
    installation_->folder().start_signing([](const Fault&) {});
    must(installation_->views().catch_up());
    store_ = must(view::Store::open(bench.folder / "live", {}));
  }

  std::uint64_t events() { return installation_->events().head().size; }

  // The log alone, as a build reads it.
  Sample read() {
    return timed(events(), [&] {
      const std::uint64_t size = events();
      for (log::Position at = 0; at < size;) {
        const auto page = must(installation_->events().read_all(at, log::ReadLimits{}));
        at = page.events.back().position + 1;
      }
    });
  }

  // Every projection from nothing, on the calling thread, into a folder of its own. `processor`: by
  // its time on all threads instead of the clock's.
  Sample replay(bool processor) {
    const fs::path folder = bench_.folder / "replay";
    Sample sample;
    {
      const auto store = must(view::Store::open(folder, {}));
      tools::VaultDerivedValues derived(installation_->events(), installation_->vault());
      view::Runner runner(*store, installation_->events(), projections_.list(), &derived);
      const std::uint64_t size = events();
      const std::clock_t begun = std::clock();
      sample = timed(size, [&] { must(runner.catch_up()); });
      const auto ticks = static_cast<double>(std::clock() - begun);
      if (processor) sample.per_second = static_cast<double>(size) * CLOCKS_PER_SEC / ticks;
    }
    fs::remove_all(folder);
    return sample;
  }

  // One event each, to streams of their own, while the live views follow.
  Sample append() {
    Service service(*this, version_);
    must(service.runner.catch_up());
    service.runner.start();
    return open_appends();
  }
  // Meanwhile one upgrade follows the other: all views are built anew beside those in service.
  Sample append_beside_a_rebuild() {
    std::atomic<bool> over = false;
    std::thread upgrading([&] {
      while (!over) {
        Service service(*this, ++version_);
        must(service.runner.prepare());
        service.runner.start();
        while (!over && !service.is_upgraded()) std::this_thread::sleep_for(level_pause);
      }
    });
    const Sample sample = open_appends();
    over = true;
    upgrading.join();
    return sample;
  }

  Sample boards(std::optional<log::Position> as_of) {
    return timed(boards_per_turn, [&] {
      for (std::uint64_t n = 0; n < boards_per_turn; ++n) {
        const auto board = [](const view::ReadRows& rows) {
          return projections::caseload::board(rows, until, {}).open.size();
        };
        must(installation_->views().ask("caseload", view::At{as_of, std::nullopt, {}}, board));
      }
    });
  }

 private:
  struct Service {
    Service(World& world, std::uint32_t wanted)
        : version(wanted),
          projections(version),
          derived(world.installation_->events(), world.installation_->vault()),
          runner(*world.store_, world.installation_->events(), projections.list(), &derived) {}
    bool is_upgraded() const {
      return std::ranges::all_of(runner.status(), [&](const view::ViewStatus& one) {
        return one.code_version == version && !one.rebuilding;
      });
    }
    std::uint32_t version;
    NextVersions projections;
    tools::VaultDerivedValues derived;
    view::Runner runner;
  };

  Sample open_appends() {
    const auto submit = [&](std::uint64_t request, const std::function<void()>& done) {
      installation_->events().append(sample_commit(request, request), [done](const auto& outcome) {
        TELAIO_ASSERT(std::holds_alternative<log::Appended>(outcome));
        done();
      });
    };
    return open_loop(appends_per_second, bench_.turn, next_, submit);
  }

  const ViewsBench& bench_;
  ManualClock clock_;
  std::unique_ptr<tools::Installation> installation_;
  projections::All projections_;
  std::unique_ptr<view::Store> store_;  // Of the appends: its versions rise.
  std::uint32_t version_ = 1;
  std::uint64_t next_ = 0;  // Request.
};

Verdict verdict_on_replay(Question& question, const std::string& ours) {
  question.figures.push_back({goal_name, false, events_per_second_goal, events_per_second_goal,
                              events_per_second_goal, 0, 0});
  return judge({question}, {{question.title, ours, goal_name, 1, false}}).front();
}

// The ratio of the p99 that is allowed to the one measured.
Verdict verdict_on_appends(const Question& question) {
  const double without = question.figures.front().p99_micros;
  const double with = question.figures.back().p99_micros;
  Verdict verdict{{question.title, "p99 permesso", "p99 " + beside, 1, false}, std::nullopt};
  const double allowed = std::max(without * p99_growth_max, without + p99_growth_micros);
  if (with > 0) verdict.ratio = allowed / with;
  return verdict;
}

}  // namespace

ViewsAnswers bench_views(const ViewsBench& bench) {
  World world(bench);
  ViewsAnswers answers;
  const std::string size = fmt::format("{} eventi", world.events());

  const std::string processor = "tutte le viste, per secondo di processore";
  auto replay = ask("Rilettura attraverso tutte le viste, " + size, "eventi/s",
                    {{"il registro, senza viste", [&] { return world.read(); }},
                     {"tutte le viste, un thread", [&] { return world.replay(false); }, true},
                     {processor, [&] { return world.replay(true); }, true}},
                    bench.rounds, bench.told);
  answers.verdicts.push_back(verdict_on_replay(replay, processor));
  answers.questions.push_back(std::move(replay));

  // Before the appends, which are of no case.
  const std::string title = "Carico di oggi e di un istante passato, " + size;
  const log::Position last = world.events() - 1;
  const std::string past = "a metà del registro";
  const std::string recent = "a nove decimi del registro";
  answers.questions.push_back(ask(title, "quadri/s",
                                  {{"oggi", [&] { return world.boards(std::nullopt); }},
                                   {past, [&] { return world.boards(last / 2); }, true},
                                   {recent, [&] { return world.boards(last - last / 10); }, true}},
                                  bench.rounds, bench.told));
  for (const std::string& moment : {past, recent}) {
    answers.verdicts.push_back(
        judge(answers.questions, {{title, moment, "oggi", past_board_goal, false}}).front());
  }

  answers.questions.push_back(
      ask(fmt::format("{} scritture al secondo, a passo fisso", appends_per_second), "scritture/s",
          {{alone, [&] { return world.append(); }},
           {beside, [&] { return world.append_beside_a_rebuild(); }, true}},
          bench.rounds, bench.told));
  answers.verdicts.push_back(verdict_on_appends(answers.questions.back()));
  return answers;
}

}  // namespace telaio::bench
