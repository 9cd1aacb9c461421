// SPDX-License-Identifier: EUPL-1.2
// What the log's contract says must happen, told again in the plainest way: maps and counters, no
// groups, no cache, no index. The simulation compares every answer and every stored byte with it.
#pragma once

#include <functional>
#include <map>
#include <vector>

#include "log/event_log.hpp"
#include "log/frame.hpp"
#include "log/group_commit.hpp"
#include "log/tree/frontier.hpp"

namespace telaio::torture {

class Model {
 public:
  // One event as it must be stored.
  struct Event {
    Bytes record;  // Frame and header.
    std::vector<Bytes> parts;
  };

  // What the commit must be answered; when it is accepted the model holds it, until undone.
  log::AppendOutcome judge(const log::Commit& commit, Instant now, log::DiskRoom room);
  // What was judged since the last of these is durable, or is as if it had never been.
  void settle();
  void undo();

  // Of the judged and not yet settled events, in their order.
  const std::vector<Event>& unsettled() const { return events_; }
  std::uint64_t size() const { return frontier_.size(); }
  crypto::Sha256 root() const { return frontier_.root(); }
  std::optional<log::Version> version_of(const log::StreamId& stream) const;

 private:
  struct Known {
    crypto::Sha256 request{};
    log::Appended outcome;
  };

  std::optional<log::AppendOutcome> refusal_of(const log::Commit& commit) const;
  log::Appended accept(const log::Commit& commit, Instant now);

  std::map<log::StreamId, std::uint64_t> counts_;  // Events of each stream.
  std::map<CommandId, Known> commands_;
  Instant last_recorded_;
  log::tree::Frontier frontier_;
  std::vector<Event> events_;
  // To undo: what was before, newest last.
  std::vector<std::function<void()>> undo_;
  Instant settled_recorded_;
  log::tree::Frontier settled_frontier_;
};

// The same answer, whatever a human would print of it.
bool same_outcome(const log::AppendOutcome& a, const log::AppendOutcome& b);

}  // namespace telaio::torture
