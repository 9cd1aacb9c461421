// SPDX-License-Identifier: EUPL-1.2
#include "http/stream_reader.hpp"

#include <set>
#include <string>

namespace telaio::http {

namespace {

Result<std::vector<KnownEvent>, Fault> read_until(const log::EventLog& events,
                                                  const log::StreamId& stream,
                                                  std::optional<log::Position> as_of,
                                                  const log::ReadLimits& limits) {
  std::vector<KnownEvent> all;
  for (;;) {
    auto page = events.read_stream(stream, all.size(), limits);
    if (!page) return page.error();
    for (log::StoredEvent& event : page->events) {
      // The commit that contains `as_of` counts whole: it began at or before it.
      if (as_of && event.position - event.place > *as_of) return all;
      all.push_back({std::move(event), nullptr, false});
    }
    if (page->end || page->events.empty()) return all;
  }
}

}  // namespace

Result<std::vector<KnownEvent>, Fault> read_stream(const log::EventLog& events,
                                                   const log::StreamId& stream,
                                                   std::optional<log::Position> as_of,
                                                   SealedParts parts) {
  auto all = read_until(events, stream, as_of, {.parts = parts == SealedParts::read});
  if (!all) return all;
  std::set<EventId> voided;
  for (KnownEvent& event : *all) {
    event.header = schema::verified_header(event.stored.header);
    if (event.header == nullptr) {
      return Fault{"log.header_unreadable", "position " + std::to_string(event.stored.position)};
    }
    const auto* corrected = event.header->fact_as_EventCorrected();
    if (corrected != nullptr && corrected->kind() == schema::CorrectionKind::void_event) {
      voided.insert(schema::read(corrected->original()));
    }
  }
  for (KnownEvent& event : *all) event.voided = voided.contains(event.id());
  return all;
}

}  // namespace telaio::http
