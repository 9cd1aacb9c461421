// SPDX-License-Identifier: EUPL-1.2
// A value of the stream index (docs/formats/log-store.md): events that follow each other in a
// stream, each with its position and a copy of its record. To load a stream is to read these one
// after the other; a fold never goes back to the log for them.
#pragma once

#include <optional>

#include "log/sequencer.hpp"

namespace telaio::log::rocksdb {

class StreamBlockBuilder {
 public:
  void clear();
  // `record` is frame and header of the event at `position`.
  void add(Position position, BytesView record);
  bool empty() const { return count_ == 0; }
  std::size_t size() const { return bytes_.size(); }
  // Valid until the next call.
  BytesView value();

 private:
  Bytes bytes_;
  std::uint32_t count_ = 0;
};

struct StreamBlockEvent {
  Version version = 0;
  Position position = 0;
  BytesView record;  // From the start of the frame to the end of the block.
};

// Reads one value, event by event.
class StreamBlock {
 public:
  // Nothing when key or value are not those of a block. `value` outlives the block.
  static std::optional<StreamBlock> open(BytesView key, BytesView value);

  const StreamId& stream() const { return stream_; }
  Version first_version() const { return version_; }
  std::uint32_t count() const { return count_; }

  // Nothing at the end, and where the bytes are not a record's any more: then `whole()` is false.
  std::optional<StreamBlockEvent> next();
  bool whole() const { return read_ == count_ && rest_.empty(); }

 private:
  StreamId stream_;
  Version version_ = 0;  // Of the first event.
  std::uint32_t count_ = 0;
  std::uint32_t read_ = 0;
  BytesView rest_;
};

}  // namespace telaio::log::rocksdb
