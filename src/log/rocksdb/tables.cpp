// SPDX-License-Identifier: EUPL-1.2
#include "log/rocksdb/tables.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/assert.hpp"
#include "log/log_faults.hpp"
#include "log/rocksdb/event_reader.hpp"
#include "log/rocksdb/keys.hpp"
#include "log/rocksdb/record_cursor.hpp"
#include "log/rocksdb/stream_block.hpp"

namespace telaio::log::rocksdb {
namespace {

constexpr Version last_possible_version = ~Version{0};

Fault damaged(std::string detail) {
  return {std::string(faults::damaged), std::move(detail)};
}

Fault damaged_index() {
  return damaged("an entry of the stream index");
}

bool of_stream(const rdb::Iterator& iterator, const StreamId& stream) {
  const auto first = stream_key(stream, 0);
  const BytesView name = first.view().first(first.view().size() - sizeof(Version));
  return iterator.key().starts_with(slice_of(name));
}

// The block at an iterator, copied to where headers can be read in place.
class BlockAt {
 public:
  Result<Done, Fault> load(const rdb::Iterator& iterator) {
    const BytesView value = bytes_of(iterator.value());
    bytes_.assign(value.begin(), value.end());
    auto block = StreamBlock::open(bytes_of(iterator.key()), bytes_);
    if (!block) return damaged_index();
    block_ = *block;
    return Done{};
  }
  StreamBlock& block() { return *block_; }

 private:
  Bytes bytes_;
  std::optional<StreamBlock> block_;
};

}  // namespace

std::unique_ptr<rdb::Iterator> Tables::iterate(const Family& family) const {
  return std::unique_ptr<rdb::Iterator>(
      database_.db->NewIterator(rdb::ReadOptions(), family.get()));
}

Result<std::optional<CommandRecord>, Fault> Tables::command(const CommandId& id) const {
  if (const auto recent = recent_->command(id)) return recent;
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
  if (const auto recent = recent_->last_version(stream, size)) return recent;
  if (recent_->written() == 0) return std::optional<Version>();
  const auto iterator = iterate(database_.streams);
  iterator->SeekForPrev(stream_key(stream, last_possible_version));
  std::optional<Version> last;
  for (; !last && iterator->Valid(); iterator->Prev()) {
    auto block = StreamBlock::open(bytes_of(iterator->key()), bytes_of(iterator->value()));
    if (!block) return damaged_index();
    if (block->stream() != stream) break;
    // What lies beyond the head was written by a group that is not published yet.
    while (const auto event = block->next()) {
      if (event->position < size) last = event->version;
    }
  }
  if (!iterator->status().ok()) return fault_of(iterator->status(), "reading the stream index");
  return last;
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
  EventReader reader(database_, limits, ReadOrder::log);
  if (from < size) reader.expect(size - from);
  for (Position at = from; at < size; ++at) {
    const auto added = reader.add(at);
    if (!added) return added.error();
    if (!*added) return reader.take(false);
  }
  return reader.take(true);
}

Result<Page, Fault> Tables::read_stream(const StreamId& stream, Version from,
                                        const ReadLimits& limits, std::uint64_t size) const {
  EventReader reader(database_, limits, ReadOrder::stream);
  // Asked first: what is written out meanwhile is then found in both, and passed over.
  const auto recent = recent_->runs(stream, from);
  Version next = from;
  if (recent.empty() || recent.front().version > from) {
    const auto read = read_indexed(stream, next, reader, size);
    if (!read) return read.error();
    if (!*read) return reader.take(false);
  }
  for (const StreamRun& run : recent) {
    if (run.first >= size) break;
    for (std::uint32_t i = 0; i < run.count; ++i) {
      if (run.version + i < next) continue;
      const auto added = reader.add(run.first + i, &stream);
      if (!added) return added.error();
      if (!*added) return reader.take(false);
    }
  }
  return reader.take(true);
}

Result<bool, Fault> Tables::read_indexed(const StreamId& stream, Version& next, EventReader& reader,
                                         std::uint64_t size) const {
  if (recent_->written() == 0) return true;
  const auto end = stream_key(stream, last_possible_version);
  const rdb::Slice end_slice = end;
  rdb::ReadOptions bounded;
  bounded.iterate_upper_bound = &end_slice;  // Blocks of the stream behind it are not even read.
  const std::unique_ptr<rdb::Iterator> index(
      database_.db->NewIterator(bounded, database_.streams.get()));
  // The block that holds `next` may have begun before it; none begins before the first event, and
  // seeking backwards costs twice as much.
  if (next > 0) index->SeekForPrev(stream_key(stream, next));
  if (next == 0 || !index->Valid() || !of_stream(*index, stream)) {
    index->Seek(stream_key(stream, next));
  }

  BlockAt at;
  for (; index->Valid(); index->Next()) {
    if (const auto loaded = at.load(*index); !loaded) return loaded.error();
    StreamBlock& block = at.block();
    reader.expect(block.count());
    while (const auto event = block.next()) {
      if (event->position >= size) return true;
      if (event->version < next) continue;
      const auto record = read_record(event->record);
      if (!record || record->frame.stream != stream || record->frame.version != event->version) {
        return damaged(fmt::format("index of stream {}, version {}, position {}", name_of(stream),
                                   event->version, event->position));
      }
      const auto added = reader.add(*record, event->position);
      if (!added || !*added) return added;
      next = event->version + 1;
    }
    if (!block.whole()) return damaged_index();
  }
  if (!index->status().ok()) return fault_of(index->status(), "reading the stream index");
  return true;
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

Result<Done, Fault> Tables::scan_streams(const std::function<bool(const IndexedEvent&)>& visit,
                                         std::uint64_t size) const {
  // The index on disk and what is newer, merged; what is written out meanwhile is in both.
  auto recent = recent_->all_runs();
  const Position newer = recent.empty() ? ~Position{0} : recent.front().first;
  std::ranges::sort(recent, {},
                    [](const StreamRun& run) { return std::pair(run.stream, run.version); });
  auto run = recent.cbegin();
  const auto visit_recent_before = [&](const StreamId* stream) {
    for (; run != recent.cend() && (stream == nullptr || run->stream < *stream); ++run) {
      for (std::uint32_t i = 0; i < run->count && run->first + i < size; ++i) {
        if (!visit({run->stream, run->version + i, run->first + i, {}})) return false;
      }
    }
    return true;
  };

  const auto iterator = iterate(database_.streams);
  BlockAt at;
  if (recent_->written() > 0) iterator->SeekToFirst();
  for (; iterator->Valid(); iterator->Next()) {
    if (const auto loaded = at.load(*iterator); !loaded) return loaded.error();
    StreamBlock& block = at.block();
    if (!visit_recent_before(&block.stream())) return Done{};
    while (const auto event = block.next()) {
      if (event->position >= std::min(size, newer)) continue;
      if (!visit({block.stream(), event->version, event->position, event->record})) return Done{};
    }
    if (!block.whole()) return damaged_index();
  }
  if (!iterator->status().ok()) return fault_of(iterator->status(), "reading the stream index");
  visit_recent_before(nullptr);
  return Done{};
}

Result<Done, Fault> Tables::scan_commands(
    const std::function<bool(const CommandId&, const CommandRecord&)>& visit,
    std::uint64_t size) const {
  const auto recent = recent_->all_commands();
  Position newer = size;
  for (const auto& [id, record] : recent) newer = std::min(newer, record.first);
  const auto iterator = iterate(database_.commands);
  for (iterator->SeekToFirst(); iterator->Valid(); iterator->Next()) {
    const BytesView key = bytes_of(iterator->key());
    const auto record = read_command_value(bytes_of(iterator->value()));
    if (!record || key.size() != id_size) return damaged("an entry of the command index");
    if (record->first < newer && !visit(CommandId(uuid_from(key)), *record)) return Done{};
  }
  if (!iterator->status().ok()) return fault_of(iterator->status(), "reading the command index");
  for (const auto& [id, record] : recent) {
    if (record.first < size && !visit(id, record)) return Done{};
  }
  return Done{};
}

Result<Head, Fault> Tables::stored_head() const {
  if (const auto known = format(); !known) return known.error();
  std::array<std::string, 2> values;
  const std::array keys = {log_id_key, head_key};
  for (std::size_t i = 0; i < keys.size(); ++i) {
    const rdb::Status status = database_.db->Get(rdb::ReadOptions(), database_.meta.get(),
                                                 slice_of(as_bytes(keys[i])), &values[i]);
    if (!status.ok()) return fault_of(status, fmt::format("reading the log's {}", keys[i]));
  }
  auto head = read_head_value(as_bytes(values[1]));
  if (!head || values[0].size() != id_size) return damaged("the stored head");
  head->log_id = uuid_from(as_bytes(values[0]));
  return *head;
}

Result<std::uint32_t, Fault> Tables::format() const {
  rdb::PinnableSlice value;
  const rdb::Status status = database_.db->Get(rdb::ReadOptions(), database_.meta.get(),
                                               slice_of(as_bytes(format_key)), &value);
  if (!status.ok()) return fault_of(status, "reading the log's format");
  const std::uint32_t format = value.size() == 4 ? read_u32(bytes_of(value)) : 0;
  if (format < first_store_format || format > store_format) {
    return Fault{std::string(faults::format_unknown),
                 "the log was written by a version of the program that this one cannot read"};
  }
  return format;
}

Result<Position, Fault> Tables::indexed() const {
  rdb::PinnableSlice value;
  const rdb::Status status = database_.db->Get(rdb::ReadOptions(), database_.meta.get(),
                                               slice_of(as_bytes(indexed_key)), &value);
  if (status.IsNotFound()) return Position{0};
  if (!status.ok()) return fault_of(status, "reading how far the indexes go");
  if (value.size() != 8) return damaged("the mark of the indexes");
  return read_u64(bytes_of(value));
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
