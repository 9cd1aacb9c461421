// SPDX-License-Identifier: EUPL-1.2
// T15, T38: the power goes under the projections. Rows and position are one batch that is not
// synced, for the log can tell everything again: so after any cut the rows must be those of their
// position, never ahead of it, and catching up must give the bytes of a serial fold.
#include "projections/people/people.hpp"
#include "tests/log/fixtures.hpp"
#include "tests/projections/support/story.hpp"
#include "tests/torture/disk/disk.hpp"
#include "tests/torture/disk/image.hpp"
#include "tests/torture/tests.hpp"
#include "tests/view/tally.hpp"
#include "view/runner.hpp"

namespace telaio::torture {
namespace {

using log::testing::TemporaryFolder;

constexpr int batches = 20;
constexpr std::size_t commits_per_batch = 15;
constexpr std::uint64_t cuts_per_session = 20;
constexpr std::array names = {"tally", "people"};

// The projections over one store.
struct Rows {
  explicit Rows(testing::Story& story, const std::filesystem::path& folder)
      : store(view::Store::open(folder / "views", {}).value()),
        runner(*store, story.events(), {&tally, &people}, nullptr) {}

  view::Tally tally;
  projections::people::People people;
  std::unique_ptr<view::Store> store;
  view::Runner runner;
};

crypto::Sha256 serial_digest(testing::Story& story, const view::Projection& projection) {
  testing::Fold fold(story.events(), projection, nullptr);
  fold.advance_to(story.size() - 1);
  return fold.rows().digest(story.size() - 1);
}

Trace recorded_session(testing::Story& story, Run& run) {
  const TemporaryFolder folder{TemporaryFolder::InMemory()};
  std::filesystem::create_directory(folder.path() / "views");
  Watch watch(folder.path(), true);
  auto rows = std::make_unique<Rows>(story, folder.path());
  for (int batch = 0; batch < batches; ++batch) {
    testing::tell_random(story, run.random(), commits_per_batch);
    require(rows->runner.catch_up().has_value(), "catching up failed on a healthy disk");
    if (once_in(run.random(), 6)) {
      require(rows->runner.rebuild(names[pick(run.random(), 2)], nullptr).has_value(),
              "a rebuild failed on a healthy disk");
    }
    if (once_in(run.random(), 6)) {
      rows.reset();
      rows = std::make_unique<Rows>(story, folder.path());
    }
  }
  return watch.stop();
}

}  // namespace

void views_after_power_loss(Run& run) {
  while (run.done() < run.rounds()) {
    testing::Story story;
    const Trace trace = recorded_session(story, run);
    const std::array wanted = {serial_digest(story, view::Tally()),
                               serial_digest(story, projections::people::People())};
    run.count("sessions");
    for (std::uint64_t i = 0; i < cuts_per_session && run.done() < run.rounds(); ++i) {
      const TemporaryFolder folder{TemporaryFolder::InMemory()};
      const std::size_t steps = pick(run.random(), trace.steps.size() + 1);
      write_content(after_power_cut(trace, steps, run.random()), folder.path());
      std::filesystem::create_directory(folder.path() / "views");
      Rows rows(story, folder.path());
      for (const view::ViewStatus& status : rows.runner.status()) {
        require(status.positions_complete, "{} has a hole at {}", status.name, status.applied);
        run.count("events applied before the cut", status.applied);
      }
      require(rows.runner.catch_up().has_value(), "cut at step {}: cannot catch up", steps);
      for (std::size_t name = 0; name < names.size(); ++name) {
        const auto digest = rows.runner.digest(names[name], std::nullopt);
        require(digest.has_value() && *digest == wanted[name],
                "cut at step {}: {} has other rows than a serial fold", steps, names[name]);
      }
      run.round_done();
    }
  }
}

}  // namespace telaio::torture
