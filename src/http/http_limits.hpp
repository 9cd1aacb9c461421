// SPDX-License-Identifier: EUPL-1.2
// Every limit and deadline of the HTTP service, with its unit and the reason for it. One past a
// limit is answered with a problem document or, before a request exists, by closing the connection:
// load above capacity never becomes memory.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace telaio::http::limits {

// ---- One request ----
// Bytes of request line and fields together; a session cookie and a browser's fields take 2 KiB.
inline constexpr std::size_t header_bytes_max = 16U << 10U;
inline constexpr std::size_t fields_max = 64;
// Bytes of the request target; cursors are the longest thing in one.
inline constexpr std::size_t target_bytes_max = 4U << 10U;
inline constexpr std::size_t query_parameters_max = 32;
inline constexpr std::size_t path_segments_max = 16;
// Bytes of a body: a diary text of 20,000 characters escaped as \uXXXX takes 240 KB.
inline constexpr std::size_t body_bytes_max = 1U << 20U;
// Bytes of a chunk's size line with its extensions, and of the trailers after the last chunk.
inline constexpr std::size_t chunk_line_bytes_max = 1U << 10U;
// Depth of arrays and objects in a JSON body; ours need four.
inline constexpr std::size_t json_depth_max = 16;
// Elements of one array of a JSON body, where the API file does not say less.
inline constexpr std::size_t json_array_max = 1'000;
// Field errors one problem document lists.
inline constexpr std::size_t field_errors_max = 32;

// ---- One connection ----
// Requests after which a kept connection is closed, so that memory of long-lived ones is returned.
inline constexpr std::uint32_t connection_requests_max = 10'000;
// Bytes read from the network at once: one TLS record.
inline constexpr std::size_t read_bytes = 16U << 10U;

// ---- All connections ----
// About 60 KiB each with TLS: 120 MB at most.
inline constexpr std::size_t connections_max = 2'048;
// An office of fifty people behind one address, six connections each.
inline constexpr std::size_t connections_per_address_max = 320;
// Requests that wait for the storage pool or run on it. Above: 503 with Retry-After.
inline constexpr std::size_t queue_max = 512;
inline constexpr std::chrono::seconds retry_after{2};
inline constexpr int listen_backlog = 1'024;

// ---- Deadlines ----
inline constexpr std::chrono::milliseconds handshake_time{10'000};
// From the first byte of a request to the end of its fields, and to the end of its body.
inline constexpr std::chrono::milliseconds header_time{10'000};
inline constexpr std::chrono::milliseconds body_time{30'000};
// A kept connection without a request.
inline constexpr std::chrono::milliseconds idle_time{65'000};
// A request in the pool: the longest one computes a board of the past or verifies a stream.
inline constexpr std::chrono::milliseconds handle_time{60'000};
inline constexpr std::chrono::milliseconds write_time{30'000};
inline constexpr std::chrono::milliseconds close_time{2'000};
// How often connections past their deadline are looked for: deadlines are this exact.
inline constexpr std::chrono::milliseconds sweep_period{200};
// A stop waits this long for the requests under way.
inline constexpr std::chrono::milliseconds drain_time{10'000};

// ---- Live refresh ----
// Listeners of one session: a browser keeps six connections to a host for all its windows, and two
// must stay free for what people do. Of one operator: a desk and a telephone.
inline constexpr std::size_t streams_per_session = 4;
inline constexpr std::size_t streams_per_operator = 8;
// Half of all connections.
inline constexpr std::size_t streams_max = 1'000;
inline constexpr std::chrono::seconds streams_retry_after{60};
// A comment goes out this often where nothing else did, and the session is looked at again.
inline constexpr std::chrono::milliseconds stream_heartbeat{15'000};
// Between two messages to one client: during an import everything changes all the time.
inline constexpr std::chrono::milliseconds stream_pause{200};
// When a browser comes back after the stream ended.
inline constexpr std::chrono::milliseconds stream_retry{3'000};
// What the system keeps of unread messages for one client; then writing waits, and expires.
inline constexpr int stream_send_buffer_bytes = 4'096;
// Sent bytes that nobody acknowledges for so long end the connection (TCP_USER_TIMEOUT).
inline constexpr std::chrono::milliseconds stream_dead_time{30'000};

// ---- Reads ----
inline constexpr std::size_t page_default = 50;
inline constexpr std::size_t page_max = 200;
inline constexpr std::size_t cursor_bytes_max = 512;
inline constexpr std::size_t idempotency_key_bytes_max = 255;
// Answers kept to be given again, and the bytes of one: 8 MiB at most.
inline constexpr std::size_t kept_answers_max = 128;
inline constexpr std::size_t kept_answer_bytes_max = std::size_t{64} << 10U;
// `after=`: how long a read waits for a projection to reach the asked position.
inline constexpr std::chrono::milliseconds visible_wait{2'000};

// ---- Sign-in ----
// Wrong passwords one address may collect in a window before 429 (the vault suspends accounts).
inline constexpr std::uint32_t login_failures_per_address = 50;
inline constexpr std::int64_t login_window_seconds = std::int64_t{15} * 60;
// Accounts and addresses remembered; beyond, the oldest windows are forgotten.
inline constexpr std::size_t login_windows_max = 10'000;
// Sign-ins in hand at once: each takes a thread of the pool and a core for a while, by design of
// Argon2id, and a flood of them must leave the pool to the others.
inline constexpr std::int32_t sign_ins_in_hand_max = 4;
inline constexpr std::size_t password_bytes_max = 256;
inline constexpr std::size_t user_bytes_max = 64;

// ---- Requests of one person ----
// Requests of one operator, or of one address without a session, in a window; above: 429 until the
// next one. A page takes about ten, an office behind one address signs in at nine o'clock, a check
// from outside calls every operation many times: a hundred a second is nobody at work.
inline constexpr std::uint32_t requests_per_window = 6'000;
inline constexpr std::int64_t request_window_seconds = 60;
// Operators and addresses counted at once; beyond, the oldest windows are forgotten.
inline constexpr std::size_t request_windows_max = 20'000;

// ---- Our own output ----
// Bytes of access log waiting for standard output; beyond, lines are dropped and counted.
inline constexpr std::size_t access_log_bytes_max = 1U << 20U;
// Lines are gathered this long before they are written: a wake-up and a write for each would cost
// more than some answers do. What a killed process had not written yet is lost.
inline constexpr std::chrono::milliseconds access_log_gather_time{20};
// Files of the web application, together: they are held in memory.
inline constexpr std::size_t static_bytes_max = 32U << 20U;
inline constexpr std::size_t static_files_max = 2'000;

}  // namespace telaio::http::limits
