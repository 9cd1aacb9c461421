// SPDX-License-Identifier: EUPL-1.2
// Makes the recent index anew when a log is opened, from what is durable beyond the indexes on
// disk.
#pragma once

#include <filesystem>

#include "log/rocksdb/database.hpp"
#include "log/rocksdb/recent_index.hpp"

namespace telaio::log::rocksdb {

// For a log that will be written: what makes a full generation is written out on the way, and the
// indexes of a store of the first format are made anew. log.damaged when an event cannot be read: a
// stream whose end is not known must not be added to.
Result<Generation, Fault> load_recent(const Database& database, const Options& options,
                                      const std::filesystem::path& log, std::uint64_t size);
// For a log that is only read: all is kept in memory, and an event that cannot be read is in no
// index; whoever reads it is told.
Result<Generation, Fault> load_recent_to_read(const Database& database, std::uint64_t size);

}  // namespace telaio::log::rocksdb
