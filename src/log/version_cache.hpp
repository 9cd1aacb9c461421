// SPDX-License-Identifier: EUPL-1.2
// The versions of the streams written most recently, so that an append seldom asks the disk.
// Bounded: the one unused longest goes first. Not thread-safe: the sequencer owns it.
#pragma once

#include <list>
#include <optional>
#include <unordered_map>

#include "base/limits.hpp"
#include "log/event_log.hpp"

namespace telaio::log {

// Ids are random, so a part of them is a hash already; the kind tells apart streams of one id.
struct StreamIdHash {
  std::size_t operator()(const StreamId& stream) const noexcept {
    return std::hash<Uuid>()(stream.id) ^ stream.kind;
  }
};

class VersionCache {
 public:
  // `capacity` is at least 1.
  explicit VersionCache(std::size_t capacity = limits::version_cache_max) : capacity_(capacity) {}

  std::optional<Version> get(const StreamId& stream);
  void put(const StreamId& stream, Version version);
  std::size_t size() const { return by_stream_.size(); }

 private:
  struct Known {
    StreamId stream;
    Version version = 0;
  };

  std::size_t capacity_;
  std::list<Known> recent_;  // Used last first. As long as by_stream_, never beyond the capacity.
  std::unordered_map<StreamId, std::list<Known>::iterator, StreamIdHash> by_stream_;
};

}  // namespace telaio::log
