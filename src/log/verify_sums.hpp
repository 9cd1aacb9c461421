// SPDX-License-Identifier: EUPL-1.2
// What an index must hold, as sums of keyed digests: one side is added up from the events, in any
// order and on any number of threads, the other from the index itself. Not thread-safe; each thread
// has its own, added together at the end.
#pragma once

#include "log/multiset_hash.hpp"
#include "log/stored_log.hpp"

namespace telaio::log {

class IndexSums {
 public:
  // Only sums under one key compare. The index of streams copies the events before `copied`.
  IndexSums(const crypto::SipKey& key, Position copied)
      : copied_(copied), streams_(key), commands_(key) {}

  // `record_hash` is the SHA-256 of frame and header, of the event or of the index's copy. Where
  // the index keeps a copy, that is compared, and it says stream and version too.
  void add_event(const IndexedEvent& event, const crypto::Sha256& record_hash) {
    element_.clear();
    append_u64(element_, event.position);
    if (event.position < copied_) {
      append(element_, record_hash);
    } else {
      append_u16(element_, event.stream.kind);
      append(element_, event.stream.id.view());
      append_u64(element_, event.version);
    }
    streams_.add(element_);
  }

  void add_command(const CommandId& command, Position first, std::uint32_t count,
                   Instant recorded) {
    element_.clear();
    append(element_, command.view());
    append_u64(element_, first);
    append_u32(element_, count);
    append_u64(element_, static_cast<std::uint64_t>(recorded.micros()));
    commands_.add(element_);
  }

  void add(const IndexSums& other) {
    streams_.add(other.streams_);
    commands_.add(other.commands_);
  }

  bool same_streams(const IndexSums& other) const { return streams_ == other.streams_; }
  bool same_commands(const IndexSums& other) const { return commands_ == other.commands_; }

 private:
  Position copied_;
  MultisetHash streams_;
  MultisetHash commands_;
  Bytes element_;  // Reused.
};

}  // namespace telaio::log
