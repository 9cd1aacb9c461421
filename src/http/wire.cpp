// SPDX-License-Identifier: EUPL-1.2
#include "http/wire.hpp"

#include <algorithm>
#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>

#include "base/assert.hpp"
#include "http/http_limits.hpp"
#include "http/http_refusals.hpp"

namespace telaio::http {

namespace beast_http = boost::beast::http;
using BeastText = boost::beast::string_view;
using ErrorCode = boost::beast::error_code;

// Collects one message and applies our own rules as its fields come. `failure` names the first rule
// that is broken; the error code only makes Beast stop.
class RequestReader::Parser final : public beast_http::basic_parser<true> {
 public:
  Parser() {
    eager(true);
    header_limit(static_cast<std::uint32_t>(limits::header_bytes_max));
    body_limit(limits::body_bytes_max);
  }

  RawRequest message;
  std::string_view failure;
  bool head_done = false;
  bool expects_continue = false;

 private:
  void stop(std::string_view code, ErrorCode& error) {
    failure = code;
    error = beast_http::error::bad_field;
  }

  void on_request_impl(beast_http::verb, BeastText method, BeastText target, int version,
                       ErrorCode& error) override {
    if (target.size() > limits::target_bytes_max) return stop(refusals::target_too_long, error);
    message.method.assign(method.data(), method.size());
    message.target.assign(target.data(), target.size());
    message.version = version;
    head_bytes_ = method.size() + target.size() + std::string_view("  HTTP/1.1\r\n\r\n").size();
  }

  void on_response_impl(int, BeastText, int, ErrorCode& error) override {
    stop(refusals::malformed, error);
  }

  void on_field_impl(beast_http::field, BeastText name, BeastText value,
                     ErrorCode& error) override {
    // Trailers could add a field that was checked as absent: none of them means anything to us.
    if (head_done) return;
    head_bytes_ += name.size() + value.size() + std::string_view(": \r\n").size();
    if (head_bytes_ > limits::header_bytes_max || message.fields.size() == limits::fields_max) {
      return stop(refusals::header_too_large, error);
    }
    Field field{std::string(name.data(), name.size()), std::string(value.data(), value.size())};
    std::transform(field.name.begin(), field.name.end(), field.name.begin(), [](char c) {
      return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    message.fields.push_back(std::move(field));
  }

  void on_header_impl(ErrorCode& error) override {
    head_done = true;
    const Fields& fields = message.fields;
    const std::size_t hosts = count_fields(fields, "host");
    if (hosts > 1 || (message.version >= 11 && hosts == 0)) {
      return stop(refusals::host_missing, error);
    }
    if (message.version >= 11 && field_value(fields, "host").empty()) {
      return stop(refusals::host_missing, error);
    }
    // A proxy and we could disagree on which of two lengths holds: request smuggling.
    const std::size_t lengths = count_fields(fields, "content-length");
    const std::string_view length = field_value(fields, "content-length");
    if (lengths > 1 || length.find(',') != std::string_view::npos) {
      return stop(refusals::length_ambiguous, error);
    }
    const std::size_t codings = count_fields(fields, "transfer-encoding");
    if (codings > 0) {
      if (lengths > 0) return stop(refusals::length_ambiguous, error);
      const std::string_view coding = field_value(fields, "transfer-encoding");
      if (codings > 1 || message.version < 11 || !same_name(coding, "chunked")) {
        return stop(refusals::transfer_encoding, error);
      }
    }
    const std::string_view expected = field_value(fields, "expect");
    if (!expected.empty()) {
      if (!same_name(expected, "100-continue")) return stop(refusals::expectation_failed, error);
      expects_continue = message.version >= 11;
    }
    message.keep_alive = keep_alive();
  }

  void on_body_init_impl(const boost::optional<std::uint64_t>&, ErrorCode&) override {}

  std::size_t on_body_impl(BeastText body, ErrorCode& error) override {
    return append_body(body, error);
  }

  void on_chunk_header_impl(std::uint64_t, BeastText, ErrorCode&) override {}

  std::size_t on_chunk_body_impl(std::uint64_t, BeastText body, ErrorCode& error) override {
    return append_body(body, error);
  }

  void on_finish_impl(ErrorCode&) override {}

  std::size_t head_bytes_ = 0;  // Without the spaces around values.

  std::size_t append_body(BeastText body, ErrorCode& error) {
    if (message.body.size() + body.size() > limits::body_bytes_max) {
      stop(refusals::body_too_large, error);
      return 0;
    }
    message.body.append(body.data(), body.size());
    return body.size();
  }
};

namespace {

std::string_view code_of(const ErrorCode& error) {
  if (error == beast_http::error::header_limit) return refusals::header_too_large;
  if (error == beast_http::error::body_limit) return refusals::body_too_large;
  if (error == beast_http::error::bad_version) return refusals::version_unsupported;
  if (error == beast_http::error::bad_content_length ||
      error == beast_http::error::multiple_content_length) {
    return refusals::length_ambiguous;
  }
  if (error == beast_http::error::bad_transfer_encoding) return refusals::transfer_encoding;
  return refusals::malformed;
}

void add_field(std::string& head, std::string_view name, std::string_view value) {
  head += name;
  head += ": ";
  head += value;
  head += "\r\n";
}

// Measured in the browser spike (ecosystem 2.3): zero violations with Svelte and Trusted Types.
constexpr std::string_view content_security_policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types svelte-trusted-html sw";

}  // namespace

RequestReader::RequestReader() : parser_(std::make_unique<Parser>()) {}
RequestReader::~RequestReader() = default;

RequestReader::State RequestReader::refuse(std::string_view code) {
  refusal_ = Refusal{code, {}};
  pending_.clear();
  state_ = State::refused;
  return state_;
}

RequestReader::State RequestReader::feed(std::string_view bytes) {
  if (state_ == State::refused) return state_;
  pending_ += bytes;
  if (state_ == State::complete) return state_;
  return parse();
}

RequestReader::State RequestReader::parse() {
  if (pending_.empty()) return state_;
  ErrorCode error;
  const std::size_t used =
      parser_->put(boost::asio::const_buffer(pending_.data(), pending_.size()), error);
  pending_.erase(0, used);
  if (!parser_->failure.empty()) return refuse(parser_->failure);
  if (error && error != beast_http::error::need_more) return refuse(code_of(error));

  if (!parser_->head_done) {
    // Beast limits the part it sees at once; the sum over all parts is ours to count.
    header_bytes_ += used;
    if (header_bytes_ + pending_.size() > limits::header_bytes_max) {
      return refuse(refusals::header_too_large);
    }
    return state_ = State::header;
  }
  if (parser_->is_done()) return state_ = State::complete;
  if (parser_->expects_continue) {
    parser_->expects_continue = false;
    expects_continue_ = parser_->message.body.empty() && pending_.empty();
  }
  // What stays unparsed inside a body is a chunk's line or the trailers.
  if (error && pending_.size() > limits::chunk_line_bytes_max) return refuse(refusals::malformed);
  return state_ = State::body;
}

bool RequestReader::take_expects_continue() {
  return std::exchange(expects_continue_, false);
}

RawRequest RequestReader::take() {
  TELAIO_ASSERT(state_ == State::complete);
  RawRequest message = std::move(parser_->message);
  parser_ = std::make_unique<Parser>();
  header_bytes_ = 0;
  expects_continue_ = false;
  state_ = State::idle;
  if (!pending_.empty()) parse();
  return message;
}

std::string write_head(const Response& response, const WriteContext& context) {
  std::string head;
  head.reserve(1'024);
  head += "HTTP/1.1 ";
  head += std::to_string(number(response.status));
  head += ' ';
  head += phrase(response.status);
  head += "\r\n";

  bool cache_control = false;
  for (const Field& field : response.fields) {
    cache_control = cache_control || same_name(field.name, "cache-control");
    add_field(head, field.name, field.value);
  }
  if (!cache_control) add_field(head, "Cache-Control", "no-store");
  // 204 and 304 have no body and so no length (RFC 9110, 8.6); a stream ends with its connection.
  if (response.status != Status::no_content && response.status != Status::not_modified &&
      !response.stream) {
    add_field(head, "Content-Length", std::to_string(response.content().size()));
  }
  if (!context.keep_alive || response.stream) add_field(head, "Connection", "close");
  add_field(head, "Content-Security-Policy", content_security_policy);
  add_field(head, "Strict-Transport-Security", "max-age=31536000");
  add_field(head, "Cross-Origin-Opener-Policy", "same-origin");
  add_field(head, "Cross-Origin-Resource-Policy", "same-origin");
  add_field(head, "Referrer-Policy", "no-referrer");
  add_field(head, "X-Content-Type-Options", "nosniff");
  head += "\r\n";
  return head;
}

}  // namespace telaio::http
