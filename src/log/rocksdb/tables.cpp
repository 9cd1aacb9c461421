// SPDX-License-Identifier: EUPL-1.2
#include "log/rocksdb/tables.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/assert.hpp"
#include "log/log_faults.hpp"
#include "log/page_builder.hpp"
#include "log/rocksdb/keys.hpp"
#include "log/rocksdb/part_cursor.hpp"
#include "log/rocksdb/record_cursor.hpp"

namespace telaio::log::rocksdb {
namespace {

constexpr Version last_possible_version = ~Version{0};

Fault damaged(std::string detail) {
  return {std::string(faults::damaged), std::move(detail)};
}

std::string name_of(const StreamId& stream) {
  return fmt::format("{}-{}", stream.kind, to_string(stream.id));
}

std::optional<StreamRun> run_at(const rdb::Iterator& iterator) {
  return read_stream_run(bytes_of(iterator.key()), bytes_of(iterator.value()));
}

// One read of events, in any order: the cursors stay where the last event was.
class EventReader {
 public:
  EventReader(const Database& database, const ReadLimits& limits)
      : records_(database), parts_(database), with_parts_(limits.parts), page_(limits) {}

  // Adds the event at `position`; false when the page is full. `stream`, if given, is whose the
  // event must be.
  Result<bool, Fault> add(Position position, const StreamId* stream = nullptr) {
    if (page_.full()) return false;
    const auto record = records_.read(position);
    if (!record) return record.error();
    if (stream != nullptr && record->frame.stream != *stream) {
      return damaged(fmt::format("index of stream {} names position {}, which is of stream {}",
                                 name_of(*stream), position, name_of(record->frame.stream)));
    }
    StoredEvent event = event_of(*record, position);
    if (with_parts_ && !event.parts.empty()) {
      if (const auto filled = parts_.fill(event); !filled) return filled.error();
    }
    return page_.add(std::move(event));
  }

  Page take(bool end) { return page_.take(end); }

 private:
  RecordCursor records_;
  PartCursor parts_;
  bool with_parts_;
  PageBuilder page_;
};

}  // namespace

std::unique_ptr<rdb::Iterator> Tables::iterate(const Family& family) const {
  return std::unique_ptr<rdb::Iterator>(
      database_.db->NewIterator(rdb::ReadOptions(), family.get()));
}

Result<std::optional<CommandRecord>, Fault> Tables::command(const CommandId& id) const {
  rdb::PinnableSlice value;
  const rdb::Status status =
      database_.db->Get(rdb::ReadOptions(), database_.commands.get(), command_key(id), &value);
  if (status.IsNotFound()) return std::optional<CommandRecord>();
  if (!status.ok()) return fault_of(status, "looking up a command");
  auto record = read_command_value(bytes_of(value));
  if (!record) return damaged(fmt::format("record of command {}", to_string(id)));
  return record;
}

Result<std::optional<Version>, Fault> Tables::last_version(const StreamId& stream) const {
  return last_version(stream, ~std::uint64_t{0});
}

Result<std::optional<Version>, Fault> Tables::last_version(const StreamId& stream,
                                                           std::uint64_t size) const {
  const auto iterator = iterate(database_.streams);
  iterator->SeekForPrev(stream_key(stream, last_possible_version));
  for (; iterator->Valid(); iterator->Prev()) {
    const auto run = run_at(*iterator);
    if (!run) return damaged("an entry of the stream index");
    if (run->stream != stream) return std::optional<Version>();
    // A run beyond the head was written by a group that is not published yet.
    if (run->first < size) return std::optional<Version>(run->version + run->count - 1);
  }
  if (!iterator->status().ok()) return fault_of(iterator->status(), "reading the stream index");
  return std::optional<Version>();
}

Result<TileEdge, Fault> Tables::tile_edge(unsigned level, std::uint64_t size) const {
  const std::uint64_t count =
      level * tree::tile_height < 64 ? size >> (level * tree::tile_height) : 0;
  TileEdge edge;
  edge.first = count / tree::tile_width * tree::tile_width;
  const auto wanted = static_cast<std::size_t>(count - edge.first);
  if (wanted == 0) return edge;
  auto stored = hashes(level, edge.first, wanted);
  if (!stored) return stored.error();
  edge.hashes = std::move(*stored);

  const auto iterator = iterate(database_.tree);
  for (iterator->Seek(tree_key(level, edge.first)); iterator->Valid(); iterator->Next()) {
    const auto place = read_tree_key(bytes_of(iterator->key()));
    if (!place || place->level != level || place->index >= count) break;
    edge.value_starts.push_back(place->index);
  }
  if (!iterator->status().ok()) return fault_of(iterator->status(), "reading the tree");
  return edge;
}

Result<Page, Fault> Tables::read_all(Position from, const ReadLimits& limits,
                                     std::uint64_t size) const {
  EventReader reader(database_, limits);
  for (Position at = from; at < size; ++at) {
    const auto added = reader.add(at);
    if (!added) return added.error();
    if (!*added) return reader.take(false);
  }
  return reader.take(true);
}

Result<Page, Fault> Tables::read_stream(const StreamId& stream, Version from,
                                        const ReadLimits& limits, std::uint64_t size) const {
  EventReader reader(database_, limits);
  const auto index = iterate(database_.streams);
  // The run that holds `from` may have begun before it.
  index->SeekForPrev(stream_key(stream, from));
  const auto before = index->Valid() ? run_at(*index) : std::nullopt;
  if (!before || before->stream != stream) index->Seek(stream_key(stream, from));

  for (; index->Valid(); index->Next()) {
    const auto run = run_at(*index);
    if (!run) return damaged("an entry of the stream index");
    if (run->stream != stream || run->first >= size) break;
    for (std::uint32_t i = 0; i < run->count; ++i) {
      if (run->version + i < from) continue;
      const auto added = reader.add(run->first + i, &stream);
      if (!added) return added.error();
      if (!*added) return reader.take(false);
    }
  }
  if (!index->status().ok()) return fault_of(index->status(), "reading the stream index");
  return reader.take(true);
}

Result<std::optional<Position>, Fault> Tables::last_at(Instant instant, std::uint64_t size) const {
  // Recorded instants never go back, so positions can be searched by halves.
  RecordCursor records(database_);
  Position first_later = 0;
  for (Position end = size; first_later < end;) {
    const Position middle = first_later + (end - first_later) / 2;
    const auto frame = records.read_frame_at(middle);
    if (!frame) return frame.error();
    if (frame->recorded <= instant) {
      first_later = middle + 1;
    } else {
      end = middle;
    }
  }
  if (first_later == 0) return std::optional<Position>();
  return std::optional<Position>(first_later - 1);
}

Result<Entry, Fault> Tables::entry(Position position) const {
  RecordCursor records(database_);
  const auto record = records.read(position);
  if (!record) return record.error();
  return entry_of(*record);
}

Result<std::vector<tree::Hash>, Fault> Tables::hashes(unsigned level, std::uint64_t first,
                                                      std::size_t count) const {
  std::vector<tree::Hash> found;
  found.reserve(count);
  const auto iterator = iterate(database_.tree);
  for (iterator->SeekForPrev(tree_key(level, first)); iterator->Valid() && found.size() < count;
       iterator->Next()) {
    const auto place = read_tree_key(bytes_of(iterator->key()));
    const BytesView value = bytes_of(iterator->value());
    const std::uint64_t next = first + found.size();
    if (!place || place->level != level || place->index > next) break;
    const std::size_t skip = static_cast<std::size_t>(next - place->index) * crypto::sha256_size;
    for (std::size_t at = skip; at + crypto::sha256_size <= value.size() && found.size() < count;
         at += crypto::sha256_size) {
      std::copy_n(value.begin() + static_cast<std::ptrdiff_t>(at), crypto::sha256_size,
                  found.emplace_back().begin());
    }
  }
  if (!iterator->status().ok()) return fault_of(iterator->status(), "reading the tree");
  if (found.size() != count) {
    return damaged(fmt::format("tree level {}: hash {} is not stored", level * tree::tile_height,
                               first + found.size()));
  }
  return found;
}

Result<Done, Fault> Tables::scan_streams(const std::function<bool(const StreamRun&)>& visit,
                                         std::uint64_t size) const {
  const auto iterator = iterate(database_.streams);
  for (iterator->SeekToFirst(); iterator->Valid(); iterator->Next()) {
    const auto run = run_at(*iterator);
    if (!run) return damaged("an entry of the stream index");
    if (run->first < size && !visit(*run)) return Done{};
  }
  if (!iterator->status().ok()) return fault_of(iterator->status(), "reading the stream index");
  return Done{};
}

Result<Done, Fault> Tables::scan_commands(
    const std::function<bool(const CommandId&, const CommandRecord&)>& visit,
    std::uint64_t size) const {
  const auto iterator = iterate(database_.commands);
  for (iterator->SeekToFirst(); iterator->Valid(); iterator->Next()) {
    const BytesView key = bytes_of(iterator->key());
    const auto record = read_command_value(bytes_of(iterator->value()));
    if (!record || key.size() != id_size) return damaged("an entry of the command index");
    if (record->first < size && !visit(CommandId(uuid_from(key)), *record)) return Done{};
  }
  if (!iterator->status().ok()) return fault_of(iterator->status(), "reading the command index");
  return Done{};
}

Result<Head, Fault> Tables::stored_head() const {
  std::array<std::string, 3> values;
  const std::array keys = {format_key, log_id_key, head_key};
  for (std::size_t i = 0; i < keys.size(); ++i) {
    const rdb::Status status = database_.db->Get(rdb::ReadOptions(), database_.meta.get(),
                                                 slice_of(as_bytes(keys[i])), &values[i]);
    if (!status.ok()) return fault_of(status, fmt::format("reading the log's {}", keys[i]));
  }
  const BytesView format = as_bytes(values[0]);
  if (format.size() != 4 || read_u32(format) != store_format) {
    return Fault{std::string(faults::format_unknown),
                 "the log was written by a version of the program that this one cannot read"};
  }
  auto head = read_head_value(as_bytes(values[2]));
  if (!head || values[1].size() != id_size) return damaged("the stored head");
  head->log_id = uuid_from(as_bytes(values[1]));
  return *head;
}

Result<std::uint64_t, Fault> Tables::records_end() const {
  const auto iterator = iterate(database_.records);
  iterator->SeekToLast();
  if (!iterator->status().ok()) return fault_of(iterator->status(), "reading the last record");
  if (!iterator->Valid()) return std::uint64_t{0};
  const auto first = read_record_key(bytes_of(iterator->key()));
  if (!first) return damaged("the key of the last record");
  const Bytes block = to_bytes(bytes_of(iterator->value()));
  std::uint64_t end = *first;
  for (std::size_t at = 0; at < block.size(); ++end) {
    const auto record = read_record(BytesView(block).subspan(at));
    if (!record) return damaged(fmt::format("event at position {}", end));
    at += record->stride();
  }
  return end;
}

}  // namespace telaio::log::rocksdb
