// SPDX-License-Identifier: EUPL-1.2
// An event's header as the log would hold it, without sealing: for tests of rules and projections.
#pragma once

#include "base/bytes.hpp"
#include "domain/event.hpp"

namespace telaio::testing {

class StoredHeader {
 public:
  explicit StoredHeader(const domain::NewEvent& event) {
    schema::HeaderT header;
    header.fact = event.fact;
    header.visibility = event.visibility;
    header.effective_from = event.effective_from;
    if (event.effective_to) header.effective_to = std::make_unique<Date>(*event.effective_to);
    builder_.Finish(schema::Header::Pack(builder_, &header), schema::HeaderIdentifier());
  }

  const schema::Header& header() const { return *schema::GetHeader(builder_.GetBufferPointer()); }
  BytesView bytes() const {
    return std::as_bytes(std::span(builder_.GetBufferPointer(), builder_.GetSize()));
  }

 private:
  flatbuffers::FlatBufferBuilder builder_;
};

}  // namespace telaio::testing
