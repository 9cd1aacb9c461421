// SPDX-License-Identifier: EUPL-1.2
// What a request says beside its body, read in one place: which command it is (Idempotency-Key),
// which version it decides on (If-Match), which moment it asks about (on, as_of, known, after) and
// which page (limit, cursor).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "base/date.hpp"
#include "base/id.hpp"
#include "base/result.hpp"
#include "http/request.hpp"
#include "log/event_log.hpp"

namespace telaio::http {

// ---- Idempotency-Key ----
// 32 hex digits or a UUID, bare or quoted: the command id itself. Any other printable text: its
// hash, salted with who sends it, so that two people may both call a key "1".
// Refuses http.idempotency_key_missing and http.idempotency_key_malformed.
Result<CommandId, Refusal> command_id_of(const Request& request, const OperatorId& sender);

// ---- If-Match ----
// The version of `ETag: "7"`; nothing without the field, or when any version will do (`*`). Refuses
// http.precondition_malformed, also for several or weak ones, which we never give.
Result<std::optional<std::uint64_t>, Refusal> version_of(const Request& request);
std::string etag_of(std::uint64_t version);

// ---- Moments ----
// `on`: what was true; `as_of`: what was known; `after`: what must be visible.
struct Moment {
  Date on;
  bool on_given = false;
  std::optional<log::Position> as_of;
  std::optional<Date> known;  // When the reader asked by date; `as_of` is then filled by settle().
  std::optional<log::Position> after;
};
// Reads the parameters; `today` is the default of `on`. Refuses http.fields_wrong for a malformed
// one, http.times_exclusive for as_of with known, http.date_in_future for a `known` after today.
Result<Moment, Refusal> moment_of(const Request& request, Date today);

// ---- Pages ----
struct PageAsked {
  std::size_t limit = 0;
  std::string cursor;  // As given by encode_cursor; empty: the first page.
};
// Refuses http.fields_wrong (limit out of 1 to 200) and http.cursor_malformed.
Result<PageAsked, Refusal> page_of(const Request& request);
// Base64url without padding. Cursors carry opaque ids and numbers, never a name.
std::string encode_cursor(std::string_view content);
std::optional<std::string> decode_cursor(std::string_view text);

// ---- Simple parameters ----
// Nothing when absent or malformed: the caller knows which by asking request.parameter().
std::optional<std::uint64_t> parse_number(std::string_view text, std::uint64_t most);

}  // namespace telaio::http
