// SPDX-License-Identifier: EUPL-1.2
// Keys and small values of the log's column families (docs/formats/log-store.md). Integers are
// big-endian, so keys sort as their numbers do.
#pragma once

#include <rocksdb/slice.h>

#include <array>
#include <optional>
#include <string_view>

#include "log/sequencer.hpp"

namespace telaio::log::rocksdb {

// Names of the column families, and of the keys in `meta`, RocksDB's default one.
inline constexpr std::string_view records_family = "records";
inline constexpr std::string_view parts_family = "parts";
inline constexpr std::string_view streams_family = "streams";
inline constexpr std::string_view commands_family = "commands";
inline constexpr std::string_view tree_family = "tree";
inline constexpr std::string_view format_key = "format";
inline constexpr std::string_view log_id_key = "log_id";
inline constexpr std::string_view head_key = "head";
// First position that the indexes by stream and by command do not hold yet.
inline constexpr std::string_view indexed_key = "indexed";
// Bumped when a reader of the old form would misread the new one. 1: `streams` told positions alone
// and was written with each group; it is not read any more, and made anew at the first opening.
inline constexpr std::uint32_t store_format = 2;
inline constexpr std::uint32_t first_store_format = 1;

// A key of fixed size, on the stack.
template <std::size_t size>
class Key {
 public:
  BytesView view() const { return bytes_; }
  operator ::rocksdb::Slice() const {
    return {reinterpret_cast<const char*>(bytes_.data()), bytes_.size()};
  }

 private:
  friend class KeyWriter;
  std::array<std::byte, size> bytes_{};
};

using RecordKey = Key<8>;    // Position of the first event in the value.
using PartKey = Key<10>;     // Position, number of the part.
using StreamKey = Key<26>;   // Kind, id, version of the first event of the run.
using CommandKey = Key<16>;  // Command id.
using TreeKey = Key<9>;      // Tile level, index of the first hash in the value.
using RecentKey = Key<14>;   // "recent", position of the first event of a group.

RecordKey record_key(Position position);
PartKey part_key(const PartRef& ref);
StreamKey stream_key(const StreamId& stream, Version version);
CommandKey command_key(const CommandId& command);
TreeKey tree_key(unsigned level, std::uint64_t index);
RecentKey recent_key(Position first);

// Nothing when the stored bytes are not one: the store is damaged or not ours.
std::optional<Position> read_record_key(BytesView key);
std::optional<Position> read_recent_key(BytesView key);
std::optional<PartRef> read_part_key(BytesView key);
struct TreePlace {
  unsigned level = 0;
  std::uint64_t index = 0;
};
std::optional<TreePlace> read_tree_key(BytesView key);

Bytes command_value(const CommandRecord& record);
std::optional<CommandRecord> read_command_value(BytesView value);
// The commands of one group, one after the other.
using Commands = std::vector<std::pair<CommandId, CommandRecord>>;
Bytes recent_value(const Commands& commands);
// Adds to `commands`; false when the value is not one.
bool read_recent_value(BytesView value, Commands& commands);
// Of a Head, all but the log id.
Bytes head_value(const Head& head);
std::optional<Head> read_head_value(BytesView value);

// Between RocksDB's view of bytes and ours.
inline ::rocksdb::Slice slice_of(BytesView bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}
inline BytesView bytes_of(const ::rocksdb::Slice& slice) {
  return as_bytes(std::string_view(slice.data(), slice.size()));
}

}  // namespace telaio::log::rocksdb
