// SPDX-License-Identifier: EUPL-1.2
#include "http/conditions.hpp"

#include <algorithm>
#include <charconv>

#include "base/bytes.hpp"
#include "crypto/digest.hpp"
#include "http/http_limits.hpp"
#include "http/http_refusals.hpp"

namespace telaio::http {

namespace {

// The largest integer a JavaScript number holds exactly; the API file promises no larger one.
constexpr std::uint64_t number_max = (std::uint64_t{1} << 53U) - 1;

Refusal wrong() {
  return Refusal{refusals::fields_wrong, {}};
}

std::string_view unquoted(std::string_view text) {
  if (text.size() >= 2 && text.front() == '"' && text.back() == '"') {
    return text.substr(1, text.size() - 2);
  }
  return text;
}

}  // namespace

std::optional<std::uint64_t> parse_number(std::string_view text, std::uint64_t most) {
  std::uint64_t value = 0;
  const char* end = text.data() + text.size();
  const auto [stopped, error] = std::from_chars(text.data(), end, value);
  if (text.empty() || error != std::errc() || stopped != end || value > most) return std::nullopt;
  return value;
}

Result<CommandId, Refusal> command_id_of(const Request& request, const OperatorId& sender) {
  const std::string_view field = request.field("idempotency-key");
  if (field.empty()) return Refusal{refusals::idempotency_key_missing, {}};
  const std::string_view key = unquoted(field);
  const bool printable = std::all_of(
      key.begin(), key.end(), [](char c) { return c > 0x20 && c < 0x7F && c != '"' && c != '\\'; });
  if (key.empty() || key.size() > limits::idempotency_key_bytes_max || !printable) {
    return Refusal{refusals::idempotency_key_malformed, {}};
  }
  if (const auto id = parse_id<CommandId>(key)) {
    // The nil id would be everybody's: somebody forgot to fill it in.
    if (id->is_nil()) return Refusal{refusals::idempotency_key_malformed, {}};
    return *id;
  }
  constexpr std::string_view domain = "telaio/idempotency-key/v1";
  const auto digest = crypto::sha256({as_bytes(domain), sender.view(), as_bytes(key)});
  return CommandId(uuid_from(BytesView(digest).first(id_size)));
}

Result<std::optional<std::uint64_t>, Refusal> version_of(const Request& request) {
  const std::string_view field = request.field("if-match");
  if (field.empty() || field == "*") return std::optional<std::uint64_t>();
  const bool quoted = field.size() > 2 && field.front() == '"' && field.back() == '"';
  const auto version = parse_number(unquoted(field), number_max);
  if (!quoted || !version) return Refusal{refusals::precondition_malformed, {}};
  return version;
}

std::string etag_of(std::uint64_t version) {
  return "\"" + std::to_string(version) + "\"";
}

Result<Moment, Refusal> moment_of(const Request& request, Date today) {
  Moment moment;
  moment.on = today;
  if (const auto text = request.parameter("on")) {
    const auto date = parse_date(*text);
    if (!date) return wrong();
    moment.on = *date;
    moment.on_given = true;
  }
  if (const auto text = request.parameter("after")) {
    const auto position = parse_number(*text, number_max);
    if (!position) return wrong();
    moment.after = position;
  }
  const auto as_of = request.parameter("as_of");
  const auto known = request.parameter("known");
  if (as_of && known) return Refusal{refusals::times_exclusive, {}};
  if (as_of) {
    const auto position = parse_number(*as_of, number_max);
    if (!position) return wrong();
    moment.as_of = position;
  }
  if (known) {
    const auto date = parse_date(*known);
    if (!date) return wrong();
    if (*date > today) return Refusal{refusals::date_in_future, {}};
    moment.known = *date;
  }
  return moment;
}

std::string encode_cursor(std::string_view content) {
  std::string text = to_base64(as_bytes(content));
  std::replace(text.begin(), text.end(), '+', '-');
  std::replace(text.begin(), text.end(), '/', '_');
  while (!text.empty() && text.back() == '=') text.pop_back();
  return text;
}

std::optional<std::string> decode_cursor(std::string_view text) {
  std::string padded(text);
  std::replace(padded.begin(), padded.end(), '-', '+');
  std::replace(padded.begin(), padded.end(), '_', '/');
  while (padded.size() % 4 != 0) padded += '=';
  const auto bytes = from_base64(padded);
  if (!bytes) return std::nullopt;
  return std::string(as_text(*bytes));
}

Result<PageAsked, Refusal> page_of(const Request& request) {
  PageAsked page;
  page.limit = limits::page_default;
  if (const auto text = request.parameter("limit")) {
    const auto limit = parse_number(*text, limits::page_max);
    if (!limit || *limit == 0) return wrong();
    page.limit = *limit;
  }
  if (const auto text = request.parameter("cursor")) {
    if (text->empty() || text->size() > limits::cursor_bytes_max) {
      return Refusal{refusals::cursor_malformed, {}};
    }
    const auto cursor = decode_cursor(*text);
    if (!cursor) return Refusal{refusals::cursor_malformed, {}};
    page.cursor = *cursor;
  }
  return page;
}

}  // namespace telaio::http
