// SPDX-License-Identifier: EUPL-1.2
#include "log/version_cache.hpp"

namespace telaio::log {

std::optional<Version> VersionCache::get(const StreamId& stream) {
  const auto found = by_stream_.find(stream);
  if (found == by_stream_.end()) return std::nullopt;
  recent_.splice(recent_.begin(), recent_, found->second);
  return found->second->version;
}

void VersionCache::put(const StreamId& stream, Version version) {
  const auto found = by_stream_.find(stream);
  if (found != by_stream_.end()) {
    found->second->version = version;
    recent_.splice(recent_.begin(), recent_, found->second);
    return;
  }
  if (by_stream_.size() == capacity_) {
    by_stream_.erase(recent_.back().stream);
    recent_.pop_back();
  }
  recent_.push_front({stream, version});
  by_stream_.emplace(stream, recent_.begin());
}

}  // namespace telaio::log
