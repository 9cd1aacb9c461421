// SPDX-License-Identifier: EUPL-1.2
#include "log/rocksdb/record_cursor.hpp"

#include <fmt/format.h>

#include "log/log_faults.hpp"
#include "log/rocksdb/keys.hpp"

namespace telaio::log::rocksdb {
namespace {

Fault damaged(Position position, std::string_view what) {
  return {std::string(faults::damaged), fmt::format("event at position {}: {}", position, what)};
}

}  // namespace

RecordCursor::RecordCursor(const Database& database)
    : iterator_(database.db->NewIterator(rdb::ReadOptions(), database.records.get())) {}

Result<Record, Fault> RecordCursor::read(Position position) {
  if (const auto found = find(position); !found) return found.error();
  const std::size_t start = starts_[position - block_first_];
  auto record = read_record(BytesView(block_).subspan(start));
  if (!record) {
    const auto frame = read_frame(BytesView(block_).subspan(start));
    if (!frame) return damaged(position, "its frame is not one");
    return damaged(position, fmt::format("header is not readable (stream {} {}, recorded {})",
                                         frame->stream.kind, to_string(frame->stream.id),
                                         to_string(frame->recorded)));
  }
  return std::move(*record);
}

Result<Frame, Fault> RecordCursor::read_frame_at(Position position) {
  if (const auto found = find(position); !found) return found.error();
  const auto frame = read_frame(BytesView(block_).subspan(starts_[position - block_first_]));
  if (!frame) return damaged(position, "its frame is not one");
  return *frame;
}

Result<BytesView, Fault> RecordCursor::read_bytes(Position position) {
  if (const auto found = find(position); !found) return found.error();
  const BytesView rest = BytesView(block_).subspan(starts_[position - block_first_]);
  return rest.first(*read_record_size(rest));
}

Result<Done, Fault> RecordCursor::find(Position position) {
  const bool here = position >= block_first_ && position - block_first_ < starts_.size();
  if (here) return Done{};
  if (const auto loaded = load_block(position); !loaded) return loaded.error();
  if (position - block_first_ >= starts_.size()) return damaged(position, "record is not there");
  return Done{};
}

Result<Done, Fault> RecordCursor::load_block(Position position) {
  starts_.clear();
  // Events are mostly read in order: the next block is one step away.
  const bool next = iterator_->Valid() && !block_.empty() && position > block_first_;
  if (next) iterator_->Next();
  if (!next || !iterator_->Valid() || bytes_of(iterator_->key()).size() != 8 ||
      *read_record_key(bytes_of(iterator_->key())) != position) {
    iterator_->SeekForPrev(record_key(position));
  }
  if (!iterator_->status().ok())
    return fault_of(iterator_->status(), fmt::format("reading the block of position {}", position));
  if (!iterator_->Valid()) return damaged(position, "record is not there");

  const auto first = read_record_key(bytes_of(iterator_->key()));
  if (!first) return damaged(position, "key of its block is malformed");
  block_first_ = *first;
  const BytesView value = bytes_of(iterator_->value());
  block_.assign(value.begin(), value.end());
  for (std::size_t at = 0; at < block_.size();) {
    const auto size = read_record_size(BytesView(block_).subspan(at));
    if (!size) break;
    starts_.push_back(at);
    at = (at + *size + record_alignment - 1) / record_alignment * record_alignment;
  }
  return Done{};
}

}  // namespace telaio::log::rocksdb
