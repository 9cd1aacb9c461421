// SPDX-License-Identifier: EUPL-1.2
// The HTTP status codes we use, by name.
#pragma once

#include <cstdint>
#include <string_view>

namespace telaio::http {

enum class Status : std::uint16_t {
  ok = 200,
  created = 201,
  accepted = 202,
  no_content = 204,
  not_modified = 304,
  bad_request = 400,
  unauthorized = 401,
  forbidden = 403,
  not_found = 404,
  method_not_allowed = 405,
  request_timeout = 408,
  conflict = 409,
  gone = 410,
  precondition_failed = 412,
  content_too_large = 413,
  uri_too_long = 414,
  unsupported_media_type = 415,
  expectation_failed = 417,
  unprocessable = 422,
  precondition_required = 428,
  too_many_requests = 429,
  header_too_large = 431,
  internal_error = 500,
  not_implemented = 501,
  unavailable = 503,
  version_not_supported = 505,
};

constexpr unsigned number(Status status) {
  return static_cast<unsigned>(status);
}
// The English phrase of the status line.
std::string_view phrase(Status status);
// The Italian title of a problem document with this status.
std::string_view italian_title(Status status);

// The status of a refusal, by its code: one table for the whole service. Codes that are not listed
// are refusals of the rules: 422.
Status status_of(std::string_view refusal_code);

}  // namespace telaio::http
