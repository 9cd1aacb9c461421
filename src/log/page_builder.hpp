// SPDX-License-Identifier: EUPL-1.2
// Fills one page of a read within the caller's limits and ours. Both engines use it, so pages are
// cut at the same events.
#pragma once

#include "log/event_log.hpp"
#include "log/record.hpp"

namespace telaio::log {

// An event of a record, without its parts: one empty place for each.
StoredEvent event_of(const Record& record, Position position);

class PageBuilder {
 public:
  explicit PageBuilder(const ReadLimits& limits);

  // Makes room for so many more, as far as the page may hold them.
  void expect(std::uint64_t events);
  // False when the page is full and the event was not taken. The first event always is.
  bool add(StoredEvent event);
  // True when the next event would surely not be taken.
  bool full() const;
  Page take(bool end);

 private:
  std::size_t events_max_;
  std::size_t bytes_max_;
  std::size_t bytes_ = 0;
  Page page_;
};

}  // namespace telaio::log
