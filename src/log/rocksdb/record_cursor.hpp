// SPDX-License-Identifier: EUPL-1.2
// Reads events out of the stored blocks: a block packs the records of up to 64 events, so events
// read in order cost one copy of a block, not a lookup each. Good for one read, on one thread.
#pragma once

#include <memory>

#include "log/record.hpp"
#include "log/rocksdb/database.hpp"

namespace telaio::log::rocksdb {

class RecordCursor {
 public:
  // `database` outlives the cursor, which sees it as it is now.
  explicit RecordCursor(const Database& database);

  // The record at `position`, which is durable; the view lasts until the next call. A record that
  // is not there, or not one, is log.damaged and names the position: the cursor can go on
  // elsewhere.
  Result<Record, Fault> read(Position position);
  // The frame alone, without reading the header.
  Result<Frame, Fault> read_frame_at(Position position);
  // Frame and header as they lie there, the header not looked at. As long as the view of read().
  Result<BytesView, Fault> read_bytes(Position position);

 private:
  // Makes block_ the one that holds `position`, and at_ the place of its record.
  Result<Done, Fault> find(Position position);
  Result<Done, Fault> load_block(Position position);

  std::unique_ptr<rdb::Iterator> iterator_;
  // A copy of the block: it starts where FlatBuffers can read, and outlives the iterator's step.
  Bytes block_;
  Position block_first_ = 0;
  std::vector<std::size_t> starts_;  // Where each record of the block starts; empty: no block yet.
};

}  // namespace telaio::log::rocksdb
