// SPDX-License-Identifier: EUPL-1.2
// T2, T8: the power goes. One session of work is recorded call by call; then, again and again, a
// moment of it is chosen, a disk is made that holds what was durable then and some of what was not,
// and the installation is opened on it. T8 cuts the power again while it opens, up to three times.
#include <algorithm>
#include <atomic>
#include <future>
#include <set>

#include "log/anchor.hpp"
#include "tests/torture/disk/disk.hpp"
#include "tests/torture/disk/image.hpp"
#include "tests/torture/station.hpp"
#include "tests/torture/tests.hpp"

namespace telaio::torture {
namespace {

using log::testing::TemporaryFolder;

constexpr std::uint64_t bursts = 30;
constexpr std::uint64_t burst_commits_max = 6;
constexpr std::uint64_t cuts_per_session = 25;
constexpr int depth_max = 3;
// Commands of parts that are purged, apart from those that the ledger knows.
constexpr std::uint64_t purged_from = 1'000'000'000;

// Marks in the trace: a command number, or one of these and a size.
constexpr std::uint64_t created_mark = std::uint64_t{1} << 62U;
constexpr std::uint64_t signed_mark = std::uint64_t{1} << 63U;

// What happened in one session, and what it knew at its end.
struct Session {
  Trace trace;
  Acks acks;
  // Once a command is acknowledged, at least so many events are anchored: all of the groups before.
  std::map<std::uint64_t, std::uint64_t> anchored;
  std::vector<crypto::Sha256> roots;  // Of every size it ever had.
};

// What the world had been told by a moment of it.
struct Told {
  bool created = false;
  std::uint64_t signed_size = 0;
  std::uint64_t anchored_size = 0;
  Acks acks;
};

Told told_before(const Session& session, std::size_t steps) {
  Told told;
  for (std::size_t i = 0; i < steps; ++i) {
    const Step& step = session.trace.steps[i];
    if (step.act != Act::mark) continue;
    if (step.offset == created_mark) {
      told.created = true;
    } else if (step.offset >= signed_mark) {
      told.signed_size = std::max(told.signed_size, step.offset - signed_mark);
    } else {
      told.acks[step.offset] = session.acks.at(step.offset);
      told.anchored_size = std::max(told.anchored_size, session.anchored.at(step.offset));
    }
  }
  return told;
}

// Answers with the number of its first command.
std::uint64_t append_burst(Station& station, Ledger& ledger, Watch& watch, Random& random) {
  std::vector<std::future<bool>> answers;
  std::uint64_t first = 0;
  for (std::uint64_t i = 0, count = 1 + pick(random, burst_commits_max); i < count; ++i) {
    const std::uint64_t command = ledger.next_command();
    if (i == 0) first = command;
    auto commit = commit_of_number(command, *station.vault);
    require(commit.has_value(), "sealing failed on a healthy disk");
    const auto digest = digest_of(*commit);
    auto answer = std::make_shared<std::promise<bool>>();
    answers.push_back(answer->get_future());
    station.events().append(*std::move(commit),
                            [&, command, digest, answer](const log::AppendOutcome& outcome) {
                              const auto* done = std::get_if<log::Appended>(&outcome);
                              if (done != nullptr) {
                                ledger.acknowledged(command, {done->first, done->last, digest});
                                watch.mark(command);
                              }
                              answer->set_value(done != nullptr);
                            });
  }
  for (auto& answer : answers) require(answer.get(), "refused on a healthy disk");
  return first;
}

// Flushes every family and compacts one: the rest of the database's life in a short session.
void purge_something(Station& station, std::uint64_t number) {
  const auto commit = log::testing::commit_of(
      purged_from + number,
      {log::testing::write_to(
          purged_stream(), log::Expectation::any(),
          {log::testing::event_of_number(purged_from + number, {plaintext_of(number)})})});
  const auto outcome = log::append_and_wait(station.events(), commit);
  const auto* done = std::get_if<log::Appended>(&outcome);
  require(done != nullptr, "refused on a healthy disk");
  const log::PartRef part{done->first, 0};
  require(station.events().purge_sealed(std::span(&part, 1)).has_value(), "purging failed");
}

void sign(Station& station, Watch& watch) {
  const auto head = station.folder.signer().sign_now();
  require(head.has_value(), "signing failed on a healthy disk");
  watch.mark(signed_mark + head->checkpoint.size);
}

Session recorded_session(Run& run) {
  const TemporaryFolder folder{TemporaryFolder::InMemory()};
  const SystemClock clock;
  Ledger ledger;
  Session session;
  Watch watch(folder.path(), true);
  std::optional<Station> station = create_station(folder.path(), clock).value();
  watch.mark(created_mark);
  for (std::uint64_t burst = 0; burst < bursts; ++burst) {
    const std::uint64_t size_before = station->events().head().size;
    const std::uint64_t first = append_burst(*station, ledger, watch, run.random());
    for (const auto& [command, where] : ledger.acks()) {
      if (command >= first) session.anchored[command] = size_before;
    }
    if (once_in(run.random(), 5)) sign(*station, watch);
    if (once_in(run.random(), 10)) purge_something(*station, burst);
    if (once_in(run.random(), 12)) {
      station.reset();
      station = open_station(folder.path(), clock).value();
    }
  }
  session.trace = watch.stop();
  session.acks = ledger.acks();
  session.roots = roots_of(station->events());
  return session;
}

// The reopened installation is the session at some moment at or after the cut's promises.
void require_survived(const Session& session, const Told& told, Station& station,
                      const std::filesystem::path& root, Run& run) {
  const auto anchored = log::Anchor::read(paths_in(root).anchor);
  require(anchored.has_value() && *anchored && (*anchored)->size == station.events().head().size,
          "opened, and its anchor stayed behind");
  const auto stored = require_whole(station, told.acks);
  const log::Head head = station.events().head();
  require(head.size < session.roots.size(), "more events than were ever appended");
  require(head.root == session.roots[head.size], "another history of {} events", head.size);
  require(station.folder.signer().latest().checkpoint.size >= told.signed_size,
          "a released signature of {} events was forgotten", told.signed_size);
  // It goes on as if nothing had been.
  Ledger after;
  for (std::uint64_t i = 0; i < session.acks.size(); ++i) after.next_command();
  require_settles(station, stored, session.acks.size() + 1, after);
  require(station.folder.signer().sign_now().has_value(), "it does not sign any more");
  run.count("acknowledged and found", told.acks.size());
}

// Cuts the power while it opens; the disk as it is then.
Content cut_while_opening(const Content& disk, Run& run) {
  const TemporaryFolder folder{TemporaryFolder::InMemory()};
  write_content(disk, folder.path());
  const SystemClock clock;
  Watch watch(folder.path(), true);
  {
    const auto station = open_station(folder.path(), clock);
    require(station.has_value(), "does not open after a power cut: {}",
            station ? "" : station.error().detail);
  }
  const Trace trace = watch.stop();
  run.count("cuts while opening");
  return after_power_cut(trace, pick(run.random(), trace.steps.size() + 1), run.random());
}

// Of what was acknowledged, only the last group may be missing from the anchor.
void require_anchored(const std::filesystem::path& root, const Told& told, std::size_t steps) {
  if (told.anchored_size == 0) return;
  const auto point = log::Anchor::read(paths_in(root).anchor);
  require(point.has_value() && *point, "cut at step {}: the anchor cannot be read", steps);
  require((*point)->size >= told.anchored_size, "cut at step {}: the anchor knows {} events of {}",
          steps, (*point)->size, told.anchored_size);
}

// Any moment; every third time just after a write to one of the small files.
std::size_t moment_of(const Trace& trace, Random& random) {
  const std::size_t any = pick(random, trace.steps.size() + 1);
  if (!once_in(random, 3)) return any;
  const auto is_small = [](const Step& step) {
    return step.act == Act::write && !step.path.ends_with(".log") && !step.path.ends_with(".sst");
  };
  for (std::size_t i = any; i < trace.steps.size(); ++i) {
    if (is_small(trace.steps[i])) return i + 1;
  }
  return any;
}

void one_cut(const Session& session, int depth, Run& run) {
  const std::size_t steps = moment_of(session.trace, run.random());
  const Told told = told_before(session, steps);
  Content disk = after_power_cut(session.trace, steps, run.random());
  if (!told.created) {
    // Nobody was told that there is an installation: it may be anything but a crash.
    depth = 0;
    run.count("cuts before it was made");
  }
  for (int i = 0; i < depth; ++i) disk = cut_while_opening(disk, run);

  const TemporaryFolder folder{TemporaryFolder::InMemory()};
  write_content(disk, folder.path());
  require_anchored(folder.path(), told, steps);
  const SystemClock clock;
  auto station = open_station(folder.path(), clock);
  if (!station && !told.created) return;
  require(station.has_value(), "cut at step {}: does not open: {}", steps,
          station ? "" : station.error().detail);
  require_survived(session, told, *station, folder.path(), run);
}

void cut_power(Run& run, int depth) {
  while (run.done() < run.rounds()) {
    const Session session = recorded_session(run);
    run.count("sessions");
    run.count("steps recorded", session.trace.steps.size());
    run.count("sorted files taken in", static_cast<std::uint64_t>(std::ranges::count(
                                           session.trace.steps, Act::link, &Step::act)));
    for (std::uint64_t i = 0; i < cuts_per_session && run.done() < run.rounds(); ++i) {
      one_cut(session, depth, run);
      run.round_done();
    }
  }
}

}  // namespace

void power_loss(Run& run) {
  cut_power(run, 0);
}

void power_loss_while_opening(Run& run) {
  cut_power(run, depth_max);
}

}  // namespace telaio::torture
