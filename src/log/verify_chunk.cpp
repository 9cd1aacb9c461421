// SPDX-License-Identifier: EUPL-1.2
#include "log/verify_chunk.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace telaio::log {
namespace {

class Chunk {
 public:
  Chunk(const StoredLog& log, VerifiedChunk& verified, const VerifyOptions& options)
      : log_(log), verified_(verified), options_(options) {
    verified_.leaves.reserve(static_cast<std::size_t>(verified_.end - verified_.first));
  }

  void visit(const StoredEvent& event) {
    put_record(event, record_);
    const Frame frame = *read_frame(record_);
    if (event.position == verified_.first) verified_.first_frame = frame;
    if (verified_.last_frame) {
      check_follows(*verified_.last_frame, frame, event.position, verified_.report);
    }
    verified_.last_frame = frame;
    const crypto::Sha256 record_hash = crypto::sha256(record_);
    verified_.sums.add_event({event.stream, event.version, event.position, record_}, record_hash);
    if (event.place == 0) {
      verified_.sums.add_command(event.command, event.position, event.commit_size, event.recorded);
    }
    const auto leaf = check_event(event, record_hash, verified_.report, options_);
    if (!leaf) return skip(event.position);
    check_stored_leaf_in_row(event.position, *leaf);
    add_leaf(event.position, *leaf);
  }

  // An event that cannot be read has a leaf all the same: with the stored one the tree goes on.
  void skip(Position position) {
    verified_.complete = false;
    verified_.last_frame.reset();
    const auto stored = log_.hashes(0, position, 1);
    if (stored) add_leaf(position, (*stored)[0]);
  }

 private:
  void add_leaf(Position position, const tree::Hash& leaf) {
    if (verified_.first + verified_.leaves.size() != position) return;  // One before is missing.
    verified_.leaves.push_back(leaf);
  }

  void check_stored_leaf_in_row(Position position, const tree::Hash& leaf) {
    // One tile of leaf hashes at a time.
    if (position < row_first_ || position >= row_first_ + row_.size()) {
      row_first_ = position / tree::tile_width * tree::tile_width;
      const auto count = std::min(log_.head().size - row_first_, tree::tile_width);
      auto row = log_.hashes(0, row_first_, static_cast<std::size_t>(count));
      if (!row) {
        row_.clear();
        return check_stored_leaf(log_, position, leaf, verified_.report);
      }
      row_ = std::move(*row);
    }
    if (row_[position - row_first_] == leaf) return;
    Findings(verified_.report)
        .add(FindingKind::leaf_differs, position,
             "the event is not the one the tree was built over");
  }

  const StoredLog& log_;
  VerifiedChunk& verified_;
  const VerifyOptions& options_;
  Bytes record_;                 // Of the event that is looked at.
  std::vector<tree::Hash> row_;  // Stored leaf hashes from row_first_ on.
  Position row_first_ = 0;
};

}  // namespace

VerifiedChunk verify_chunk(const StoredLog& log, Position first, Position end, IndexSums sums,
                           const VerifyOptions& options) {
  VerifiedChunk verified(first, end, std::move(sums));
  Chunk chunk(log, verified, options);
  VerifyOptions silent;
  for_each_event(
      log, first, end, verified.report, silent,
      [&](const StoredEvent& event) { chunk.visit(event); },
      [&](Position position) { chunk.skip(position); });
  return verified;
}

void check_follows(const Frame& before, const Frame& frame, Position position,
                   VerifyReport& report) {
  const auto wrong = [&](std::string_view what) {
    Findings(report).add(FindingKind::frame_wrong, position,
                         fmt::format("{} (stream {}-{}, recorded {})", what, frame.stream.kind,
                                     to_string(frame.stream.id), to_string(frame.recorded)));
  };
  const bool continues = before.place + 1 < before.commit_size;
  if (!continues && frame.place != 0) wrong("a commit begins in its middle");
  if (continues && (frame.command != before.command || frame.place != before.place + 1 ||
                    frame.commit_size != before.commit_size || frame.recorded != before.recorded)) {
    wrong("a commit is not whole");
  }
  if (frame.recorded < before.recorded) wrong("recorded before the event before it");
}

}  // namespace telaio::log
