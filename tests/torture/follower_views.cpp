// SPDX-License-Identifier: EUPL-1.2
// T15, T38: the power goes under the projections. Rows and position are one batch that is not
// synced, for the log can tell everything again: so after any cut the rows must be those of their
// position, never ahead of it, and catching up must give the bytes of a serial fold. Code versions
// rise on the way: rows of an older one stay in service, right, until the new ones are level.
#include <numeric>

#include "projections/people/people.hpp"
#include "tests/log/fixtures.hpp"
#include "tests/projections/support/story.hpp"
#include "tests/torture/disk/disk.hpp"
#include "tests/torture/disk/image.hpp"
#include "tests/torture/tests.hpp"
#include "tests/view/tally.hpp"
#include "tests/view/versioned.hpp"
#include "view/runner.hpp"

namespace telaio::torture {
namespace {

using log::testing::TemporaryFolder;

constexpr int batches = 20;
constexpr std::size_t commits_per_batch = 15;
constexpr std::uint64_t cuts_per_session = 20;
constexpr std::array names = {"tally", "people"};

std::vector<std::uint32_t> versions_below(std::uint32_t version) {
  std::vector<std::uint32_t> versions(version - 1);
  std::iota(versions.begin(), versions.end(), 1U);
  return versions;
}

// The projections over one store, as the program of one code version has them.
struct Rows {
  Rows(testing::Story& story, const std::filesystem::path& folder, std::uint32_t version)
      : tally(all_tally, version, versions_below(version)),
        people(all_people, version, versions_below(version)),
        store(view::Store::open(folder / "views", {}).value()),
        runner(*store, story.events(), {&tally, &people}, nullptr) {}

  view::Tally all_tally;
  projections::people::People all_people;
  testing::Versioned tally;
  testing::Versioned people;
  std::unique_ptr<view::Store> store;
  view::Runner runner;
};

// `version` is raised now and then.
Trace recorded_session(testing::Story& story, Run& run, std::uint32_t& version) {
  const TemporaryFolder folder{TemporaryFolder::InMemory()};
  std::filesystem::create_directory(folder.path() / "views");
  Watch watch(folder.path(), true);
  auto rows = std::make_unique<Rows>(story, folder.path(), version);
  for (int batch = 0; batch < batches; ++batch) {
    testing::tell_random(story, run.random(), commits_per_batch);
    require(rows->runner.catch_up().has_value(), "catching up failed on a healthy disk");
    if (once_in(run.random(), 6)) {
      require(rows->runner.rebuild(names[pick(run.random(), 2)], nullptr).has_value(),
              "a rebuild failed on a healthy disk");
    }
    if (once_in(run.random(), 6)) {
      rows.reset();
      if (once_in(run.random(), 2)) ++version;
      rows = std::make_unique<Rows>(story, folder.path(), version);
    }
  }
  return watch.stop();
}

}  // namespace

void views_after_power_loss(Run& run) {
  while (run.done() < run.rounds()) {
    testing::Story story;
    std::uint32_t version = 1;
    const Trace trace = recorded_session(story, run, version);
    const view::Tally tally;
    const projections::people::People people;
    testing::Fold tallied(story.events(), tally, nullptr);
    testing::Fold registered(story.events(), people, nullptr);
    tallied.advance_to(story.size() - 1);
    registered.advance_to(story.size() - 1);
    const std::array folds = {&tallied.rows(), &registered.rows()};
    run.count("sessions");
    for (std::uint64_t i = 0; i < cuts_per_session && run.done() < run.rounds(); ++i) {
      const TemporaryFolder folder{TemporaryFolder::InMemory()};
      const std::size_t steps = pick(run.random(), trace.steps.size() + 1);
      write_content(after_power_cut(trace, steps, run.random()), folder.path());
      std::filesystem::create_directory(folder.path() / "views");
      // The program that starts again may be the next one.
      Rows rows(story, folder.path(), version + static_cast<std::uint32_t>(pick(run.random(), 2)));
      const auto status = rows.runner.status();
      for (std::size_t name = 0; name < names.size(); ++name) {
        require(status[name].positions_complete, "{} has a hole at {}", names[name],
                status[name].applied);
        run.count("events applied before the cut", status[name].applied);
        if (status[name].applied == 0) continue;
        const auto digest = rows.runner.digest(names[name], std::nullopt);
        require(digest.has_value() && *digest == folds[name]->digest(status[name].applied - 1),
                "cut at step {}: {} is not what it was at {}", steps, names[name],
                status[name].applied);
      }
      require(rows.runner.catch_up().has_value(), "cut at step {}: cannot catch up", steps);
      for (std::size_t name = 0; name < names.size(); ++name) {
        const auto digest = rows.runner.digest(names[name], std::nullopt);
        require(digest.has_value() && *digest == folds[name]->digest(story.size() - 1),
                "cut at step {}: {} has other rows than a serial fold", steps, names[name]);
      }
      run.round_done();
    }
  }
}

}  // namespace telaio::torture
