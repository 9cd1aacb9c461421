// SPDX-License-Identifier: EUPL-1.2
#include "http/trace.hpp"

#include <algorithm>

#include "base/id.hpp"
#include "crypto/random.hpp"

namespace telaio::http {

std::string new_trace_id() {
  return to_string(crypto::random_uuid());
}

std::string trace_id_of(std::string_view traceparent) {
  // version "-" trace-id "-" parent-id "-" flags, lower-case hex: 2 + 1 + 32 + 1 + 16 + 1 + 2.
  constexpr std::size_t length = 55;
  if (traceparent.size() < length || !traceparent.starts_with("00-") || traceparent[35] != '-') {
    return new_trace_id();
  }
  const std::string_view id = traceparent.substr(3, 32);
  const bool hex = std::all_of(id.begin(), id.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
  });
  const bool zero = id.find_first_not_of('0') == std::string_view::npos;
  return hex && !zero ? std::string(id) : new_trace_id();
}

}  // namespace telaio::http
