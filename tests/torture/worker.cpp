// SPDX-License-Identifier: EUPL-1.2
#include "tests/torture/worker.hpp"

#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <future>
#include <sstream>

#include "log/log_refusals.hpp"
#include "tests/torture/disk/disk.hpp"
#include "tests/torture/station.hpp"

namespace telaio::torture {
namespace {

constexpr std::uint64_t bursts = 14;
constexpr std::uint64_t burst_commits_max = 6;
constexpr std::uint64_t calls_per_failure = 1'000;
constexpr std::uint64_t purged_from = 1'000'000'000;
constexpr int exit_refused = 4;
constexpr int exit_of_a_fault = 3;

constexpr std::array sites = {
    WriteSite{"write-ahead log, appending", "d/log/", ".log", false},
    WriteSite{"write-ahead log, a new file", "d/log/", ".log", true},
    WriteSite{"table file, writing", "d/log/", ".sst", false},
    WriteSite{"table file, a new one", "d/log/", ".sst", true},
    WriteSite{"sorted index, writing", "d/log/sorting/", ".sorted", false},
    WriteSite{"sorted index, a new file", "d/log/sorting/", ".sorted", true},
    WriteSite{"manifest", "d/log/", "MANIFEST", false},
    WriteSite{"name of the manifest", "d/log/", ".dbtmp", true},
    WriteSite{"settings", "d/log/", "OPTIONS", false},
    WriteSite{"anchor", "d.anchor/", "log.anchor", false},
    WriteSite{"signer's state, a new file", "d.anchor/", "log.signed.new", true},
    WriteSite{"signer's state, writing", "d.anchor/", "log.signed.new", false},
    WriteSite{"vault's write-ahead log", "d/vault/", ".log", false},
    WriteSite{"vault's manifest", "d/vault/", "MANIFEST", false},
};

// Past the watch, which may hold its lock.
void say(const std::string& line) {
  [[maybe_unused]] const auto written = ::syscall(SYS_write, 1, line.data(), line.size());
}

std::atomic<bool> sync_failed = false;

bool is_log_wal(const std::string& path) {
  return path.starts_with("d/log/") && path.ends_with(".log");
}

// One call in a thousand, in one of the ways in which it can fail.
std::optional<Failure> fail_at_random(Call call, const std::string& path, Random& random) {
  if (!once_in(random, calls_per_failure)) return std::nullopt;
  say("F\n");
  switch (call) {
    case Call::write: {
      constexpr std::array errors = {EIO, ENOSPC, EDQUOT, 0};
      return Failure{errors[pick(random, errors.size())], 1 + pick(random, 64)};
    }
    case Call::sync:
      if (is_log_wal(path)) sync_failed = true;
      return Failure{EIO, 0};
    case Call::create:
    case Call::rename:
    case Call::link:
    case Call::make_directory:
      return Failure{once_in(random, 2) ? EIO : ENOSPC, 0};
    case Call::open:
    case Call::read:
    case Call::sync_directory:
    case Call::resize:
    case Call::unlink:
      return Failure{EIO, 0};
  }
  return std::nullopt;
}

struct Work {
  std::filesystem::path root;
  const Clock& clock;
  Random random;
  std::optional<Station> station;
  std::uint64_t next = 1;
};

void tell(std::uint64_t command, const crypto::Sha256& digest, const log::AppendOutcome& outcome) {
  if (const auto* done = std::get_if<log::Appended>(&outcome)) {
    say(fmt::format("{} {} {} {} {}\n", sync_failed ? "L" : "A", command, done->first, done->last,
                    to_hex(digest)));
  } else {
    say("R\n");
  }
}

void append_burst(Work& work) {
  std::vector<std::future<void>> answers;
  for (std::uint64_t i = 0, count = 1 + pick(work.random, burst_commits_max); i < count; ++i) {
    const std::uint64_t command = work.next++;
    auto commit = commit_of_number(command, *work.station->vault);
    if (!commit) {
      say("R\n");
      continue;
    }
    const auto digest = digest_of(*commit);
    auto answer = std::make_shared<std::promise<void>>();
    answers.push_back(answer->get_future());
    work.station->events().append(*std::move(commit),
                                  [command, digest, answer](const log::AppendOutcome& outcome) {
                                    tell(command, digest, outcome);
                                    answer->set_value();
                                  });
  }
  for (auto& answer : answers) answer.get();
}

void purge_something(Work& work) {
  const std::uint64_t number = purged_from + work.next++;
  const auto outcome = log::append_and_wait(
      work.station->events(),
      log::testing::commit_of(
          number, {log::testing::write_to(
                      purged_stream(), log::Expectation::any(),
                      {log::testing::event_of_number(number, {plaintext_of(number)})})}));
  const auto* done = std::get_if<log::Appended>(&outcome);
  if (done == nullptr) return say("R\n");
  const log::PartRef part{done->first, 0};
  if (!work.station->events().purge_sealed(std::span(&part, 1))) say("R\n");
}

// False when it does not open any more.
bool reopen(Work& work) {
  work.station.reset();
  auto opened = open_station(work.root, work.clock);
  if (!opened) {
    std::fprintf(stderr, "refused: %s [%s]\n", opened.error().detail.c_str(),
                 opened.error().code.c_str());
    return false;
  }
  work.station = *std::move(opened);
  return true;
}

// Everything the installation does, in short; false when it could not be opened again.
bool do_all(Work& work) {
  for (std::uint64_t burst = 0; burst < bursts; ++burst) {
    append_burst(work);
    if (burst % 3 == 1 && !work.station->folder.signer().sign_now()) say("R\n");
    if (burst % 5 == 3) purge_something(work);
    if (burst % 6 == 5 && !reopen(work)) return false;
    // Reads that leave no record go on.
    if (!work.station->events().read_all(0, {.events_max = 10})) say("R\n");
  }
  return true;
}

int begin(Work& work) {
  auto station = open_station(work.root, work.clock);
  if (!station) {
    std::fprintf(stderr, "refused: %s\n", station.error().code.c_str());
    return exit_refused;
  }
  work.station = *std::move(station);
  return 0;
}

// One more event on a stream of its own; true if it was appended, false if the reserve was named.
std::optional<bool> appends(Work& work, bool access_record) {
  auto commit = log::testing::simple_commit(work.next++, log::testing::stream_of(300));
  commit.access_record = access_record;
  const auto outcome = log::append_and_wait(work.station->events(), std::move(commit));
  if (std::holds_alternative<log::Appended>(outcome)) return true;
  const auto* overloaded = std::get_if<log::Overloaded>(&outcome);
  if (overloaded != nullptr && overloaded->code == log::refusals::disk_reserve) return false;
  return std::nullopt;
}

// With less room than the reserve an append is refused by name before the disk is full, a record of
// an access once its own part is used up; reads go on, and everything does when there is room
// again.
bool holds_reserve(Work& work, Watch& watch) {
  constexpr std::uint64_t little = 4'096 * 2;
  const auto reads = [&] { return work.station->events().read_all(0, {}).has_value(); };
  watch.claim_free_bytes(limits::disk_reserve_bytes - little);
  bool held = appends(work, false) == false && appends(work, true) == true && reads();
  watch.claim_free_bytes(limits::disk_reserve_bytes - limits::access_reserve_bytes - little);
  held = held && appends(work, false) == false && appends(work, true) == false && reads();
  watch.claim_free_bytes(std::nullopt);
  return held && appends(work, false) == true && appends(work, true) == true;
}

void read_line(const std::string& line, WorkDone& work) {
  std::istringstream words(line);
  std::string kind;
  words >> kind;
  if (kind == "F") ++work.failures;
  if (kind == "R") ++work.refused;
  if (kind == "H") work.reserve_held = true;
  if (kind != "A" && kind != "L") return;
  work.acknowledged_after_failed_sync = work.acknowledged_after_failed_sync || kind == "L";
  std::uint64_t command = 0;
  Acknowledged where;
  std::string digest;
  words >> command >> where.first >> where.last >> digest;
  const auto bytes = from_hex(digest);
  if (!bytes || bytes->size() != where.digest.size()) return;  // It died while it said so.
  std::ranges::copy(*bytes, where.digest.begin());
  work.acks[command] = where;
}

}  // namespace

std::span<const WriteSite> write_sites() {
  return sites;
}

int work_on_failing_disk(const std::filesystem::path& root, std::uint64_t seed) {
  const SystemClock clock;
  Work work{root, clock, Random(seed), {}, 1};
  auto random = std::make_shared<Random>(seed + 1);
  const Watch watch(root, false, [random](Call call, const std::string& path) {
    return fail_at_random(call, path, *random);
  });
  if (const int refused = begin(work); refused != 0) return refused;
  return do_all(work) ? 0 : exit_refused;
}

int work_on_full_disk(const std::filesystem::path& root, std::uint64_t seed, std::size_t site) {
  const SystemClock clock;
  Work work{root, clock, Random(seed), {}, 1};
  Watch watch(root, false);
  if (const int refused = begin(work); refused != 0) return refused;
  append_burst(work);
  if (holds_reserve(work, watch)) say("H\n");
  const WriteSite& full = sites.at(site);
  watch.set_plan([&full](Call call, const std::string& path) -> std::optional<Failure> {
    if (call != (full.create ? Call::create : Call::write)) return std::nullopt;
    if (!path.starts_with(full.folder) || path.find(full.file) == path.npos) return std::nullopt;
    say("F\n");
    return Failure{ENOSPC, 0};
  });
  return do_all(work) ? 0 : exit_refused;
}

WorkDone watch_work(const std::filesystem::path& root, const std::vector<std::string>& arguments) {
  WorkDone work;
  work.ended = run_child(arguments, root);
  std::istringstream told(work.ended.out);
  for (std::string line; std::getline(told, line);) read_line(line, work);
  return work;
}

void require_honest_end(const WorkDone& work) {
  const int status = work.ended.status;
  const int code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  const bool by_itself = code == 0 || code == exit_of_a_fault || code == exit_refused;
  require(by_itself || stopped_by_rocksdb(work.ended), "it ended with status {:#x}: {}", status,
          work.ended.err);
  require(!work.acknowledged_after_failed_sync, "it acknowledged after a sync had failed");
}

}  // namespace telaio::torture
