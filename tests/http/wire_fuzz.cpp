// SPDX-License-Identifier: EUPL-1.2
// Bytes from the network: whatever they are, the reader neither crashes nor grows, and how they
// were cut into pieces does not change what is read.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "base/assert.hpp"
#include "http/http_limits.hpp"
#include "http/target.hpp"
#include "http/wire.hpp"

namespace {

using telaio::http::RawRequest;
using telaio::http::RequestReader;

struct Seen {
  std::vector<RawRequest> requests;
  RequestReader::State state = RequestReader::State::idle;
};

Seen read_in_pieces(std::string_view bytes, std::size_t piece) {
  RequestReader reader;
  Seen seen;
  while (!bytes.empty() && reader.state() != RequestReader::State::refused) {
    reader.feed(bytes.substr(0, piece));
    bytes.remove_prefix(std::min(piece, bytes.size()));
    while (reader.state() == RequestReader::State::complete) {
      RawRequest request = reader.take();
      TELAIO_ASSERT(request.body.size() <= telaio::http::limits::body_bytes_max);
      TELAIO_ASSERT(request.fields.size() <= telaio::http::limits::fields_max);
      static_cast<void>(telaio::http::parse_target(request.target).has_value());
      seen.requests.push_back(std::move(request));
    }
  }
  seen.state = reader.state();
  return seen;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const Seen whole = read_in_pieces(bytes, size == 0 ? 1 : size);
  const Seen cut = read_in_pieces(bytes, 7);
  TELAIO_ASSERT(whole.requests.size() == cut.requests.size());
  for (std::size_t i = 0; i < whole.requests.size(); ++i) {
    TELAIO_ASSERT(whole.requests[i].target == cut.requests[i].target);
    TELAIO_ASSERT(whole.requests[i].body == cut.requests[i].body);
  }
  return 0;
}
