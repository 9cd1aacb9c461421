// SPDX-License-Identifier: EUPL-1.2
#include "log/record.hpp"

#include "base/assert.hpp"

namespace telaio::log {

std::optional<Record> read_record(BytesView bytes) {
  const auto frame = read_frame(bytes);
  if (!frame || bytes.size() - frame_size < frame->header_length) return std::nullopt;
  Record record;
  record.frame = *frame;
  record.bytes = bytes.first(frame_size + frame->header_length);
  record.header = record.bytes.subspan(frame_size);
  const auto parts = count_parts(record.header);
  if (!parts) return std::nullopt;
  record.parts = *parts;
  return record;
}

Entry entry_of(const Record& record) {
  const auto descriptors = read_descriptors(record.header);
  TELAIO_ASSERT(descriptors.has_value());
  return make_entry(crypto::sha256(record.bytes), parts_commitment(*descriptors));
}

}  // namespace telaio::log
