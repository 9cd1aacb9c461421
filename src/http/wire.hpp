// SPDX-License-Identifier: EUPL-1.2
// HTTP/1.1 as bytes: reads requests out of a connection's bytes, strictly, and writes answers.
// Beast parses; what Beast lets through (duplicate lengths, chunked HTTP/1.0, codings other than
// chunked, no Host) is refused here. No network: tests and the fuzzer feed it bytes.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "http/request.hpp"
#include "http/response.hpp"

namespace telaio::http {

// A whole message, before its target is decoded.
struct RawRequest {
  std::string method;
  std::string target;
  int version = 11;  // 10 or 11.
  Fields fields;     // Names in lower case. Trailers are dropped.
  std::string body;
  bool keep_alive = true;
};

// One per connection. Give it bytes as they come; take the request when it is whole; bytes beyond
// it (a client may send the next request early) wait for the next one.
class RequestReader {
 public:
  enum class State : std::uint8_t {
    idle,      // No byte of a request yet.
    header,    // Part of the request line and fields.
    body,      // All fields, part of the body.
    complete,  // take() it.
    refused,   // See refusal(): answer it and close, the rest of the bytes has no meaning.
  };

  RequestReader();
  ~RequestReader();
  RequestReader(const RequestReader&) = delete;
  RequestReader& operator=(const RequestReader&) = delete;

  // In `complete` and `refused` more bytes are only kept, or dropped.
  State feed(std::string_view bytes);
  State state() const { return state_; }
  const Refusal& refusal() const { return refusal_; }
  // True once, when the client waits for "100 Continue" before it sends the body.
  bool take_expects_continue();
  // Only in `complete`. Starts the next request with the bytes already there: look at state()
  // again.
  RawRequest take();

 private:
  class Parser;

  State parse();
  State refuse(std::string_view code);

  State state_ = State::idle;
  Refusal refusal_;
  std::string pending_;           // Bytes not parsed yet.
  std::size_t header_bytes_ = 0;  // Bytes of the current request's head already parsed.
  bool expects_continue_ = false;
  std::unique_ptr<Parser> parser_;  // Never null.
};

// What the connection knows and the handler does not.
struct WriteContext {
  bool keep_alive = true;
};

// Status line and fields, with Content-Length, Connection and the security headers of every answer.
// Without a Cache-Control of its own an answer is never stored. The body follows apart, so that a
// shared one is not copied and HEAD leaves it out.
std::string write_head(const Response& response, const WriteContext& context);

inline constexpr std::string_view continue_line = "HTTP/1.1 100 Continue\r\n\r\n";

}  // namespace telaio::http
