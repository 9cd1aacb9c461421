// SPDX-License-Identifier: EUPL-1.2
// T6, T7: the disk fails now and then, or is full at one place. Whatever a process does about it,
// what it acknowledged is there when a healthy disk is opened again, without anybody's help.
#include "tests/torture/station.hpp"
#include "tests/torture/tests.hpp"
#include "tests/torture/worker.hpp"

namespace telaio::torture {
namespace {

using log::testing::TemporaryFolder;

void require_recovers(const std::filesystem::path& root, const WorkDone& work, Run& run) {
  const SystemClock clock;
  auto station = open_station(root, clock);
  require(station.has_value(), "does not open on a healthy disk: {}",
          station ? "" : station.error().detail);
  const auto stored = require_whole(*station, work.acks);
  Ledger after;
  while (after.next_command() < 1'000) continue;
  require_settles(*station, stored, 1'001, after);
  run.count("acknowledged and found", work.acks.size());
  run.count("calls that failed", work.failures);
  run.count("typed refusals", work.refused);
  if (work.ended.status != 0) run.count("ended early");
}

void make_station(const std::filesystem::path& root) {
  const SystemClock clock;
  require(create_station(root, clock).has_value(), "cannot make the log");
}

}  // namespace

void failing_disk(Run& run) {
  while (run.done() < run.rounds()) {
    const TemporaryFolder folder{TemporaryFolder::InMemory()};
    make_station(folder.path());
    const std::uint64_t seed = run.random()();
    const WorkDone work =
        watch_work(folder.path(), {"failing", folder.path().string(), std::to_string(seed)});
    require_honest_end(work);
    require_recovers(folder.path(), work, run);
    run.round_done();
  }
}

void full_disk(Run& run) {
  while (run.done() < run.rounds()) {
    const std::size_t site = run.done() % write_sites().size();
    const TemporaryFolder folder{TemporaryFolder::InMemory()};
    make_station(folder.path());
    const std::uint64_t seed = run.random()();
    const WorkDone work = watch_work(folder.path(), {"full", folder.path().string(),
                                                     std::to_string(seed), std::to_string(site)});
    require_honest_end(work);
    require(work.reserve_held, "the reserve was not held");
    require(work.failures > 0, "nothing was written at: {}", write_sites()[site].name);
    require_recovers(folder.path(), work, run);
    run.round_done();
  }
}

}  // namespace telaio::torture
