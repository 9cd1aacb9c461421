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
// Streams whose version is kept in memory: more than a Region writes in a day.
inline constexpr std::size_t version_cache_max = 100'000;
// Events and bytes that one stored value packs: fewer keys cost less CPU, larger values slow down
// the reading of one event. A single larger event is a value of its own.
inline constexpr std::size_t record_block_events_max = 64;
inline constexpr std::size_t record_block_bytes_max = 32U << 10U;
// Events, and bytes of their records, that are indexed in memory before they are written out
// sorted: more would take longer to read back at the start, fewer make more and smaller files.
inline constexpr std::size_t recent_events_max = 32'768;
inline constexpr std::size_t recent_bytes_max = 64U << 20U;
// Free bytes on the log's disk below which nothing is appended: RocksDB 7.8.3 as Debian builds it
// aborts when a write meets a full disk, so we stop before, with room for compaction and recovery.
inline constexpr std::uint64_t disk_reserve_bytes = std::uint64_t{512} << 20U;
// The upper part of that reserve, which records of accesses may use: who may read goes on reading,
// a hundred thousand pages at 2 KiB each, while nothing else is written.
inline constexpr std::uint64_t access_reserve_bytes = std::uint64_t{256} << 20U;

// ---- Vault (src/vault) ----
// Opened data keys held in memory, and for how long (erasure must reach every copy in a minute).
inline constexpr std::size_t open_keys_max = 20'000;
inline constexpr std::int64_t open_key_seconds = 60;
// Free bytes below which the vault refuses to write: RocksDB 7.8 aborts on a full disk.
inline constexpr std::size_t vault_disk_reserve_bytes = 64U << 20U;

// ---- Accounts and sessions (src/vault) ----
inline constexpr std::size_t user_name_characters_max = 64;
// Characters (code points) of a password that stands alone, and of one beside the code of an
// authenticator (NIST SP 800-63B-4, 3.1.1.2); and its bytes, so that hashing stays bounded.
inline constexpr std::size_t password_characters_min = 15;
inline constexpr std::size_t password_characters_min_with_totp = 8;
inline constexpr std::size_t password_bytes_max = 512;
// Argon2id runs at once: each holds 19 MiB.
inline constexpr int password_hashes_parallel_max = 4;
// Failed sign-ins in a row before the account is suspended; the first suspension, doubled at every
// further failure, and its ceiling.
inline constexpr std::uint32_t sign_in_failures_max = 5;
inline constexpr std::int64_t sign_in_suspension_seconds = 60;
inline constexpr std::int64_t sign_in_suspension_seconds_max = 900;
// A session ends when unused this long, and this long after the sign-in in any case.
inline constexpr std::int64_t session_idle_seconds = std::int64_t{30} * 60;
inline constexpr std::int64_t session_absolute_seconds = std::int64_t{10} * 3600;
// "Last seen" is written at most this often.
inline constexpr std::int64_t session_touch_seconds = 60;

// ---- Views (src/view) ----
// Events applied before their rows are written as one batch, and the bytes of those rows: a live
// reader sees a long backlog move at least this often.
inline constexpr std::size_t view_batch_events_max = 5'000;
inline constexpr std::size_t view_batch_bytes_max = 16U << 20U;
// Row bytes a rebuild sorts in memory before they become one ingested file.
inline constexpr std::size_t rebuild_run_bytes_max = 64U << 20U;
// How long an erasure waits for readers that began before it: their snapshots keep the rows alive.
inline constexpr std::int64_t view_purge_wait_seconds = 60;
// Versions of one row a scan steps over before it jumps to the next row.
inline constexpr int view_scan_steps_max = 8;

// ---- Texts people write ----
// Characters (code points) of one diary text (users-and-jobs, dialog fields).
inline constexpr std::size_t text_characters_max = 20'000;
inline constexpr std::size_t name_characters_max = 100;

// ---- FlatBuffers from outside ----
inline constexpr std::size_t flatbuffer_depth_max = 64;
inline constexpr std::size_t flatbuffer_tables_max = 10'000;

// ---- Fees (src/domain/fees, src/app/regulations) ----
// Cents of an ISEE or of an amount somebody writes: a hundred million euro.
inline constexpr std::int64_t amount_cents_max = 10'000'000'000;
// Bytes of a regulations file, its elements, and segments of one regulation (24 in the longest
// met).
inline constexpr std::size_t regulation_file_bytes_max = 8U << 20U;
inline constexpr std::size_t regulations_per_file_max = 5'000;
inline constexpr std::size_t regulation_segments_max = 1'000;
// Members of a household in a simulation of the ISEE.
inline constexpr std::uint32_t family_members_max = 50;
// Points of the grid on which tariffs are compared: every cent up to 20,000.00.
inline constexpr std::int64_t uniformity_points_max = 2'000'000;

// ---- Domain (src/domain) ----
// Characters of what people write in one line; longer than any real one met.
inline constexpr std::size_t street_characters_max = 200;
inline constexpr std::size_t phone_characters_max = 32;
inline constexpr std::size_t identifier_characters_max = 32;
// A DSU number has 27 characters; kinds as INPS prints them have up to 80.
inline constexpr std::size_t printed_characters_max = 200;
// A public text of a regulation: authority, act, address of the source, reading.
inline constexpr std::size_t regulation_text_characters_max = 4'000;
// Entries of the lists a command holds: each stands in one event.
inline constexpr std::size_t citizenships_max = 8;
inline constexpr std::size_t household_members_max = 64;
inline constexpr std::size_t contact_persons_max = 64;
// Comuni of an Ambito: all of Lombardia has about 1,502.
inline constexpr std::size_t ambito_comuni_max = 2'000;

// ---- LEPS register (src/app/leps) ----
// Bytes and nesting of a register or of its texts; ours has 20 kB and four levels.
inline constexpr std::size_t leps_register_bytes_max = 1U << 20U;
inline constexpr std::size_t leps_register_depth_max = 8;
// Rules, or indicators, of one register; versions of a rule count one by one.
inline constexpr std::size_t leps_rules_max = 1'000;
inline constexpr std::size_t leps_sources_max = 20;
// Days of the longest term: dates stay far inside their range.
inline constexpr std::int64_t leps_term_days_max = 3'660;

}  // namespace telaio::limits
