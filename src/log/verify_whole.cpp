// SPDX-License-Identifier: EUPL-1.2
// Verification of everything: one pass over the events, in runs, and one over each index beside it.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <deque>
#include <future>
#include <limits>
#include <mutex>

#include "crypto/random.hpp"
#include "log/tree/frontier.hpp"
#include "log/verify_chunk.hpp"

namespace telaio::log {
namespace {

Frame before_the_first() {
  Frame frame;
  frame.recorded = Instant::from_micros(std::numeric_limits<std::int64_t>::min());
  return frame;
}

// Joins the runs of events in the order of the log: neighbours, tree, indexes. Runs are verified on
// threads of their own; everything here happens on the caller's.
class WholeLog {
 public:
  WholeLog(const StoredLog& log, const VerifyOptions& options, VerifyReport& report)
      : log_(log),
        options_(options),
        report_(report),
        findings_(report),
        copied_(log.copied()),
        empty_(crypto::SipKey(crypto::random_bytes<16>()), copied_),
        expected_(empty_) {
    if (options_.purged) {
      options_.purged = [this, &options](const StoredEvent& event, std::uint32_t part) {
        const std::lock_guard lock(purged_);
        return options.purged(event, part);
      };
    }
  }

  void run() {
    const Head head = log_.head();
    check_held(0);
    auto indexed = std::async(std::launch::deferred, [&] { return scan(); });
    if (options_.threads > 1) indexed = std::async(std::launch::async, [&] { return scan(); });
    verify_events(head.size, indexed);
    check_root(head);
    check_indexes(indexed.get(), head.size);
  }

 private:
  // What the indexes hold.
  struct Indexed {
    explicit Indexed(const IndexSums& empty) : sums(empty) {}

    IndexSums sums;
    VerifyReport report;
    std::uint64_t events = 0;            // In the index of streams.
    std::uint64_t committed = 0;         // Events of the commits in the other.
    bool copies_name_themselves = true;  // Each copy is of the stream and version it stands under.
  };
  using Indexing = std::future<Indexed>;
  using Chunks = std::deque<std::future<VerifiedChunk>>;

  // As many runs at once as there are threads; the indexes take one of them as long as they need.
  void verify_events(std::uint64_t size, const Indexing& indexed) {
    Chunks chunks;
    Position next = 0;
    const auto fill = [&] {
      const bool scanning = options_.threads > 1 &&
                            indexed.wait_for(std::chrono::seconds(0)) != std::future_status::ready;
      const std::size_t room = options_.threads - (scanning ? 1 : 0);
      while (chunks.size() < room && next < size) {
        const Position end = std::min(size, next + options_.chunk_events);
        const auto policy = options_.threads > 1 ? std::launch::async : std::launch::deferred;
        chunks.push_back(std::async(
            policy, [this, next, end] { return verify_chunk(log_, next, end, empty_, options_); }));
        next = end;
      }
    };
    for (fill(); !chunks.empty(); fill()) {
      VerifiedChunk chunk = chunks.front().get();
      chunks.pop_front();
      fill();
      join(std::move(chunk));
      if (options_.progress) options_.progress(chunk.end, size);
    }
  }

  void join(VerifiedChunk&& chunk) {
    if (before_ && chunk.first_frame) {
      check_follows(*before_, *chunk.first_frame, chunk.first, report_);
    }
    before_ = chunk.last_frame;
    complete_ = complete_ && chunk.complete;
    expected_.add(chunk.sums);
    add_findings(report_, std::move(chunk.report));
    for (std::size_t i = 0; i < chunk.leaves.size(); ++i) {
      add_leaf(chunk.first + i, chunk.leaves[i]);
    }
  }

  void add_leaf(Position position, const tree::Hash& leaf) {
    if (frontier_.size() != position) return;  // A leaf before it could not be had.
    completed_.clear();
    frontier_.append(leaf, completed_);
    for (const tree::TileHash& computed : completed_) {
      if (computed.level == 0) continue;
      const auto stored = log_.hashes(computed.level, computed.index, 1);
      if (stored && (*stored)[0] == computed.hash) continue;
      findings_.add(FindingKind::tree_differs, position,
                    fmt::format("tile level {}, hash {}", computed.level, computed.index));
    }
    if (!options_.held.empty()) check_held(frontier_.size());
  }

  void check_held(std::uint64_t size) {
    for (const tree::Checkpoint& held : options_.held) {
      if (held.size != size || held.root == frontier_.root()) continue;
      findings_.add(FindingKind::root_differs, std::nullopt,
                    fmt::format("the first {} events have root {}, {} says {}", size,
                                to_base64(frontier_.root()), held.origin, to_base64(held.root)));
    }
  }

  void check_root(const Head& head) {
    for (const tree::Checkpoint& held : options_.held) {
      if (held.size <= head.size) continue;
      findings_.add(FindingKind::checkpoint_ahead, std::nullopt,
                    fmt::format("the log holds {} events, {} knows of {}", head.size, held.origin,
                                held.size));
    }
    const bool whole = frontier_.size() == head.size;
    report_.root = whole ? frontier_.root() : head.root;
    if (whole && frontier_.root() == head.root) return;
    if (whole || complete_) {
      findings_.add(FindingKind::root_differs, std::nullopt,
                    fmt::format("computed {}, the log says {}", to_base64(frontier_.root()),
                                to_base64(head.root)));
    }
  }

  Indexed scan() const {
    Indexed indexed(empty_);
    Findings findings(indexed.report);
    StreamId stream;
    Version next = 0;
    const auto streams = log_.scan_streams([&](const IndexedEvent& entry) {
      if (entry.stream != stream) next = 0;
      if (entry.version != next) {
        findings.add(FindingKind::stream_index, entry.position,
                     fmt::format("stream {}-{}: version {} follows version {}", entry.stream.kind,
                                 to_string(entry.stream.id), entry.version,
                                 static_cast<std::int64_t>(next) - 1));
      }
      stream = entry.stream;
      next = entry.version + 1;
      ++indexed.events;
      const bool copied = entry.position < copied_;
      indexed.sums.add_event(entry, copied ? crypto::sha256(entry.record) : crypto::Sha256{});
      if (copied) {
        const auto copy = read_frame(entry.record);
        const bool of_this = copy && copy->stream == stream && copy->version == entry.version;
        indexed.copies_name_themselves = indexed.copies_name_themselves && of_this;
      }
      return true;
    });
    if (!streams) findings.add(FindingKind::stream_index, std::nullopt, streams.error().detail);
    const auto commands =
        log_.scan_commands([&](const CommandId& command, const CommandRecord& record) {
          indexed.committed += record.count;
          indexed.sums.add_command(command, record.first, record.count, record.recorded);
          return true;
        });
    if (!commands) findings.add(FindingKind::command_index, std::nullopt, commands.error().detail);
    return indexed;
  }

  void check_indexes(Indexed indexed, std::uint64_t size) {
    add_findings(report_, std::move(indexed.report));
    // What could not be read cannot be compared as a sum; entry by entry it still can.
    const bool streams_agree = complete_ && indexed.events == size &&
                               indexed.copies_name_themselves &&
                               indexed.sums.same_streams(expected_);
    if (!streams_agree) find_stream_differences(size);
    const bool sums_differ = complete_ && !indexed.sums.same_commands(expected_);
    if (indexed.committed != size || sums_differ) find_command_differences();
  }

  // Slow, and only after the sums differed: which entries are wrong, and which events have none.
  void find_stream_differences(std::uint64_t size) {
    std::vector<bool> named(static_cast<std::size_t>(size));
    const auto scanned = log_.scan_streams([&](const IndexedEvent& entry) {
      const Position at = entry.position;
      named[static_cast<std::size_t>(at)] = true;
      const auto page = log_.read_all(at, {.events_max = 1});
      if (!page || page->events.empty()) return true;  // Named as unreadable already.
      const StoredEvent& event = page->events.front();
      if (event.stream != entry.stream || event.version != entry.version) {
        findings_.add(FindingKind::stream_index, at,
                      fmt::format("the index says stream {}-{} version {}, the event says "
                                  "stream {}-{} version {}",
                                  entry.stream.kind, to_string(entry.stream.id), entry.version,
                                  event.stream.kind, to_string(event.stream.id), event.version));
      } else if (at < copied_ && !std::ranges::equal(entry.record, record_bytes(event))) {
        findings_.add(FindingKind::stream_index, at,
                      "the copy in the index of streams is not the event");
      }
      return true;
    });
    if (!scanned) return;
    for (Position at = 0; at < size; ++at) {
      if (named[static_cast<std::size_t>(at)]) continue;
      findings_.add(FindingKind::stream_index, at, "the event is not in the index of its stream");
    }
  }

  void find_command_differences() {
    std::uint64_t wrong = 0;
    const auto scanned =
        log_.scan_commands([&](const CommandId& command, const CommandRecord& record) {
          const auto page = log_.read_all(record.first, {.events_max = 1});
          if (!page || page->events.empty()) return true;
          const StoredEvent& event = page->events.front();
          const bool agrees = event.command == command && event.place == 0 &&
                              event.commit_size == record.count &&
                              event.recorded == record.recorded;
          if (agrees) return true;
          ++wrong;
          findings_.add(FindingKind::command_index, record.first,
                        fmt::format("the index of command {} does not describe the commit there",
                                    to_string(command)));
          return true;
        });
    if (scanned && wrong == 0) {
      findings_.add(FindingKind::command_index, std::nullopt, "a commit is not in the index");
    }
  }

  const StoredLog& log_;
  VerifyOptions options_;
  VerifyReport& report_;
  Findings findings_;
  const Position copied_;  // As it was at the beginning.
  const IndexSums empty_;
  IndexSums expected_;
  std::mutex purged_;
  // Of the last event, if it could be read; before the first stands a commit that is whole.
  std::optional<Frame> before_ = before_the_first();
  bool complete_ = true;  // Every event could be read.
  tree::Frontier frontier_;
  std::vector<tree::TileHash> completed_;
};

}  // namespace

VerifyReport verify_log(const StoredLog& log, const VerifyOptions& options) {
  VerifyReport report = begin_report(log);
  WholeLog(log, options, report).run();
  return report;
}

}  // namespace telaio::log
