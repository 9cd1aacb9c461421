// SPDX-License-Identifier: EUPL-1.2
#include "log/rocksdb/part_cursor.hpp"

#include <fmt/format.h>

#include "log/log_faults.hpp"
#include "log/rocksdb/keys.hpp"

namespace telaio::log::rocksdb {

PartCursor::PartCursor(const Database& database)
    : iterator_(database.db->NewIterator(rdb::ReadOptions(), database.parts.get())) {}

Result<Done, Fault> PartCursor::fill(StoredEvent& event) {
  const auto first = part_key({event.position, 0});
  // After the parts of one event the iterator stands on those of a later one: mostly the next
  // asked.
  const auto here = iterator_->Valid() ? read_part_key(bytes_of(iterator_->key())) : std::nullopt;
  if (!here || here->position != event.position || here->part != 0) iterator_->Seek(first);

  for (; iterator_->Valid(); iterator_->Next()) {
    const auto ref = read_part_key(bytes_of(iterator_->key()));
    if (!ref || ref->position != event.position) break;
    if (ref->part >= event.parts.size()) {
      return Fault{std::string(faults::damaged),
                   fmt::format("event at position {}: part {} is not in its header", event.position,
                               ref->part)};
    }
    event.parts[ref->part] = to_bytes(bytes_of(iterator_->value()));
  }
  if (!iterator_->status().ok()) {
    return fault_of(iterator_->status(),
                    fmt::format("reading the parts of position {}", event.position));
  }
  return Done{};
}

Result<Done, Fault> look_up_parts(const Database& database, StoredEvent& event) {
  rdb::PinnableSlice value;
  for (std::uint32_t part = 0; part < event.parts.size(); ++part) {
    value.Reset();
    const rdb::Status status = database.db->Get(rdb::ReadOptions(), database.parts.get(),
                                                part_key({event.position, part}), &value);
    if (status.IsNotFound()) continue;
    if (!status.ok()) {
      return fault_of(status, fmt::format("reading the parts of position {}", event.position));
    }
    event.parts[part] = to_bytes(bytes_of(value));
  }
  return Done{};
}

}  // namespace telaio::log::rocksdb
