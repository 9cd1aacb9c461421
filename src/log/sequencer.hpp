// SPDX-License-Identifier: EUPL-1.2
// Order. The sequencer takes prepared commits one at a time, judges them against what the log
// holds, and gives those it accepts their positions, frames and leaves. Every engine uses it, so
// all engines answer alike and store the same bytes. It writes nothing: what it accepts is
// collected in a Group, which the engine makes durable as one write before anybody is told.
//
// Not thread-safe: one thread owns it.
#pragma once

#include <unordered_map>
#include <vector>

#include "base/instant.hpp"
#include "base/result.hpp"
#include "log/event_log.hpp"
#include "log/frame.hpp"
#include "log/prepared_commit.hpp"
#include "log/tree/frontier.hpp"
#include "log/version_cache.hpp"

namespace telaio::log {

// What is kept for ever of a command that was done.
struct CommandRecord {
  crypto::Sha256 request_hash{};
  Position first = 0;
  std::uint32_t count = 0;
  Instant recorded;

  Appended outcome(bool duplicate) const { return {first, first + count - 1, recorded, duplicate}; }
  bool operator==(const CommandRecord&) const = default;
};

// Events of one stream that one commit appended: they follow each other in the stream and in the
// log.
struct StreamRun {
  StreamId stream;
  Version version = 0;  // Of its first event.
  Position first = 0;
  std::uint32_t count = 0;

  bool operator==(const StreamRun&) const = default;
};

struct SealedPart {
  PartRef ref;
  Bytes bytes;
};

// What one durable write adds to the log. Reused: clear() keeps the memory.
struct Group {
  Position first = 0;               // Position of its first event.
  Bytes records;                    // Frame and header of every event, each padded to 8 bytes.
  std::vector<std::size_t> starts;  // Where each record starts in `records`.
  std::vector<SealedPart> parts;
  std::vector<StreamRun> runs;
  std::vector<std::pair<CommandId, CommandRecord>> commands;
  std::vector<tree::TileHash> hashes;  // Of the tree, to be stored.

  std::size_t events() const { return starts.size(); }
  void clear(Position next);
};

// What the log holds durably, asked by the sequencer.
class SequencerMemory {
 public:
  SequencerMemory() = default;
  SequencerMemory(const SequencerMemory&) = default;
  SequencerMemory& operator=(const SequencerMemory&) = default;
  virtual ~SequencerMemory() = default;

  virtual Result<std::optional<CommandRecord>, Fault> command(const CommandId& id) const = 0;
  virtual Result<std::optional<Version>, Fault> last_version(const StreamId& stream) const = 0;
};

class Sequencer {
 public:
  // `memory` outlives the sequencer; `frontier` and `last_recorded` are those of the whole log.
  Sequencer(const SequencerMemory& memory, const tree::Frontier& frontier, Instant last_recorded);

  // Judges one commit. If it is accepted, its events are in `group` and the outcome is Appended;
  // the outcome may be told to the caller only when the group is durable, and so may a refusal: it
  // can rest on a commit of the same group. A fault means the memory could not be read: nothing
  // changed.
  Result<AppendOutcome, Fault> add(PreparedCommit prepared, Instant now, Group& group);

  // The group is durable: from now on the memory knows what was in it.
  void group_done();

  std::uint64_t size() const { return frontier_.size(); }
  crypto::Sha256 root() const { return frontier_.root(); }
  Instant last_recorded() const { return last_recorded_; }

 private:
  Result<std::optional<CommandRecord>, Fault> find_command(const CommandId& id) const;
  Result<std::optional<Version>, Fault> find_version(const StreamId& stream);
  // Nothing when the commit is accepted; then next_versions_ says where each write goes.
  Result<std::optional<AppendOutcome>, Fault> refusal_of(const Commit& commit);
  Appended place(PreparedCommit& prepared, Instant now, Group& group);
  void place_event(NewEvent& event, Frame frame, const crypto::Sha256& commitment, Group& group);

  const SequencerMemory& memory_;
  tree::Frontier frontier_;
  Instant last_recorded_;
  VersionCache versions_;  // Durable versions only.
  // What this group adds, before the memory knows it.
  std::unordered_map<CommandId, CommandRecord> group_commands_;
  std::unordered_map<StreamId, Version, StreamIdHash> group_versions_;
  std::vector<Version> next_versions_;  // Scratch of one add(): one for each write.
};

}  // namespace telaio::log
