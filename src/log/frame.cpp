// SPDX-License-Identifier: EUPL-1.2
#include "log/frame.hpp"

#include <algorithm>
#include <bit>

namespace telaio::log {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view leaf_tag = "telaio/leaf/v1\0\0"sv;
constexpr std::string_view parts_tag = "telaio/parts/v1\0"sv;
static_assert(leaf_tag.size() == 16 && parts_tag.size() == 16);

// Where the fields of a frame start.
constexpr std::size_t kind_at = 2;
constexpr std::size_t header_length_at = 4;
constexpr std::size_t stream_at = 8;
constexpr std::size_t version_at = 24;
constexpr std::size_t command_at = 32;
constexpr std::size_t place_at = 48;
constexpr std::size_t commit_size_at = 52;
constexpr std::size_t recorded_at = 56;

}  // namespace

void append_frame(Bytes& to, const Frame& frame) {
  append_u16(to, frame_format);
  append_u16(to, frame.stream.kind);
  append_u32(to, frame.header_length);
  append(to, frame.stream.id.view());
  append_u64(to, frame.version);
  append(to, frame.command.view());
  append_u32(to, frame.place);
  append_u32(to, frame.commit_size);
  append_u64(to, std::bit_cast<std::uint64_t>(frame.recorded.micros()));
}

std::optional<Frame> read_frame(BytesView bytes) {
  if (bytes.size() < frame_size || read_u16(bytes) != frame_format) return std::nullopt;
  Frame frame;
  frame.stream.kind = read_u16(bytes.subspan(kind_at));
  frame.header_length = read_u32(bytes.subspan(header_length_at));
  frame.stream.id = uuid_from(bytes.subspan(stream_at, id_size));
  frame.version = read_u64(bytes.subspan(version_at));
  frame.command = CommandId(uuid_from(bytes.subspan(command_at, id_size)));
  frame.place = read_u32(bytes.subspan(place_at));
  frame.commit_size = read_u32(bytes.subspan(commit_size_at));
  const std::uint64_t recorded = read_u64(bytes.subspan(recorded_at));
  frame.recorded = Instant::from_micros(std::bit_cast<std::int64_t>(recorded));
  if (frame.place >= frame.commit_size) return std::nullopt;
  return frame;
}

std::optional<std::size_t> read_record_size(BytesView bytes) {
  if (bytes.size() < frame_size || read_u16(bytes) != frame_format) return std::nullopt;
  const std::size_t header_length = read_u32(bytes.subspan(header_length_at));
  if (bytes.size() - frame_size < header_length) return std::nullopt;
  return frame_size + header_length;
}

crypto::Sha256 parts_commitment(std::span<const crypto::Sha256> part_hashes) {
  // The hashes lie one after the other, as the commitment wants them.
  return crypto::sha256({as_bytes(parts_tag), std::as_bytes(part_hashes)});
}

Entry make_entry(const crypto::Sha256& record_hash, const crypto::Sha256& commitment) {
  Entry entry;
  const auto tag = as_bytes(leaf_tag);
  auto to = std::copy(tag.begin(), tag.end(), entry.begin());
  to = std::copy(record_hash.begin(), record_hash.end(), to);
  std::copy(commitment.begin(), commitment.end(), to);
  return entry;
}

}  // namespace telaio::log
