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

class StoredLog : public EventLog, public tree::HashSource {
 public:
  // Every entry of the index, in its order: streams by kind, id and version; commands by id. A
  // callback that returns false ends the scan. Entries beyond the head are left out.
  virtual Result<Done, Fault> scan_streams(
      const std::function<bool(const StreamRun&)>& visit) const = 0;
  virtual Result<Done, Fault> scan_commands(
      const std::function<bool(const CommandId&, const CommandRecord&)>& visit) const = 0;
};

}  // namespace telaio::log
