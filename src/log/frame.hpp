// SPDX-License-Identifier: EUPL-1.2
// What the log itself says about an event, and what the tree says about both
// (docs/formats/leaf.md).
//
// The frame is 64 bytes that no caller can know: place in the stream, in the commit and in time. It
// is stored and hashed just before the header. The entry is the 80 bytes a Merkle leaf covers; it
// binds frame, header and sealed parts by their hashes, so a part can be purged and no proof
// breaks.
#pragma once

#include <array>
#include <optional>
#include <span>

#include "log/event_log.hpp"

namespace telaio::log {

inline constexpr std::size_t frame_size = 64;
inline constexpr std::size_t entry_size = 80;
inline constexpr std::uint16_t frame_format = 1;

struct Frame {
  StreamId stream;
  Version version = 0;
  CommandId command;
  std::uint32_t place = 0;
  std::uint32_t commit_size = 1;
  Instant recorded;
  std::uint32_t header_length = 0;  // Bytes of the header that follows.

  bool operator==(const Frame&) const = default;
};

using Entry = std::array<std::byte, entry_size>;

// Appends the 64 bytes to `to`.
void append_frame(Bytes& to, const Frame& frame);
// Nothing when `bytes` is shorter than a frame, of another format, or has a place outside its
// commit.
std::optional<Frame> read_frame(BytesView bytes);

// Bytes of frame and header together; nothing when `bytes` does not hold so many. Says less than
// read_frame() and costs nearly nothing.
std::optional<std::size_t> read_record_size(BytesView bytes);

// Commitment to the sealed parts, from the hash of each in its order.
crypto::Sha256 parts_commitment(std::span<const crypto::Sha256> part_hashes);
// `record_hash` is the SHA-256 of frame and header as stored.
Entry make_entry(const crypto::Sha256& record_hash, const crypto::Sha256& commitment);

}  // namespace telaio::log
