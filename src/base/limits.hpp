// SPDX-License-Identifier: EUPL-1.2
// Every limit of the program has a name and stands here, with its unit and the reason for it. A
// caller one past a limit gets a typed answer; nothing grows without one.
#pragma once

#include <cstddef>
#include <cstdint>

namespace telaio::limits {

// ---- Log (src/log) ----
// Bytes of one event: header and sealed parts together. An attachment is a file, not an event.
inline constexpr std::size_t event_bytes_max = 16U << 20U;
// Events one commit may append: the largest command (a month's deliveries of a provider) has fewer.
inline constexpr std::size_t commit_events_max = 10'000;
// Streams one commit may write or guard.
inline constexpr std::size_t commit_streams_max = 10'000;
// Bytes of one commit; a group of commits is written by one WriteBatch, held in memory.
inline constexpr std::size_t commit_bytes_max = 64U << 20U;
// Commits waiting for the committer before a caller is told `overloaded`, and their bytes.
inline constexpr std::size_t append_queue_max = 4'096;
inline constexpr std::size_t append_queue_bytes_max = 256U << 20U;
// Commits one synced group may hold.
inline constexpr std::size_t group_commits_max = 1'024;
// Sealed parts of one event.
inline constexpr std::size_t event_parts_max = 64;
// Events one read returns at most, and their bytes.
inline constexpr std::size_t read_events_max = 10'000;
inline constexpr std::size_t read_bytes_max = 32U << 20U;

// ---- Vault (src/vault) ----
// Opened data keys held in memory, and for how long (erasure must reach every copy in a minute).
inline constexpr std::size_t open_keys_max = 20'000;
inline constexpr std::int64_t open_key_seconds = 60;

// ---- Texts people write ----
// Characters (code points) of one diary text (users-and-jobs, dialog fields).
inline constexpr std::size_t text_characters_max = 20'000;
inline constexpr std::size_t name_characters_max = 100;

// ---- FlatBuffers from outside ----
inline constexpr std::size_t flatbuffer_depth_max = 64;
inline constexpr std::size_t flatbuffer_tables_max = 10'000;

}  // namespace telaio::limits
