// SPDX-License-Identifier: EUPL-1.2
// A run of events verified by itself, on whatever thread: frames, parts, leaves. What touches its
// neighbours, the tree and the indexes is left to verify_whole.cpp, which puts the runs together in
// the order of the log.
#pragma once

#include "log/frame.hpp"
#include "log/verify_events.hpp"
#include "log/verify_sums.hpp"

namespace telaio::log {

struct VerifiedChunk {
  VerifiedChunk(Position from, Position to, IndexSums empty)
      : first(from), end(to), sums(std::move(empty)) {}

  Position first;
  Position end;
  VerifyReport report;   // Of these events alone.
  bool complete = true;  // Every event could be read.
  // Of the first and the last event; nothing where it could not be read.
  std::optional<Frame> first_frame;
  std::optional<Frame> last_frame;
  // As computed; the stored one of an event that cannot be read. Ends before the first that could
  // not be had either way.
  std::vector<tree::Hash> leaves;
  IndexSums sums;  // What the indexes must say of these events.
};

// Events [first, end), all below the head. `sums` is empty; `options.progress` is not called.
VerifiedChunk verify_chunk(const StoredLog& log, Position first, Position end, IndexSums sums,
                           const VerifyOptions& options);

// Whether the frame of the event at `position` can follow the one of the event before it.
void check_follows(const Frame& before, const Frame& frame, Position position,
                   VerifyReport& report);

}  // namespace telaio::log
