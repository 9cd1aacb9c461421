// SPDX-License-Identifier: EUPL-1.2
// What happens to one group of commits, in which order: judge each, make all that was accepted
// durable with one write, move the anchor, publish the head, and only then answer anybody. Refusals
// are answered after the write too, for they may rest on a commit of the same group.
//
// Without threads, queue or disk of its own: the engine's committer runs it on its thread over
// RocksDB, the simulation (tests/torture/simulation) over a disk that forgets, step by step. Not
// thread-safe.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "base/clock.hpp"
#include "log/anchor.hpp"
#include "log/published_head.hpp"
#include "log/sequencer.hpp"

namespace telaio::log {

// A commit that waits for its outcome.
struct CommitRequest {
  PreparedCommit prepared;
  AppendDone done;
};

// An outcome that may be told.
struct CommitAnswer {
  CommandId command;
  AppendDone done;
  AppendOutcome outcome;
};

// For which commits the disk has room.
enum class DiskRoom : std::uint8_t { none, access_records, all };

class GroupCommit {
 public:
  // What the group is written with. Called in this order, once each per group that appends.
  struct Ports {
    // The other appends are answered log.disk_reserve. Asked once per group, whatever is in it.
    std::function<DiskRoom()> disk_room;
    // Durable when it returns; after a fault nothing is known about what is on disk.
    std::function<Result<Done, Fault>(const Group&, const Head&)> write;
    // Waits until the anchor of the group before is durable. With it, only this group is not
    // anchored yet when it is answered.
    std::function<void()> wait_anchored;
    // Begins to write the anchor of this group.
    std::function<void(const AnchorPoint&)> anchor;
    // Gives the answers out.
    std::function<void(std::vector<CommitAnswer>&)> tell;
  };

  // The references outlive it. `frontier` is that of the whole log.
  GroupCommit(const SequencerMemory& memory, const tree::Frontier& frontier, PublishedHead& head,
              const Clock& clock, Ports ports);

  // Takes all requests. After a fault nobody was answered, and nothing more may be acknowledged:
  // the process ends.
  Result<Done, Fault> commit(std::vector<CommitRequest>& requests);

 private:
  AppendOutcome sequence(PreparedCommit prepared, DiskRoom room);
  AppendOutcome known_or_overloaded(const Commit& commit) const;
  Result<Done, Fault> make_durable();

  const SequencerMemory& memory_;
  PublishedHead& head_;
  const Clock& clock_;
  const Uuid log_id_;
  Ports ports_;
  Sequencer sequencer_;
  Group group_;
  std::vector<CommitAnswer> answers_;
};

}  // namespace telaio::log
