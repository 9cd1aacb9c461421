// SPDX-License-Identifier: EUPL-1.2
// T5: one bit changed in any file of an installation is found out, or does no harm: never a wrong
// read, never another root.
#include <sys/wait.h>

#include <sstream>

#include "tests/torture/disk/disk.hpp"
#include "tests/torture/process.hpp"
#include "tests/torture/station.hpp"
#include "tests/torture/tests.hpp"

namespace telaio::torture {
namespace {

using log::testing::TemporaryFolder;

constexpr std::uint64_t commits = 24;
constexpr std::uint64_t purged_command = 1'000'000'000;

// Tables from before a flush and a write-ahead log from after it; the files of an open
// installation.
Content make_installation(const std::filesystem::path& root) {
  const SystemClock clock;
  auto station = create_station(root, clock);
  require(station.has_value(), "cannot make the log");
  Ledger ledger;
  for (std::uint64_t i = 0; i < commits; ++i) {
    require_settles(*station, log::testing::all_events(station->events()), ledger.next_command(),
                    ledger);
    if (i != commits / 2) continue;
    const auto outcome = log::append_and_wait(
        station->events(),
        log::testing::commit_of(purged_command,
                                {log::testing::write_to(purged_stream(), log::Expectation::any(),
                                                        {log::testing::event_of_number(
                                                            purged_command, {plaintext_of(1)})})}));
    const log::PartRef part{std::get<log::Appended>(outcome).first, 0};
    require(station->events().purge_sealed(std::span(&part, 1)).has_value(), "cannot purge");
    station = open_again(*std::move(station), root, clock);
  }
  require(station->folder.signer().sign_now().has_value(), "cannot sign");
  wait_anchored(root, station->events().head().size);
  return read_content(root);
}

// What the child said of each bit; the one it was at when RocksDB stopped it counts as found out.
std::uint64_t count_said(const std::string& said, bool stopped, Run& run) {
  std::uint64_t seen = 0;
  std::istringstream lines(said);
  for (std::string line; std::getline(lines, line);) {
    if (line.ends_with(": ")) {
      if (!stopped) continue;
      line += "RocksDB stopped the process";
    }
    run.count(line);
    run.round_done();
    ++seen;
  }
  return seen;
}

}  // namespace

void changed_bits(Run& run) {
  const TemporaryFolder folder{TemporaryFolder::InMemory()};
  const std::filesystem::path root = folder.path() / "installation";
  std::filesystem::create_directory(root);
  const Content content = make_installation(root);
  while (run.done() < run.rounds()) {
    std::filesystem::remove_all(root);
    std::filesystem::create_directory(root);
    write_content(content, root);
    const Ended ended = run_child({"flips", root.string(), std::to_string(run.seed()),
                                   std::to_string(run.done()), std::to_string(run.rounds())},
                                  folder.path());
    const bool by_rocksdb = stopped_by_rocksdb(ended);
    const bool whole = WIFEXITED(ended.status) && WEXITSTATUS(ended.status) == 0;
    const std::uint64_t seen = count_said(ended.out, by_rocksdb, run);
    require(whole || by_rocksdb, "bit {} of seed {}: {}", run.done(), run.seed(), ended.err);
    require(seen > 0, "the child said nothing: {}", ended.err);
  }
}

}  // namespace telaio::torture
