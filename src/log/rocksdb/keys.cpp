// SPDX-License-Identifier: EUPL-1.2
#include "log/rocksdb/keys.hpp"

#include <algorithm>
#include <bit>

#include "base/assert.hpp"

namespace telaio::log::rocksdb {

namespace {

constexpr std::string_view recent_prefix = "recent";
constexpr std::size_t command_value_size = 52;

}  // namespace

// Fills a key from its start; a finished key is full.
class KeyWriter {
 public:
  template <std::size_t size>
  explicit KeyWriter(Key<size>& key) : to_(key.bytes_.data()), end_(to_ + size) {}
  KeyWriter(const KeyWriter&) = delete;
  KeyWriter& operator=(const KeyWriter&) = delete;
  ~KeyWriter() { TELAIO_ASSERT(to_ == end_); }

  template <class Unsigned>
  KeyWriter& number(Unsigned value) {
    for (std::size_t shift = sizeof(Unsigned) * 8; shift > 0; shift -= 8) {
      *to_++ = static_cast<std::byte>((value >> (shift - 8)) & 0xFFU);
    }
    return *this;
  }
  KeyWriter& bytes(BytesView view) {
    to_ = std::copy(view.begin(), view.end(), to_);
    return *this;
  }

 private:
  std::byte* to_;
  std::byte* end_;
};

RecordKey record_key(Position position) {
  RecordKey key;
  KeyWriter(key).number(position);
  return key;
}

PartKey part_key(const PartRef& ref) {
  PartKey key;
  KeyWriter(key).number(ref.position).number(static_cast<std::uint16_t>(ref.part));
  return key;
}

StreamKey stream_key(const StreamId& stream, Version version) {
  StreamKey key;
  KeyWriter(key).number(stream.kind).bytes(stream.id.view()).number(version);
  return key;
}

CommandKey command_key(const CommandId& command) {
  CommandKey key;
  KeyWriter(key).bytes(command.view());
  return key;
}

TreeKey tree_key(unsigned level, std::uint64_t index) {
  TreeKey key;
  KeyWriter(key).number(static_cast<std::uint8_t>(level)).number(index);
  return key;
}

RecentKey recent_key(Position first) {
  RecentKey key;
  KeyWriter(key).bytes(as_bytes(recent_prefix)).number(first);
  return key;
}

std::optional<Position> read_record_key(BytesView key) {
  if (key.size() != 8) return std::nullopt;
  return read_u64(key);
}

std::optional<Position> read_recent_key(BytesView key) {
  if (key.size() != recent_prefix.size() + 8) return std::nullopt;
  return read_u64(key.subspan(recent_prefix.size()));
}

std::optional<PartRef> read_part_key(BytesView key) {
  if (key.size() != 10) return std::nullopt;
  return PartRef{read_u64(key), read_u16(key.subspan(8))};
}

std::optional<TreePlace> read_tree_key(BytesView key) {
  if (key.size() != 9) return std::nullopt;
  return TreePlace{std::to_integer<unsigned>(key[0]), read_u64(key.subspan(1))};
}

Bytes command_value(const CommandRecord& record) {
  Bytes value;
  value.reserve(command_value_size);
  append(value, record.request_hash);
  append_u64(value, record.first);
  append_u32(value, record.count);
  append_u64(value, std::bit_cast<std::uint64_t>(record.recorded.micros()));
  return value;
}

std::optional<CommandRecord> read_command_value(BytesView value) {
  if (value.size() != command_value_size) return std::nullopt;
  CommandRecord record;
  std::copy_n(value.begin(), crypto::sha256_size, record.request_hash.begin());
  record.first = read_u64(value.subspan(32));
  record.count = read_u32(value.subspan(40));
  record.recorded = Instant::from_micros(std::bit_cast<std::int64_t>(read_u64(value.subspan(44))));
  if (record.count == 0) return std::nullopt;
  return record;
}

Bytes recent_value(const Commands& commands) {
  Bytes value;
  value.reserve(commands.size() * (id_size + command_value_size));
  for (const auto& [id, record] : commands) {
    append(value, id.view());
    append(value, command_value(record));
  }
  return value;
}

bool read_recent_value(BytesView value, Commands& commands) {
  constexpr std::size_t entry_size = id_size + command_value_size;
  if (value.size() % entry_size != 0) return false;
  for (; !value.empty(); value = value.subspan(entry_size)) {
    const auto record = read_command_value(value.subspan(id_size, command_value_size));
    if (!record) return false;
    commands.emplace_back(CommandId(uuid_from(value.first(id_size))), *record);
  }
  return true;
}

Bytes head_value(const Head& head) {
  Bytes value;
  value.reserve(48);
  append_u64(value, head.size);
  append(value, head.root);
  append_u64(value, std::bit_cast<std::uint64_t>(head.last_recorded.micros()));
  return value;
}

std::optional<Head> read_head_value(BytesView value) {
  if (value.size() != 48) return std::nullopt;
  Head head;
  head.size = read_u64(value);
  std::copy_n(value.begin() + 8, crypto::sha256_size, head.root.begin());
  head.last_recorded =
      Instant::from_micros(std::bit_cast<std::int64_t>(read_u64(value.subspan(40))));
  return head;
}

}  // namespace telaio::log::rocksdb
