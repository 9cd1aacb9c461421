// SPDX-License-Identifier: EUPL-1.2
// One aggregate's events as they were known at a position: what pages about a single case fold. A
// stream has tens of events, the largest a few thousand; boards use projections instead.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/result.hpp"
#include "log/event_log.hpp"
#include "schemas/read.hpp"
#include "schemas/verified.hpp"

namespace telaio::http {

struct KnownEvent {
  log::StoredEvent stored;
  const schema::Header* header = nullptr;  // Into `stored`, verified.
  bool voided = false;                     // Declared void, as far as was known.

  Date effective() const { return schema::read(header->effective_from()); }
  EventId id() const { return schema::read(header->event()); }
};

// Sealed parts cost a lookup each: most pages fold headers alone.
enum class SealedParts : std::uint8_t { absent, read };

// `as_of`: only the commits up to the one that contains that position; nothing: all of them.
// Faults: of the log, and log.header_unreadable.
Result<std::vector<KnownEvent>, Fault> read_stream(const log::EventLog& events,
                                                   const log::StreamId& stream,
                                                   std::optional<log::Position> as_of,
                                                   SealedParts parts = SealedParts::absent);

// The state of an aggregate: voided events left out, and those that happened after `on`.
template <class State>
Result<State, Fault> fold_stream(const log::EventLog& events, const log::StreamId& stream,
                                 std::optional<log::Position> as_of, std::optional<Date> on) {
  const auto known = read_stream(events, stream, as_of);
  if (!known) return known.error();
  State state;
  for (const KnownEvent& event : *known) {
    if (event.voided || (on && event.effective() > *on)) continue;
    state = evolve(std::move(state), *event.header);
  }
  return state;
}

}  // namespace telaio::http
