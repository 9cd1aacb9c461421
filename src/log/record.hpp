// SPDX-License-Identifier: EUPL-1.2
// A record: frame and header of one event, as stored (docs/formats/leaf.md). Records lie one after
// the other, each padded with zeros to a multiple of 8 bytes, so a header can be read where it
// lies.
#pragma once

#include "log/descriptors.hpp"
#include "log/frame.hpp"

namespace telaio::log {

inline constexpr std::size_t record_alignment = 8;

// A view of stored bytes, which it does not own.
struct Record {
  Frame frame;
  BytesView bytes;        // Frame and header: what is hashed.
  BytesView header;       // The header alone.
  std::size_t parts = 0;  // How many sealed parts the header describes.

  // Bytes from the start of this record to the start of the next.
  std::size_t stride() const {
    return (bytes.size() + record_alignment - 1) / record_alignment * record_alignment;
  }
};

// The record that `bytes` begins with. Nothing when there is no whole frame and verified header.
std::optional<Record> read_record(BytesView bytes);

// Reads the descriptors again: a record of read_record() has them.
Entry entry_of(const Record& record);

}  // namespace telaio::log
