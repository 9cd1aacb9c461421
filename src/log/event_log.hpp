// SPDX-License-Identifier: EUPL-1.2
// The log: every fact, in one order, durable before it is acknowledged, with the proofs that it was
// never changed. This is the contract (design 5.1); the engines behind it are log/rocksdb (disk),
// log/memory (tests), later a distributed one. One contract suite (tests/contract) runs on all.
//
// The log knows bytes, streams and positions. Of a header it reads only the descriptors of the
// sealed parts, which it must agree with. All methods are thread-safe; reads block on disk and are
// called from a pool, never from a network thread.
#pragma once

#include <chrono>
#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "base/bytes.hpp"
#include "base/id.hpp"
#include "base/instant.hpp"
#include "base/result.hpp"
#include "crypto/digest.hpp"

namespace telaio::log {

// Index of an event in the whole log, from 0, without gaps, in commit order. Also its leaf index.
using Position = std::uint64_t;
// Index of an event in its stream, from 0.
using Version = std::uint64_t;

// One aggregate's stream. `kind` is a number of schema::StreamKind.
struct StreamId {
  std::uint16_t kind = 0;
  Uuid id;
  auto operator<=>(const StreamId&) const = default;
};

// ---- What is appended ----

// One event: the finished Header buffer and its sealed parts, in the order of the descriptors.
struct NewEvent {
  Bytes header;
  std::vector<Bytes> parts;
};

// What the caller believes of a stream. `exact` compares with the version of the last event.
enum class Expect : std::uint8_t { any, none, exists, exact };
struct Expectation {
  Expect kind = Expect::any;
  Version version = 0;  // Only for `exact`.

  static Expectation any() { return {Expect::any, 0}; }
  static Expectation none() { return {Expect::none, 0}; }
  static Expectation exists() { return {Expect::exists, 0}; }
  static Expectation exact(Version version) { return {Expect::exact, version}; }
  bool operator==(const Expectation&) const = default;
};

struct StreamWrite {
  StreamId stream;
  Expectation expected;
  std::vector<NewEvent> events;  // At least one.
};

// A read-only condition on a stream that the commit does not write.
struct Guard {
  StreamId stream;
  Expectation expected;
};

// What one command appends: all or nothing, for every reader and every past date too. Events are
// placed in the order of `writes`. A stream is written or guarded at most once.
struct Commit {
  CommandId command;
  crypto::Sha256
      request_hash{};  // Keyed digest of the request, made by app (log-and-evidence 7.2).
  std::vector<StreamWrite> writes;
  std::vector<Guard> guards;
  // Records that somebody reads, and must be there before the answer leaves: it may use the part of
  // the disk's reserve that is kept for such commits.
  bool access_record = false;
};

// ---- What an append answers ----

// Durable. The same for ever for this command id.
struct Appended {
  Position first = 0;
  Position last = 0;  // Inclusive.
  Instant recorded;
  bool duplicate = false;  // The command had been done before; nothing was appended now.
  bool operator==(const Appended&) const = default;
};
// An expectation on a written stream (Conflict) or on a guarded one (GuardFailed) does not hold.
// `current`: version of the stream's last event; nothing when the stream has none.
struct Conflict {
  StreamId stream;
  std::optional<Version> current;
};
struct GuardFailed {
  StreamId stream;
  std::optional<Version> current;
};
// The command id was used for another request.
struct CommandIdReused {
  Appended first_outcome;
};
// The commit cannot be accepted as it is: `code` is log.too_large, log.empty_commit,
// log.stream_repeated, log.header_malformed or log.parts_mismatch; `limit` the named limit's value.
struct Rejected {
  std::string code;
  std::uint64_t limit = 0;
};
// Too many commits wait, or the disk's reserve is reached: try later; nothing was appended.
struct Overloaded {
  std::string code;  // log.overloaded or log.disk_reserve
};
// The engine cannot tell whether the commit is durable: send the same command id again.
struct Indeterminate {
  std::string detail;
};

using AppendOutcome = std::variant<Appended, Conflict, GuardFailed, CommandIdReused, Rejected,
                                   Overloaded, Indeterminate>;
using AppendDone = std::function<void(AppendOutcome)>;

// ---- What is read ----

// One event as stored. `parts[i]` is absent once purged.
struct StoredEvent {
  Position position = 0;
  StreamId stream;
  Version version = 0;
  CommandId command;
  std::uint32_t place = 0;        // Place in its commit, from 0.
  std::uint32_t commit_size = 1;  // Events of its commit.
  Instant recorded;
  Bytes header;
  std::vector<std::optional<Bytes>> parts;

  bool ends_commit() const { return place + 1 == commit_size; }
  // Position of the last event of its commit.
  Position commit_end() const { return position + (commit_size - 1 - place); }
  bool operator==(const StoredEvent&) const = default;
};

// A read stops at whichever limit comes first, but returns at least one event if there is one.
struct ReadLimits {
  std::size_t events_max = 1'000;
  std::size_t bytes_max = std::size_t{4} << 20U;
  // False: every part of the events is absent. A fold needs headers alone, and is spared a lookup
  // per sealed part.
  bool parts = true;
};

struct Page {
  std::vector<StoredEvent> events;
  bool end = false;  // Nothing lies beyond the last event of this page, when it was read.
};

struct Head {
  std::uint64_t size = 0;  // Durable events.
  crypto::Sha256 root{};   // Of the whole tree; SHA-256 of nothing when empty.
  Uuid log_id;
  Instant last_recorded;  // Of the last event; the epoch when empty.
};

// A sealed part to purge: position of its event, number from 0.
struct PartRef {
  Position position = 0;
  std::uint32_t part = 0;
};

struct CommitLookup {
  std::optional<Appended> first_outcome;  // Nothing: not done, and not being done.
  bool request_differs = false;           // Done, but for another request: a reused id.
};

class EventLog {
 public:
  EventLog() = default;
  EventLog(const EventLog&) = delete;
  EventLog& operator=(const EventLog&) = delete;
  virtual ~EventLog() = default;

  // Takes the commit and returns at once; `done` is called exactly once, on a thread of the engine
  // (or on the caller's, for an answer known at once). It must not block. Nobody can undo an
  // append.
  virtual void append(Commit commit, AppendDone done) = 0;

  // What is known of a command, settled against appends under way. To be asked before deciding
  // (deciding a repeated command on the state it changed would refuse it), and after Indeterminate.
  virtual Result<CommitLookup, Fault> find_commit(const CommandId& command,
                                                  const crypto::Sha256& request_hash) = 0;

  virtual Result<Page, Fault> read_stream(const StreamId& stream, Version from,
                                          const ReadLimits& limits) const = 0;
  virtual Result<Page, Fault> read_all(Position from, const ReadLimits& limits) const = 0;
  // Version of the stream's last event; nothing when it has none.
  virtual Result<std::optional<Version>, Fault> stream_version(const StreamId& stream) const = 0;

  virtual Head head() const = 0;
  // True once an event at `position` is durable; false at the deadline. A wake-up, never a feed.
  virtual bool wait_past(Position position, std::chrono::milliseconds timeout) const = 0;
  // Position of the last event recorded at or before `instant`; nothing when there is none.
  virtual Result<std::optional<Position>, Fault> last_at(Instant instant) const = 0;

  // Removes ciphertexts; never a header or a proof. Absent parts are passed over.
  virtual Result<Done, Fault> purge_sealed(std::span<const PartRef> parts) = 0;

  // ---- Evidence (RFC 6962; the tree over the entries of docs/formats/leaf.md) ----
  // `size` and `position` are at most / less than head().size, and first <= size (asserted).
  virtual Result<crypto::Sha256, Fault> root_at(std::uint64_t size) const = 0;
  virtual Result<Bytes, Fault> entry(Position position) const = 0;  // 80 bytes.
  virtual Result<std::vector<crypto::Sha256>, Fault> inclusion_proof(Position position,
                                                                     std::uint64_t size) const = 0;
  virtual Result<std::vector<crypto::Sha256>, Fault> consistency_proof(
      std::uint64_t first, std::uint64_t size) const = 0;
};

// Appends and waits for the outcome: for tools and tests, never on a network thread.
AppendOutcome append_and_wait(EventLog& events, Commit commit);

}  // namespace telaio::log
