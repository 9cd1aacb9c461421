// SPDX-License-Identifier: EUPL-1.2
#include "log/record.hpp"

namespace telaio::log {

std::optional<Record> read_record(BytesView bytes) {
  const auto frame = read_frame(bytes);
  if (!frame || bytes.size() - frame_size < frame->header_length) return std::nullopt;
  Record record;
  record.frame = *frame;
  record.bytes = bytes.first(frame_size + frame->header_length);
  record.header = record.bytes.subspan(frame_size);
  auto descriptors = read_descriptors(record.header);
  if (!descriptors) return std::nullopt;
  record.descriptors = std::move(*descriptors);
  return record;
}

Entry entry_of(const Record& record) {
  return make_entry(crypto::sha256(record.bytes), parts_commitment(record.descriptors));
}

}  // namespace telaio::log
