// SPDX-License-Identifier: EUPL-1.2
// One request as handlers see it: whole, within its limits, decoded. A plain value, free of the
// network library, so handlers and tests build it by hand.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "http/field.hpp"

namespace telaio::http {

enum class Method : std::uint8_t { get, head, post, put, patch, delete_, options, other };

std::string_view to_string(Method method);
Method parse_method(std::string_view text);

struct QueryParameter {
  std::string name;
  std::string value;
  bool operator==(const QueryParameter&) const = default;
};

// Path and query of a request target, percent-decoded.
struct Target {
  std::vector<std::string> segments;  // "/a/b" = {"a", "b"}; "/" = {""}.
  std::vector<QueryParameter> query;
  bool operator==(const Target&) const = default;
};

struct Request {
  Method method = Method::get;
  Target target;
  Fields fields;
  std::string body;
  std::string peer;      // Address of the other side, without port. Never logged.
  std::string trace_id;  // 32 hex digits: from `traceparent`, or new.
  bool keep_alive = true;
  // Who hands it in keeps it until it is answered, and takes a Response::later.
  bool may_answer_later = false;

  std::string_view field(std::string_view name) const { return field_value(fields, name); }
  // Nothing when the parameter is not there. Repeated parameters were refused before.
  std::optional<std::string_view> parameter(std::string_view name) const;
};

}  // namespace telaio::http
