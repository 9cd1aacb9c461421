// SPDX-License-Identifier: EUPL-1.2
#include "log/rocksdb/event_reader.hpp"

#include <fmt/format.h>

#include "log/log_faults.hpp"

namespace telaio::log::rocksdb {

std::string name_of(const StreamId& stream) {
  return fmt::format("{}-{}", stream.kind, to_string(stream.id));
}

EventReader::EventReader(const Database& database, const ReadLimits& limits, ReadOrder order)
    : database_(database), order_(order), with_parts_(limits.parts), page_(limits) {}

Result<bool, Fault> EventReader::add(Position position, const StreamId* stream) {
  if (page_.full()) return false;
  if (!records_) records_.emplace(database_);
  const auto record = records_->read(position);
  if (!record) return record.error();
  if (stream != nullptr && record->frame.stream != *stream) {
    return Fault{std::string(faults::damaged),
                 fmt::format("index of stream {} names position {}, which is of stream {}",
                             name_of(*stream), position, name_of(record->frame.stream))};
  }
  return add(*record, position);
}

Result<bool, Fault> EventReader::add(const Record& record, Position position) {
  if (page_.full()) return false;
  StoredEvent event = event_of(record, position);
  if (with_parts_ && !event.parts.empty()) {
    if (const auto filled = fill_parts(event); !filled) return filled.error();
  }
  return page_.add(std::move(event));
}

Result<Done, Fault> EventReader::fill_parts(StoredEvent& event) {
  // Parts far apart are looked up one by one: that is half the cost of seeking to each.
  if (order_ == ReadOrder::stream) return look_up_parts(database_, event);
  if (!parts_) parts_.emplace(database_);
  return parts_->fill(event);
}

}  // namespace telaio::log::rocksdb
