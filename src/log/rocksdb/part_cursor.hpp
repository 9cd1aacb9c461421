// SPDX-License-Identifier: EUPL-1.2
// Reads sealed parts beside the records: for events read in order it walks one iterator and seeks
// only where it must. Good for one read, on one thread.
#pragma once

#include <memory>

#include "log/rocksdb/database.hpp"

namespace telaio::log::rocksdb {

class PartCursor {
 public:
  // `database` outlives the cursor, which sees it as it is now.
  explicit PartCursor(const Database& database);

  // Puts into `event.parts`, sized already, those that are stored; a purged one stays empty.
  Result<Done, Fault> fill(StoredEvent& event);

 private:
  std::unique_ptr<rdb::Iterator> iterator_;
};

// The same for one event alone, when the next one lies far away.
Result<Done, Fault> look_up_parts(const Database& database, StoredEvent& event);

}  // namespace telaio::log::rocksdb
