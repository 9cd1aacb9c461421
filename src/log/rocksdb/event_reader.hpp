// SPDX-License-Identifier: EUPL-1.2
// One read of events, in any order, until a page is full. Good for one read, on one thread.
#pragma once

#include <optional>

#include "log/page_builder.hpp"
#include "log/rocksdb/part_cursor.hpp"
#include "log/rocksdb/record_cursor.hpp"

namespace telaio::log::rocksdb {

// How the events that are asked for lie: one behind the other, or far apart.
enum class ReadOrder : std::uint8_t { log, stream };

class EventReader {
 public:
  // `database` outlives the reader.
  EventReader(const Database& database, const ReadLimits& limits, ReadOrder order);

  // So many more may come: room is made for them at once.
  void expect(std::uint64_t events) { page_.expect(events); }
  // Adds the event at `position`; false when the page is full. `stream`, if given, is whose the
  // event must be.
  Result<bool, Fault> add(Position position, const StreamId* stream = nullptr);
  // The same, for a record that was read already.
  Result<bool, Fault> add(const Record& record, Position position);

  Page take(bool end) { return page_.take(end); }

 private:
  Result<Done, Fault> fill_parts(StoredEvent& event);

  const Database& database_;
  ReadOrder order_;
  bool with_parts_;
  // Made when first asked: an iterator costs as much as reading a few events, and many reads need
  // one of the two or none. They stay where the last event was.
  std::optional<RecordCursor> records_;
  std::optional<PartCursor> parts_;
  PageBuilder page_;
};

// Of a stream, as it stands in messages: kind, then id.
std::string name_of(const StreamId& stream);

}  // namespace telaio::log::rocksdb
