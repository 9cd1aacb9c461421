// SPDX-License-Identifier: EUPL-1.2
#include "log/rocksdb/stream_block.hpp"

#include "log/frame.hpp"
#include "log/record.hpp"

namespace telaio::log::rocksdb {
namespace {

// u32 number of events, u32 zero: what follows stays at multiples of 8, where records are read.
constexpr std::size_t head_size = 8;
constexpr std::size_t position_size = 8;
constexpr std::size_t key_size = 26;

}  // namespace

void StreamBlockBuilder::clear() {
  bytes_.clear();
  count_ = 0;
}

void StreamBlockBuilder::add(Position position, BytesView record) {
  if (bytes_.empty()) bytes_.resize(head_size);
  append_u64(bytes_, position);
  append(bytes_, record);
  bytes_.resize((bytes_.size() + record_alignment - 1) / record_alignment * record_alignment);
  ++count_;
}

BytesView StreamBlockBuilder::value() {
  Bytes head;
  append_u32(head, count_);
  std::copy(head.begin(), head.end(), bytes_.begin());
  return bytes_;
}

std::optional<StreamBlock> StreamBlock::open(BytesView key, BytesView value) {
  if (key.size() != key_size || value.size() < head_size) return std::nullopt;
  StreamBlock block;
  block.stream_.kind = read_u16(key);
  block.stream_.id = uuid_from(key.subspan(2, id_size));
  block.version_ = read_u64(key.subspan(2 + id_size));
  block.count_ = read_u32(value);
  block.rest_ = value.subspan(head_size);
  // No more events than there is room for: a count is never trusted.
  if (block.count_ == 0 || block.count_ > block.rest_.size() / (position_size + frame_size)) {
    return std::nullopt;
  }
  return block;
}

std::optional<StreamBlockEvent> StreamBlock::next() {
  if (read_ == count_ || rest_.size() < position_size) return std::nullopt;
  const Position position = read_u64(rest_);
  const BytesView record = rest_.subspan(position_size);
  const auto frame = read_frame(record);
  if (!frame || record.size() - frame_size < frame->header_length) return std::nullopt;
  const std::size_t end = frame_size + frame->header_length;
  const std::size_t stride = (end + record_alignment - 1) / record_alignment * record_alignment;
  if (stride > record.size()) return std::nullopt;
  rest_ = record.subspan(stride);
  return StreamBlockEvent{version_ + read_++, position, record.first(end)};
}

}  // namespace telaio::log::rocksdb
