// SPDX-License-Identifier: EUPL-1.2
// Believes nothing and computes everything again: part hashes, commitments, leaves, the stored
// tree, the root, the order of frames, and both indexes in both directions. Names the first broken
// position, and goes on where it can, so that one damaged event does not hide how the rest is.
//
// Works on any StoredLog, best on one opened for reading. It shows that the log is what was signed;
// that a header says something true, nobody can compute.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "log/stored_log.hpp"
#include "log/tree/checkpoint.hpp"

namespace telaio::log {

enum class FindingKind : std::uint8_t {
  unreadable,       // The event could not be read at all.
  frame_wrong,      // Its place in stream, commit or time does not follow from the event before.
  part_missing,     // A sealed part is not there, and no destroyed key explains it.
  part_altered,     // A sealed part is not the one its header describes.
  leaf_differs,     // The event is not the one the tree was built over.
  tree_differs,     // A stored hash is not what its leaves give.
  root_differs,     // The computed root is not the log's, or not the signed one.
  stream_index,     // The stream index does not say what the events say.
  command_index,    // The command index does not say what the commits say.
  checkpoint_ahead  // A checkpoint kept elsewhere knows of events that are not there.
};

struct Finding {
  FindingKind kind = FindingKind::unreadable;
  std::optional<Position> position;   // Where, if it is one place.
  std::optional<std::uint32_t> part;  // Of the event at `position`.
  std::string detail;                 // In English, without personal data.
};

// Stable code of a finding, "log.part_missing".
std::string_view code_of(FindingKind kind);

// Whether an absent part of the event was purged on purpose: a SubjectKeyDestroyed of the log names
// its key. The log reads no facts, so whoever verifies hands this in (app/destroyed_keys.hpp).
using PurgedOnPurpose = std::function<bool(const StoredEvent& event, std::uint32_t part)>;

struct VerifyReport {
  std::uint64_t size = 0;      // Of the log.
  crypto::Sha256 root{};       // Computed, when the whole log was read; else the log's.
  std::uint64_t events = 0;    // Verified.
  std::uint64_t parts = 0;     // Verified.
  std::uint64_t purged = 0;    // Absent on purpose; covered by the leaf all the same.
  std::uint64_t findings = 0;  // All of them; the list below is bounded.
  std::vector<Finding> first;  // In the order they were found, at most findings_listed_max.

  bool intact() const { return findings == 0; }
  // The lowest position of a listed finding.
  std::optional<Position> first_broken() const;
};

inline constexpr std::size_t findings_listed_max = 100;
// So many events are one thread's next piece of work: a tile of leaves sixteen times over.
inline constexpr std::uint64_t verify_chunk_events = 4'096;
inline constexpr unsigned verify_threads = 2;

struct VerifyOptions {
  // Called now and then with the number of events read and to be read.
  std::function<void(std::uint64_t done, std::uint64_t total)> progress;
  // Heads that somebody kept elsewhere (a checkpoint, the anchor): the log must have each as a
  // prefix. The origin says whose it is.
  std::vector<tree::Checkpoint> held;
  // None: every absent part is a finding. Never called twice at once.
  PurgedOnPurpose purged;
  // Verifying the whole log; one where people are being served meanwhile. At least one.
  unsigned threads = verify_threads;
  // At least one. Tests make it small.
  std::uint64_t chunk_events = verify_chunk_events;
};

// Everything.
VerifyReport verify_log(const StoredLog& log, const VerifyOptions& options = {});
// Events [from, to]: themselves and their leaves in the stored tree; `to` beyond the end is cut.
VerifyReport verify_range(const StoredLog& log, Position from, Position to,
                          const VerifyOptions& options = {});
// The events of one stream, and that the index lists them without a gap.
VerifyReport verify_stream(const StoredLog& log, const StreamId& stream,
                           const VerifyOptions& options = {});

}  // namespace telaio::log
