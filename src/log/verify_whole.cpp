// SPDX-License-Identifier: EUPL-1.2
// Verification of everything, in one pass over the events and one over each index.
#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "crypto/random.hpp"
#include "log/multiset_hash.hpp"
#include "log/tree/frontier.hpp"
#include "log/verify_events.hpp"

namespace telaio::log {
namespace {

Bytes stream_element(const StreamId& stream, Version version, Position position) {
  Bytes bytes;
  append_u16(bytes, stream.kind);
  append(bytes, stream.id.view());
  append_u64(bytes, version);
  append_u64(bytes, position);
  return bytes;
}

Bytes copy_element(Position position, BytesView record) {
  Bytes bytes;
  append_u64(bytes, position);
  append(bytes, record);
  return bytes;
}

Bytes command_element(const CommandId& command, Position first, std::uint32_t count,
                      Instant recorded) {
  Bytes bytes;
  append(bytes, command.view());
  append_u64(bytes, first);
  append_u32(bytes, count);
  append_u64(bytes, static_cast<std::uint64_t>(recorded.micros()));
  return bytes;
}

// Follows the whole log: frames, leaves, tree, indexes.
class WholeLog {
 public:
  WholeLog(const StoredLog& log, const VerifyOptions& options, VerifyReport& report)
      : log_(log),
        options_(options),
        report_(report),
        findings_(report),
        key_(crypto::random_bytes<16>()),
        streams_(key_),
        commands_(key_),
        copies_(key_) {}

  void run() {
    const Head head = log_.head();
    copied_ = log_.copied();
    check_held(0);
    for_each_event(
        log_, 0, head.size, report_, options_, [&](const StoredEvent& event) { visit(event); },
        [&](Position position) { skip(position); });
    check_root(head);
    check_streams(head.size);
    check_commands(head.size);
  }

 private:
  void visit(const StoredEvent& event) {
    check_frame(event);
    streams_.add(stream_element(event.stream, event.version, event.position));
    if (event.place == 0) {
      commands_.add(
          command_element(event.command, event.position, event.commit_size, event.recorded));
    }
    const Bytes record = record_bytes(event);
    if (event.position < copied_) copies_.add(copy_element(event.position, record));
    const auto leaf = check_event(event, record, report_, options_);
    if (!leaf) return skip(event.position);
    check_stored_leaf_in_row(event.position, *leaf);
    add_leaf(event.position, *leaf);
    before_ = {event.position, event.command, event.place, event.commit_size, event.recorded, true};
  }

  // An event that cannot be read has a leaf all the same: with the stored one the tree goes on.
  void skip(Position position) {
    complete_ = false;
    before_.known = false;
    const auto stored = log_.hashes(0, position, 1);
    if (stored) add_leaf(position, (*stored)[0]);
  }

  void check_frame(const StoredEvent& event) {
    const auto wrong = [&](std::string_view what) {
      findings_.add(FindingKind::frame_wrong, event.position,
                    fmt::format("{} (stream {}-{}, recorded {})", what, event.stream.kind,
                                to_string(event.stream.id), to_string(event.recorded)));
    };
    if (!before_.known) return;
    const bool continues = before_.place + 1 < before_.commit_size;
    if (!continues && event.place != 0) wrong("a commit begins in its middle");
    if (continues &&
        (event.command != before_.command || event.place != before_.place + 1 ||
         event.commit_size != before_.commit_size || event.recorded != before_.recorded)) {
      wrong("a commit is not whole");
    }
    if (event.recorded < before_.recorded) wrong("recorded before the event before it");
  }

  void check_stored_leaf_in_row(Position position, const tree::Hash& leaf) {
    // One tile of leaf hashes at a time.
    if (position < row_first_ || position >= row_first_ + row_.size()) {
      row_first_ = position / tree::tile_width * tree::tile_width;
      const auto count = std::min(log_.head().size - row_first_, tree::tile_width);
      auto row = log_.hashes(0, row_first_, static_cast<std::size_t>(count));
      if (!row) {
        row_.clear();
        return check_stored_leaf(log_, position, leaf, report_);
      }
      row_ = std::move(*row);
    }
    if (row_[position - row_first_] == leaf) return;
    findings_.add(FindingKind::leaf_differs, position,
                  "the event is not the one the tree was built over");
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
    check_held(frontier_.size());
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

  void check_streams(std::uint64_t size) {
    MultisetHash indexed(key_);
    MultisetHash copied(key_);
    std::uint64_t events = 0;
    StreamId stream;
    Version next = 0;
    const auto scanned = log_.scan_streams([&](const IndexedEvent& entry) {
      if (entry.stream != stream) next = 0;
      if (entry.version != next) {
        findings_.add(FindingKind::stream_index, entry.position,
                      fmt::format("stream {}-{}: version {} follows version {}", entry.stream.kind,
                                  to_string(entry.stream.id), entry.version,
                                  static_cast<std::int64_t>(next) - 1));
      }
      stream = entry.stream;
      next = entry.version + 1;
      ++events;
      indexed.add(stream_element(entry.stream, entry.version, entry.position));
      if (entry.position < copied_) copied.add(copy_element(entry.position, entry.record));
      return true;
    });
    if (!scanned) findings_.add(FindingKind::stream_index, std::nullopt, scanned.error().detail);
    // What could not be read cannot be compared as a sum; entry by entry it still can.
    const bool agree = events == size && indexed == streams_ && copied == copies_;
    if (!complete_ || !agree) find_stream_differences(size);
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

  void check_commands(std::uint64_t size) {
    MultisetHash indexed(key_);
    std::uint64_t events = 0;
    const auto scanned =
        log_.scan_commands([&](const CommandId& command, const CommandRecord& record) {
          events += record.count;
          indexed.add(command_element(command, record.first, record.count, record.recorded));
          return true;
        });
    if (!scanned) findings_.add(FindingKind::command_index, std::nullopt, scanned.error().detail);
    const bool sums_differ = complete_ && !(indexed == commands_);
    if (events != size || sums_differ) find_command_differences();
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

  struct Before {
    Position position = 0;
    CommandId command;
    std::uint32_t place = 0;
    std::uint32_t commit_size = 1;
    Instant recorded = Instant::from_micros(std::numeric_limits<std::int64_t>::min());
    bool known = true;  // Before the first event stands a commit that is whole.
  };

  const StoredLog& log_;
  const VerifyOptions& options_;
  VerifyReport& report_;
  Findings findings_;
  const crypto::SipKey key_;
  MultisetHash streams_;
  MultisetHash commands_;
  MultisetHash copies_;  // The records that the index of streams keeps again.
  Position copied_ = 0;
  Before before_;
  bool complete_ = true;  // Every event could be read.
  tree::Frontier frontier_;
  std::vector<tree::TileHash> completed_;
  std::vector<tree::Hash> row_;  // Stored leaf hashes from row_first_ on.
  Position row_first_ = 0;
};

}  // namespace

VerifyReport verify_log(const StoredLog& log, const VerifyOptions& options) {
  VerifyReport report = begin_report(log);
  WholeLog(log, options, report).run();
  return report;
}

}  // namespace telaio::log
