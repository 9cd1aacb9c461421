// SPDX-License-Identifier: EUPL-1.2
#include "log/page_builder.hpp"

#include <algorithm>

#include "base/limits.hpp"

namespace telaio::log {

StoredEvent event_of(const Record& record, Position position) {
  const Frame& frame = record.frame;
  return {.position = position,
          .stream = frame.stream,
          .version = frame.version,
          .command = frame.command,
          .place = frame.place,
          .commit_size = frame.commit_size,
          .recorded = frame.recorded,
          .header = to_bytes(record.header),
          .parts = std::vector<std::optional<Bytes>>(record.parts)};
}

PageBuilder::PageBuilder(const ReadLimits& limits)
    : events_max_(std::clamp<std::size_t>(limits.events_max, 1, limits::read_events_max)),
      bytes_max_(std::min(limits.bytes_max, limits::read_bytes_max)) {}

void PageBuilder::expect(std::uint64_t events) {
  const std::size_t here = page_.events.size();
  const std::uint64_t wanted = std::min<std::uint64_t>(here + events, events_max_);
  const std::size_t room = page_.events.capacity();
  // At least doubled: a stream in many small blocks must not move its events at each of them.
  if (wanted > room) page_.events.reserve(std::max<std::size_t>(wanted, 2 * room));
}

bool PageBuilder::add(StoredEvent event) {
  std::size_t bytes = event.header.size();
  for (const auto& part : event.parts) bytes += part ? part->size() : 0;
  const bool fits = page_.events.size() < events_max_ && bytes_ + bytes <= bytes_max_;
  if (!fits && !page_.events.empty()) return false;
  bytes_ += bytes;
  page_.events.push_back(std::move(event));
  return true;
}

bool PageBuilder::full() const {
  return !page_.events.empty() && (page_.events.size() >= events_max_ || bytes_ >= bytes_max_);
}

Page PageBuilder::take(bool end) {
  page_.end = end;
  return std::move(page_);
}

}  // namespace telaio::log
