// SPDX-License-Identifier: EUPL-1.2
// T3, T4: the write-ahead log cut at any byte, removed or emptied, files or the whole folder put
// back to an older state. RocksDB opens most of these without a word; the anchor, the signer's
// state and the checks at opening must not.
#include <algorithm>
#include <array>

#include "log/anchor.hpp"
#include "log/log_faults.hpp"
#include "log/verify.hpp"
#include "tests/torture/disk/disk.hpp"
#include "tests/torture/station.hpp"
#include "tests/torture/tests.hpp"

namespace telaio::torture {
namespace {

namespace fs = std::filesystem;
namespace faults = log::faults;
using log::testing::TemporaryFolder;

constexpr std::uint64_t commits = 12;
constexpr std::uint64_t torn_commits = 4;
constexpr std::uint64_t older_commits = 5;

// An installation as a power cut would leave it, everything synced; and how it came to be.
struct History {
  TemporaryFolder folder{TemporaryFolder::InMemory()};
  Content whole;
  Content older;                      // After `older_commits`.
  std::string wal;                    // Path of the write-ahead log.
  std::vector<std::uint64_t> ends;    // Of the write-ahead log, after so many commits.
  std::vector<std::uint64_t> sizes;   // Events, after so many commits.
  std::vector<crypto::Sha256> roots;  // Of every number of events.
  Uuid log_id;

  fs::path root() const { return folder.path(); }
  const Bytes& wal_bytes() const { return whole.files.at(wal); }
};

std::string wal_in(const Content& content) {
  std::string newest;
  for (const auto& [path, bytes] : content.files) {
    const bool wal = path.starts_with("d/log/") && path.ends_with(".log");
    if (wal && path > newest) newest = path;
  }
  return newest;
}

void put_back(const History& history, const Content& content) {
  for (const auto& entry : fs::directory_iterator(history.root())) fs::remove_all(entry.path());
  write_content(content, history.root());
}

// `flushed`: with table files, and a write-ahead log that began after them.
void make_history(History& history, bool flushed) {
  const SystemClock clock;
  if (flushed) {
    require(create_station(history.root(), clock, {}).has_value(), "cannot make the log");
  }
  // With nothing written out: sorted indexes newer than the cut are another test's (index_test).
  std::optional<Station> station = (flushed ? open_station(history.root(), clock, {})
                                            : create_station(history.root(), clock, {}))
                                       .value();
  Ledger ledger;
  for (std::uint64_t i = 0; i < commits; ++i) {
    require_settles(*station, log::testing::all_events(station->events()), ledger.next_command(),
                    ledger);
    require(station->folder.signer().sign_now().has_value(), "cannot sign");
    const Content now = read_content(history.root());
    if (i == 0) history.wal = wal_in(now);
    history.ends.push_back(now.files.at(wal_in(now)).size());
    history.sizes.push_back(station->events().head().size);
    if (i + 1 == older_commits) history.older = now;
  }
  history.roots = roots_of(station->events());
  history.log_id = station->events().head().log_id;
  wait_anchored(history.root(), history.sizes.back());
  history.whole = read_content(history.root());
  station.reset();
  put_back(history, history.whole);
}

void anchor_at(const History& history, std::uint64_t size) {
  const fs::path anchor = paths_in(history.root()).anchor;
  fs::remove(log::Anchor::file_in(anchor));
  const auto made = log::Anchor::create(anchor, {history.log_id, size, history.roots[size]});
  require(made.has_value(), "cannot make an anchor");
}

void put_file(const History& history, const std::string& path, BytesView bytes) {
  Content one;
  one.files[path] = to_bytes(bytes);
  write_content(one, history.root());
}

// "intact 12", or the code of the refusal. Opens for reading: the files stay as they are.
std::string state_of(const History& history) {
  const auto events = log::open_log_read_only(paths_in(history.root()));
  if (!events) return events.error().code;
  const log::VerifyReport report = log::verify_log(**events);
  require(report.intact(), "opened, and not whole: {}",
          report.intact() ? "" : report.first.front().detail);
  require(report.size < history.roots.size() && report.root == history.roots[report.size],
          "opened with another history");
  return fmt::format("intact {}", report.size);
}

void require_state(const History& history, std::string_view wanted, std::string_view what) {
  const std::string found = state_of(history);
  require(found == wanted, "{}: {} instead of {}", what, found, wanted);
}

void cut_wal(const History& history, std::uint64_t length) {
  put_file(history, history.wal, BytesView(history.wal_bytes()).first(length));
}

// ---- T4: one function a class ----

// The operator reads both sizes in it.
void require_both_sizes_named(const History& history, std::uint64_t held) {
  const auto events = log::open_log_read_only(paths_in(history.root()));
  require(!events.has_value(), "opened behind its anchor");
  const std::string& detail = events.error().detail;
  const bool named =
      detail.find(fmt::format("holds {} events", held)) != std::string::npos &&
      detail.find(fmt::format("knows of {}", history.sizes.back())) != std::string::npos;
  require(named, "the refusal does not name both sizes: {}", detail);
}

void require_not_intact(const History& history, std::string_view what) {
  const std::string found = state_of(history);
  require(!found.starts_with("intact"), "{}: opened, {}", what, found);
}

void on_record_boundaries(const History& history) {
  for (std::size_t i = 0; i + 1 < history.ends.size(); ++i) {
    cut_wal(history, history.ends[i]);
    require_state(history, faults::behind_anchor, "cut on a record boundary");
    require_both_sizes_named(history, history.sizes[i]);
  }
}

void without_its_wal(const History& history) {
  fs::remove(history.root() / history.wal);
  require_not_intact(history, "write-ahead log removed");
}

void with_an_empty_wal(const History& history) {
  cut_wal(history, 0);
  require_not_intact(history, "write-ahead log emptied");
}

void with_its_older_folder(const History& history) {
  fs::remove_all(history.root() / "d");
  Content older;
  for (const auto& [path, bytes] : history.older.files) {
    if (path.starts_with("d/")) older.files[path] = bytes;
  }
  older.directories = history.older.directories;
  write_content(older, history.root());
  require_state(history, faults::behind_anchor, "older copy of the folder");
}

void with_its_older_wal(const History& history) {
  put_file(history, history.wal, history.older.files.at(history.wal));
  require_state(history, faults::behind_anchor, "older write-ahead log");
}

void without_its_current_file(const History& history) {
  fs::remove(history.root() / "d/log/CURRENT");
  require_state(history, faults::missing, "CURRENT removed");
}

// Its anchor went back with the folder: the signer's state has not.
void with_its_older_folder_and_anchor(const History& history) {
  with_its_older_folder(history);
  put_file(history, "d.anchor/log.anchor", history.older.files.at("d.anchor/log.anchor"));
  const SystemClock clock;
  const auto opened = log::LogFolder::open(paths_in(history.root()), clock);
  require(!opened.has_value(), "older folder and anchor: opened");
  require(opened.error().code == faults::behind_anchor, "older folder and anchor: {}",
          opened.error().code);
}

void with_the_anchor_of_another(const History& history) {
  const fs::path anchor = paths_in(history.root()).anchor;
  fs::remove(log::Anchor::file_in(anchor));
  const log::AnchorPoint other{log::testing::uuid_of(7), 1, history.roots[1]};
  require(log::Anchor::create(anchor, other).has_value(), "cannot make an anchor");
  require_state(history, faults::anchor_of_another, "anchor of another log");
}

// A power cut in the middle of an anchor's write leaves that copy torn. The other one is of the
// group before: nothing older is ever all there is.
void with_its_newest_anchor_torn(const History& history) {
  Bytes anchor = history.whole.files.at("d.anchor/log.anchor");
  const std::size_t half = anchor.size() / 2;
  const auto sequence = [&](std::size_t slot) {
    return read_u64(BytesView(anchor).subspan(slot + 16));
  };
  const std::size_t newest = sequence(0) > sequence(half) ? 0 : half;
  std::fill_n(anchor.begin() + static_cast<std::ptrdiff_t>(newest), 512, std::byte{0});
  put_file(history, "d.anchor/log.anchor", anchor);
  const auto read = log::Anchor::read(paths_in(history.root()).anchor);
  require(read.has_value() && read->has_value(), "newest anchor torn: no other one");
  require((*read)->size == history.sizes[commits - 2], "newest anchor torn: the other knows of {}",
          (*read)->size);
  require_state(history, fmt::format("intact {}", history.sizes.back()), "newest anchor torn");
}

}  // namespace

// Cut anywhere in what was acknowledged and anchored: refused. Cut inside the one group that the
// anchor had not reached: everything before it is there, whole.
void torn_tail(Run& run) {
  History history;
  make_history(history, false);
  require_state(history, fmt::format("intact {}", history.sizes.back()), "as it was");
  const std::uint64_t from = history.ends[commits - torn_commits - 1];
  const std::uint64_t end = history.wal_bytes().size();
  const std::uint64_t step = std::max<std::uint64_t>(1, (end - from) / run.rounds());
  for (std::uint64_t length = from; length < end; length += step) {
    cut_wal(history, length);
    require_state(history, faults::behind_anchor, fmt::format("cut at byte {}", length));
    run.round_done();
  }
  anchor_at(history, history.sizes[commits - 2]);
  const auto kept = fmt::format("intact {}", history.sizes[commits - 2]);
  for (std::uint64_t length = history.ends[commits - 2]; length < end; length += step) {
    cut_wal(history, length);
    require_state(history, kept, fmt::format("last group cut at byte {}", length));
    run.count("inside the group that was not anchored");
    run.round_done();
  }
}

void older_files(Run& run) {
  constexpr std::array classes = {on_record_boundaries,
                                  without_its_wal,
                                  with_an_empty_wal,
                                  with_its_older_folder,
                                  with_its_older_wal,
                                  without_its_current_file,
                                  with_its_older_folder_and_anchor,
                                  with_the_anchor_of_another};
  for (const bool flushed : {false, true}) {
    History history;
    make_history(history, flushed);
    for (const auto& damage : classes) {
      put_back(history, history.whole);
      damage(history);
      if (flushed) run.round_done();
      run.count("refused");
    }
    put_back(history, history.whole);
    with_its_newest_anchor_torn(history);
    if (flushed) run.round_done();
    run.count("opened with the anchor before");
  }
}

}  // namespace telaio::torture
