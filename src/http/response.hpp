// SPDX-License-Identifier: EUPL-1.2
// One answer as handlers make it. Security headers, length and connection fields are added when it
// is written (http/wire.hpp), so that no handler can forget them.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include <boost/json/object.hpp>

#include "http/event_stream.hpp"
#include "http/field.hpp"
#include "http/later_answer.hpp"
#include "http/status.hpp"

namespace telaio::http {

struct Response {
  Status status = Status::ok;
  Fields fields;
  std::string body;
  // A body shared by many answers (static files); used instead of `body` when set.
  std::shared_ptr<const std::string> shared_body;
  // The answer goes on with these events, without an end, and nothing follows on its connection.
  std::shared_ptr<EventStream> stream;
  // The answer comes later, and what is said here is added to it: fields, route. Only for a request
  // that may be answered later.
  std::shared_ptr<LaterAnswer> later;
  // For logs and metrics: the code of a problem, static storage; empty otherwise.
  std::string_view code;
  std::string_view route;  // Pattern of the route, set by the dispatcher; static storage.
  bool close = false;      // The connection ends after this answer.

  std::string_view content() const { return shared_body ? *shared_body : body; }
  void set(std::string_view name, std::string value) {
    fields.push_back({std::string(name), std::move(value)});
  }
};

// An object is the top of every JSON answer of ours, never a bare array.
Response json_response(Status status, const boost::json::object& body);
Response text_response(Status status, std::string body);
Response no_content();

}  // namespace telaio::http
