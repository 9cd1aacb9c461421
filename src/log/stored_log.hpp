// SPDX-License-Identifier: EUPL-1.2
// What an engine lets verification and tiles see beyond the contract: its indexes as they are
// stored, and the tree's stored hashes. Both engines give it; nothing that serves people needs it
// but the tiles.
#pragma once

#include <functional>

#include "log/event_log.hpp"
#include "log/sequencer.hpp"
#include "log/tree/hash_source.hpp"

namespace telaio::log {

// An entry of the index of streams.
struct IndexedEvent {
  StreamId stream;
  Version version = 0;
  Position position = 0;
  BytesView record;  // The index's own copy of frame and header; empty where it keeps none.
};

class StoredLog : public EventLog, public tree::HashSource {
 public:
  // Every entry of the index: streams in order of kind, id and version, commands in any order. A
  // callback that returns false ends the scan. Entries beyond the head are left out.
  virtual Result<Done, Fault> scan_streams(
      const std::function<bool(const IndexedEvent&)>& visit) const = 0;
  // The index of streams keeps a copy of the record of every event before this position.
  virtual Position copied() const = 0;
  virtual Result<Done, Fault> scan_commands(
      const std::function<bool(const CommandId&, const CommandRecord&)>& visit) const = 0;
};

}  // namespace telaio::log
